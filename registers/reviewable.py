"""The rights that the register grants, for access reviews: who works on a use case or was let in to watch it."""

from datetime import date

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from access.models import AccessReviewItem, Person
from access.review_facts import Facts, day_of
from access.review_scopes import Scope
from access.reviewable import holder_of, last_seen_of, with_holder
from access.reviewing import Gone, Reviewable
from access.rules.review_flags import Flag, flags_of
from access.rules.review_rights import Grant
from common.clock import today
from common.terms import term_of
from registers.actions.use_cases.people import share, unshare
from registers.choices import Membership, UseCaseState
from registers.models import UseCaseMember


def _rows(scope: Scope) -> QuerySet[UseCaseMember]:
    """Return who was let in; whoever follows on their own account sees nothing by it that they would not see."""
    standing = Q(until=None) | Q(until__gte=today())
    let_in = UseCaseMember.objects.filter(standing, by_themselves=False)
    open_still = let_in.exclude(content_object__state=UseCaseState.RETIRED)
    rows = scope.of_holders(open_still, today(), holder="user")
    return with_holder(rows.select_related("content_object", "given_by"), holder="user")


def _freeze(row: UseCaseMember) -> Facts:
    return Facts(
        person=row.user,
        what=term_of(Membership(row.membership).label),
        is_term=True,
        of=str(row.content_object),
        key=f"{row.content_object_id}:{row.membership}",
        since=day_of(row.since) or today(),
        given_by=row.given_by.name if row.given_by else "",
        last_used_on=last_seen_of(row),
        # Whoever sees a request through does so until somebody else does.
        changeable=row.membership != Membership.STEWARD,
        right={"ends_on": row.until},
    )


def _flags(row: UseCaseMember, day: date) -> list[Flag]:
    return flags_of(holder_of(row), Grant(since=day_of(row.since) or day, ends_on=row.until), day)


def _remove(item: AccessReviewItem, by: Person) -> str:
    if not UseCaseMember.objects.filter(pk=item.object_id).exists():
        raise Gone
    unshare(item.object_id, by=by)
    return ""


def _change(item: AccessReviewItem, by: Person) -> str:
    part = UseCaseMember.objects.filter(pk=item.object_id).first()
    if part is None:
        raise Gone
    until = date.fromisoformat(item.change["ends_on"])
    if part.until != until:
        share(part.content_object_id, part.user_id, part.membership, by=by, until=until, tells=False)
    return ""


REVIEWABLE = (Reviewable("use-case-member", _("Parts in use cases"), _rows, _freeze, _flags, _remove, _change),)
