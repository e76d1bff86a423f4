"""The rights that access itself grants, for access reviews: roles and API tokens of people and of programs."""

from datetime import date
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, OuterRef, Prefetch, QuerySet, Subquery
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from access.actions.roles import change_end, take_away
from access.actions.taking_back import shorten_token, take_back_token
from access.actions.withholding import withhold_role
from access.choices import PersonKind, TokenScope
from access.models import LOCAL_ISSUER, AccessReviewItem, ApiToken, Authenticator, GroupRole, Person, RoleAssignment
from access.review_facts import Facts, day_of, latest
from access.review_scopes import Scope
from access.reviewing import Gone, Reviewable
from access.rules.people import CONFLICTS
from access.rules.review_flags import Flag, flags_of
from access.rules.review_rights import Grant, Holder
from access.vocabulary import kept_apart
from common.clock import now, today
from common.permissions import AUDITOR

TOKEN = gettext_noop("API token")


def with_holder(rows: QuerySet[Any], *, holder: str = "person") -> QuerySet[Any]:
    """Read rows with what the flags ask of the holder, in three queries; `holder` is the field that names them."""
    used = ApiToken.objects.filter(person=OuterRef(holder), last_used_at__isnull=False).order_by("-last_used_at")
    found: QuerySet[Any] = (
        rows.select_related(f"{holder}__department", f"{holder}__answerable")
        .prefetch_related(Prefetch(f"{holder}__assignments", queryset=RoleAssignment.objects.counting_on(today())))
        .annotate(
            has_second_factor=Exists(Authenticator.objects.filter(person=OuterRef(holder))),
            tokens_used_at=Subquery(used.values("last_used_at")[:1]),
        )
    )
    return found


def holder_of(row: Any) -> Holder:
    """Return whoever holds a row (its `person`) read by `with_holder`, as the flags see them."""
    person: Person = row.person
    owner = person.answerable
    return Holder(
        deactivated_on=day_of(person.deactivated_at),
        is_service=person.kind == PersonKind.SERVICE,
        owner=owner.name if owner else "",
        owner_left_on=day_of(owner.deactivated_at) if owner else None,
        has_department=person.department_id is not None,
        since=day_of(person.created_at),
        last_seen_on=last_seen_of(row),
        signs_in_locally=person.issuer == LOCAL_ISSUER,
        has_second_factor=row.has_second_factor,
        roles=len({each.role_id for each in person.assignments.all()}),
    )


def last_seen_of(row: Any) -> date | None:
    """Return the day on which a holder signed in, or used a token, last."""
    return latest(day_of(row.person.last_login), day_of(row.tokens_used_at))


def _roles(kind: str) -> Any:
    def rows(scope: Scope) -> QuerySet[Any]:
        standing = RoleAssignment.objects.standing().not_over_on(today())
        found = standing.filter(role__retired_at=None, person__kind=kind).select_related(
            "role", "given_by", "department"
        )
        if scope.departments:
            found = found.filter(person__department__in=scope.departments)
        if scope.roles:
            found = found.filter(role__slug__in=scope.roles)
        giving = GroupRole.objects.filter(role=OuterRef("role")).order_by("group__name").values("group__name")
        whole: QuerySet[Any] = with_holder(found).annotate(giving_groups=ArraySubquery(giving))
        return whole

    return rows


def _freeze_role(row: Any) -> Facts:
    records = [day.isoformat() if day else "…" for day in (row.records_from, row.records_until)]
    return Facts(
        person=row.person,
        what=row.role.name,
        is_term=row.role.builtin,
        of=row.department.name if row.department else "",
        key=f"{row.role.slug}:{row.department_id or ''}",
        since=day_of(row.given_at) or today(),
        given_by=row.given_by.name if row.given_by else "",
        last_used_on=last_seen_of(row),
        changeable=not row.from_groups,
        right={
            "starts_on": row.starts_on,
            "ends_on": row.ends_on,
            "groups": row.from_groups,
            "records": " / ".join(records) if row.records_from or row.records_until else "",
        },
    )


def _role_flags(row: Any, day: date) -> list[Flag]:
    gone = tuple(name for name in row.from_groups if name not in row.giving_groups)
    grant = Grant(
        since=day_of(row.given_at) or day,
        ends_on=row.ends_on,
        wants_end=row.role.slug == AUDITOR,
        gone_groups=gone,
        conflicts_with=tuple(sorted(_conflicts_of(row))),
        counts_as_role=True,
    )
    return flags_of(holder_of(row), grant, day)


def _conflicts_of(row: Any) -> set[str]:
    """Return the names of the holder's other roles that are kept apart from this one."""
    others = [each.role for each in row.person.assignments.all() if each.role_id != row.role_id]
    own = row.role.permission_names
    apart = {name for pair in kept_apart() for name in pair if (pair - {name}) & own or len(pair) == 1}
    return {
        other.name
        for other in others
        if frozenset({row.role.slug, other.slug}) in CONFLICTS or (other.permission_names - own) & apart
    }


def _remove_role(item: AccessReviewItem, by: Person) -> str:
    held = _there(RoleAssignment.objects.standing(), item)
    take_away(held.pk, by=by, reason=_reason(item))
    if not held.from_groups:
        return ""
    withhold_role(held.person_id, held.role_id, groups=held.from_groups, by=by, reason=_reason(item))
    return WITHHELD


def _change_role(item: AccessReviewItem, by: Person) -> str:
    held = _there(RoleAssignment.objects.standing().not_over_on(today()), item)
    change_end(held.pk, ends_on=date.fromisoformat(item.change["ends_on"]), by=by, reason=_reason(item))
    return ""


def _tokens(kind: str) -> Any:
    def rows(scope: Scope) -> QuerySet[Any]:
        live = ApiToken.objects.live(now()).filter(person__kind=kind)
        return with_holder(scope.of_holders(live, today()))

    return rows


def _freeze_token(row: Any) -> Facts:
    labels = dict(TokenScope.choices)
    return Facts(
        person=row.person,
        what=TOKEN,
        is_term=True,
        of=str(row),
        key=str(row.pk),
        since=day_of(row.created_at) or today(),
        given_by=row.person.name if row.person.kind == PersonKind.PERSON else "",
        last_used_on=day_of(row.last_used_at),
        right={"ends_on": day_of(row.expires_at), "scopes": [scope for scope in row.scopes if scope in labels]},
    )


def _token_flags(row: Any, day: date) -> list[Flag]:
    grant = Grant(since=day_of(row.created_at) or day, uses_told=True, last_used_on=day_of(row.last_used_at))
    return flags_of(holder_of(row), grant, day)


def _remove_token(item: AccessReviewItem, by: Person) -> str:
    take_back_token(_there(ApiToken.objects.live(now()), item).pk, by=by, reason=_reason(item))
    return ""


def _change_token(item: AccessReviewItem, by: Person) -> str:
    token = _there(ApiToken.objects.live(now()), item)
    shorten_token(token.pk, last_day=date.fromisoformat(item.change["ends_on"]), by=by, reason=_reason(item))
    return ""


def _there(rows: QuerySet[Any], item: AccessReviewItem) -> Any:
    found = rows.filter(pk=item.object_id).first()
    if found is None:
        raise Gone
    return found


def _reason(item: AccessReviewItem) -> str:
    return f"{item.review.name}: {item.note}" if item.note else item.review.name


WITHHELD = gettext_noop("A group still gives it; it is withheld, and the administrators are told to change the group.")


def _kind_of_roles(name: str, label: Any, kind: str) -> Reviewable:
    return Reviewable(name, label, _roles(kind), _freeze_role, _role_flags, _remove_role, _change_role)


def _kind_of_tokens(name: str, label: Any, kind: str) -> Reviewable:
    return Reviewable(
        name, label, _tokens(kind), _freeze_token, _token_flags, _remove_token, _change_token, only_earlier=True
    )


REVIEWABLE = (
    _kind_of_roles("role", _("Roles of people"), PersonKind.PERSON),
    _kind_of_tokens("token", _("API tokens of people"), PersonKind.PERSON),
    _kind_of_roles("service-role", _("Roles of service identities"), PersonKind.SERVICE),
    _kind_of_tokens("service-token", _("API tokens of service identities"), PersonKind.SERVICE),
)
