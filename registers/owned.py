"""What a person can own in the registers, and how each of it comes to somebody else."""

from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.formats import date_format
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from access.handing_over import Owned
from access.models import Person
from common.clock import today
from registers.actions import handing_over as actions
from registers.actions.delegations import delegate_decisions, end_delegation
from registers.actions.intake import hand_on_stewardship
from registers.actions.use_cases import hand_over as hand_over_use_case
from registers.actions.use_cases import share, unshare
from registers.choices import ExceptionState, Membership, UseCaseState
from registers.models import (
    Condition,
    DataCategory,
    Delegation,
    Document,
    NamedReviewer,
    Project,
    RegisterException,
    RouteParty,
    UseCase,
    UseCaseMember,
)
from registers.reading.reviewers import SEE_ALL

# Nobody has to answer for what came to its end.
OVER = (UseCaseState.RETIRED, UseCaseState.REJECTED, UseCaseState.WITHDRAWN)


def _visible(rows: Any, reader: Person) -> QuerySet[Any]:
    visible: QuerySet[Any] = rows.visible_to(reader)
    return visible


def _of_visible_use_cases(rows: QuerySet[Any], reader: Person) -> QuerySet[Any]:
    if reader.may(SEE_ALL):
        return rows
    return rows.filter(content_object__in=UseCase.objects.order_by().visible_to(reader).values("pk"))


def _use_cases(whose: Any) -> QuerySet[UseCase]:
    return UseCase.objects.filter(owner=whose).exclude(state__in=OVER)


def _owning(use_case_id: UUID, to_id: UUID, *, by: Person, reason: str) -> Any:
    # Whoever gets much is told once, of all of it.
    return hand_over_use_case(use_case_id, to_id, by=by, reason=reason, tells=False)


def _members(whose: Any, membership: str) -> QuerySet[UseCaseMember]:
    members: QuerySet[UseCaseMember] = UseCaseMember.objects.standing().filter(user=whose, membership=membership)
    return members.exclude(content_object__state__in=OVER).select_related("content_object")


def _seeing_through(member_id: UUID, to_id: UUID, *, by: Person, reason: str) -> Any:
    member = UseCaseMember.objects.get(pk=member_id)
    # Who else sees it through goes on doing so.
    return hand_on_stewardship(member.content_object_id, to_id, by=by, reason=reason, of_id=member.user_id)


@transaction.atomic
def _working_on(member_id: UUID, to_id: UUID, *, by: Person, reason: str) -> Any:  # noqa: ARG001 - as every kind
    """Have somebody else work on a use case; who works on it or owns it already goes on doing so."""
    member = UseCaseMember.objects.select_related("content_object").get(pk=member_id)
    there = member.use_case.members.standing().filter(user=to_id, membership=Membership.CONTRIBUTOR).exists()
    if not there and member.use_case.owner_id != to_id:
        share(member.content_object_id, to_id, Membership.CONTRIBUTOR, by=by, tells=False)
    return unshare(member.pk, by=by)


def _exceptions(whose: Any) -> QuerySet[RegisterException]:
    granted = Q(state=ExceptionState.GRANTED, expires_on__gte=today())
    return RegisterException.objects.filter(Q(state=ExceptionState.REQUESTED) | granted, owner=whose)


def _conditions(whose: Any) -> QuerySet[Any]:
    unmet: Any = Condition.objects.unmet().filter(owner=whose).exclude(use_case__state=UseCaseState.RETIRED)
    standing: QuerySet[Any] = unmet.with_standing().exclude(standing="dropped").select_related("use_case")
    return standing


def _delegations(whose: Any) -> QuerySet[Delegation]:
    standing = Delegation.objects.not_over_on(today()).filter(delegate=whose, person__is_active=True)
    return standing.select_related("person")


@transaction.atomic
def _standing_in(delegation_id: UUID, to_id: UUID, *, by: Person, reason: str) -> Any:
    """Have somebody else decide for whoever is away, on the days that are left."""
    before = end_delegation(delegation_id, by=by, reason=reason)
    starts_on = max(before.starts_on, today())
    return delegate_decisions(
        before.person_id, to_id, starts_on=starts_on, ends_on=before.ends_on, by=by, reason=reason
    )


def _seats(whose: Any) -> QuerySet[NamedReviewer]:
    waiting = NamedReviewer.objects.filter(person=whose, step__closed_at=None, step__review__version__isnull=False)
    return waiting.select_related("step__review__version__use_case", "step__step")


def _seats_of_visible(rows: QuerySet[Any], reader: Person) -> QuerySet[Any]:
    if reader.may(SEE_ALL):
        return rows
    visible = UseCase.objects.order_by().visible_to(reader).values("pk")
    return rows.filter(step__review__version__use_case__in=visible)


def _parties(whose: Any) -> QuerySet[RouteParty]:
    return RouteParty.objects.filter(person=whose, step__route__until=None).select_related("step__route")


def _of_routes(rows: QuerySet[Any], reader: Person) -> QuerySet[Any]:
    return rows if reader.may("registers.view_register") else rows.none()


def _holding(rows: Any) -> Any:
    """Return what locks the rows that a kind's actions lock first."""
    return lambda row_id: list(rows(row_id).select_for_update(of=("self",)).order_by("pk").values_list("pk"))


def _until(exception: RegisterException) -> str:
    if exception.state == ExceptionState.REQUESTED:
        return str(exception.get_state_display())
    return _t("until %(day)s") % {"day": date_format(exception.expires_on)}


def _due(condition: Condition) -> str:
    due = _t("due %(day)s") % {"day": date_format(condition.due_on)}
    return f"{condition.use_case} · {due}"


_MEMBER_OF = _holding(lambda row_id: UseCase.objects.filter(members=row_id))

OWNED = (
    Owned(
        kind="use-cases",
        label=_("Use cases"),
        counted=ngettext_lazy("%(n)s use case", "%(n)s use cases", "n"),
        rows=_use_cases,
        seen=_visible,
        hold=_holding(lambda row_id: UseCase.objects.filter(pk=row_id)),
        hand_over=_owning,
        hint=lambda use_case: use_case.get_state_display(),
    ),
    Owned(
        kind="stewardships",
        label=_("Requests seen through"),
        counted=ngettext_lazy("%(n)s request to see through", "%(n)s requests to see through", "n"),
        rows=lambda whose: _members(whose, Membership.STEWARD),
        seen=_of_visible_use_cases,
        hold=_MEMBER_OF,
        hand_over=_seeing_through,
        title=lambda member: member.use_case,
        address=lambda member: member.use_case.get_absolute_url(),
        hint=lambda member: member.use_case.get_state_display(),
    ),
    Owned(
        kind="exceptions",
        label=_("Exceptions"),
        counted=ngettext_lazy("%(n)s exception", "%(n)s exceptions", "n"),
        rows=_exceptions,
        seen=_visible,
        hold=_holding(lambda row_id: RegisterException.objects.filter(pk=row_id)),
        hand_over=actions.hand_over_exception,
        hint=_until,
    ),
    Owned(
        kind="conditions",
        label=_("Conditions"),
        counted=ngettext_lazy("%(n)s condition", "%(n)s conditions", "n"),
        rows=_conditions,
        seen=_visible,
        hold=_holding(lambda row_id: UseCase.objects.filter(conditions=row_id)),
        hand_over=actions.hand_over_condition,
        hint=_due,
    ),
    Owned(
        kind="documents",
        label=_("Documents"),
        counted=ngettext_lazy("%(n)s document", "%(n)s documents", "n"),
        rows=lambda whose: Document.objects.in_use().filter(owner=whose),
        seen=_visible,
        hold=_holding(lambda row_id: Document.objects.filter(pk=row_id)),
        hand_over=actions.hand_over_document,
        hint=lambda document: document.get_kind_display(),
    ),
    Owned(
        kind="data-categories",
        label=_("Data categories"),
        counted=ngettext_lazy("%(n)s data category", "%(n)s data categories", "n"),
        rows=lambda whose: DataCategory.objects.in_use().filter(owner=whose),
        seen=_visible,
        hold=_holding(lambda row_id: DataCategory.objects.filter(pk=row_id)),
        hand_over=actions.hand_over_category,
    ),
    Owned(
        kind="projects",
        label=_("Projects at providers"),
        counted=ngettext_lazy("%(n)s project", "%(n)s projects", "n"),
        rows=lambda whose: Project.objects.filter(owner=whose, retired_at=None).select_related("provider"),
        seen=_visible,
        hold=_holding(lambda row_id: Project.objects.filter(pk=row_id)),
        hand_over=actions.hand_over_project,
        hint=lambda project: project.provider,
    ),
    Owned(
        kind="reviewer-seats",
        label=_("Requests to decide, by name"),
        counted=ngettext_lazy("%(n)s request to decide", "%(n)s requests to decide", "n"),
        rows=_seats,
        seen=_seats_of_visible,
        hold=_holding(lambda row_id: UseCase.objects.filter(versions__review__steps__named=row_id)),
        hand_over=actions.replace_reviewer,
        title=lambda named: named.step.review.version.use_case,
        address=lambda named: named.step.review.get_absolute_url(),
        hint=lambda named: named.step.step.name,
        officers_only=True,
    ),
    Owned(
        kind="delegations",
        label=_("Decisions for people who are away"),
        counted=ngettext_lazy("%(n)s delegation", "%(n)s delegations", "n"),
        rows=_delegations,
        seen=_visible,
        hold=_holding(lambda row_id: Delegation.objects.filter(pk=row_id)),
        hand_over=_standing_in,
        title=lambda delegation: delegation.person,
        hint=lambda delegation: _t("until %(day)s") % {"day": date_format(delegation.ends_on)},
        officers_only=True,
    ),
    Owned(
        kind="route-parties",
        label=_("Steps of approval routes"),
        counted=ngettext_lazy("%(n)s step of an approval route", "%(n)s steps of approval routes", "n"),
        rows=_parties,
        seen=_of_routes,
        instead=_("A route names them. An administrator edits the route and names somebody else, or a role."),
        title=lambda party: party.step,
        address=lambda party: party.step.route.get_absolute_url(),
        hint=lambda party: party.step.route.get_route_for_display(),
        officers_only=True,
    ),
    Owned(
        kind="contributions",
        label=_("Use cases worked on"),
        counted=ngettext_lazy("%(n)s use case worked on", "%(n)s use cases worked on", "n"),
        rows=lambda whose: _members(whose, Membership.CONTRIBUTOR),
        seen=_of_visible_use_cases,
        hold=_MEMBER_OF,
        hand_over=_working_on,
        title=lambda member: member.use_case,
        address=lambda member: member.use_case.get_absolute_url(),
        hint=lambda member: member.use_case.get_state_display(),
        waits=False,
        officers_only=True,
    ),
)
