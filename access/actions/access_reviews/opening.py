"""Opening a campaign: what it looks at is frozen with what is remarkable, and somebody is asked about each right."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_noop

from access.actions.jobs import start_job
from access.actions.messages import notify
from access.models import AccessReview, AccessReviewItem, Job, Person
from access.permits import permit
from access.review_evidence import digest_of, frozen_of
from access.review_facts import plain
from access.review_scopes import Scope
from access.reviewing import kinds
from access.rules.access_reviews import quarter_to_open, refuse_opening
from access.rules.break_glass import refuse_choosing
from access.rules.reviewers import refuse_reviewer, reviewer_for
from common.clock import now, today
from common.names import clean_name
from common.permissions import RoleName
from common.refusals import Refusal, Refused, refuse_if
from common.refusals import marked as _
from common.taken import refused_when_taken
from trail.recording import record, record_many

# What a request freezes itself; more is a job.
MOST_AT_ONCE = 500
KIND = "access-review"
QUARTERLY_DAYS = 30
NAME_MISSING = Refusal("name_missing", _("Give the review a name."), "name")
QUARTER_TAKEN = Refusal("quarter_taken", _("The review of this quarter is there already."))
ASKED_ABOUT_ONE = gettext_noop("You are asked about one right in “%(review)s”, until %(until)s")
ASKED = gettext_noop("You are asked about %(count)s rights in “%(review)s”, until %(until)s")
ASKED_TEXT = gettext_noop("Say of each whether it is still needed: keep it, also until a day, or have it taken away.")
EVERYTHING = Scope()


@dataclass(frozen=True, slots=True)
class Asked:
    """What a campaign is opened with."""

    name: str
    due_on: date
    scope: Scope = EVERYTHING
    reviewers: tuple[UUID, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """Return it as a job keeps it."""
        return {
            "name": self.name,
            "due_on": self.due_on.isoformat(),
            "scope": self.scope.as_json(),
            "reviewers": [str(each) for each in self.reviewers],
        }

    @classmethod
    def of(cls, said: dict[str, Any]) -> "Asked":
        """Return it as a job kept it."""
        reviewers = tuple(UUID(each) for each in said["reviewers"])
        return cls(said["name"], date.fromisoformat(said["due_on"]), Scope.of(said["scope"]), reviewers)


def start_opening(asked: Asked, *, by: Person) -> AccessReview | Job:
    """Open a campaign now, or in the background where it is large.

    Raises:
        PermissionRefused, Refused: as for `open_access_review`.
    """
    permit(by, "access.run_reviews")
    count = count_rights(asked.scope)
    if count <= MOST_AT_ONCE:
        return open_access_review(asked, by=by)
    refuse_if(refuse_opening(rights=count, opened_on=today(), due_on=asked.due_on))
    _reviewers(asked.reviewers)
    title = _t("Opening of “%(review)s”") % {"review": _named(asked.name)}
    return start_job("access-review-open", title=title, settings=asked.as_json(), total=count, by=by)


def count_rights(scope: Scope) -> int:
    """Return how many rights a campaign of this scope would look at."""
    return sum(kind.rows(scope).count() for kind in _kinds_of(scope))


@transaction.atomic
def open_access_review(asked: Asked, *, by: Person | None, quarter: str = "") -> AccessReview:
    """Freeze every right in the scope with what is remarkable about it, and ask somebody about each.

    Without chosen reviewers the compliance officers answer in turn; nobody is asked about their own access. `by` is
    None where the schedule opens it.

    Raises:
        PermissionRefused, Refused: not allowed; no name, a last day that is none, nothing in the scope, a reviewer who
            is not here any more, or the quarter's campaign is there already.
    """
    if by is not None:
        permit(by, "access.run_reviews")
    items = _ordered(_frozen(asked.scope, today()))
    refuse_if(refuse_opening(rights=len(items), opened_on=today(), due_on=asked.due_on))
    chosen, officers = _reviewers(asked.reviewers), usual_reviewers()
    _ask_somebody(items, chosen or officers, officers)
    review = AccessReview(
        name=_named(asked.name),
        scope=asked.scope.as_json(),
        quarter=quarter,
        opened_by=by,
        opened_at=now(),
        due_on=asked.due_on,
    )
    for item in items:
        item.review = review
    review.digest = digest_of(frozen_of(review, items))
    with refused_when_taken(QUARTER_TAKEN):
        review.save(force_insert=True)
    record("access.review.opened", subject=review, by=by, count=len(items), due_on=review.due_on, digest=review.digest)
    AccessReviewItem.objects.enter_many(items)
    record_many("access.review.frozen", items, by=by, details_of=lambda _item: {"review": review.name})
    _tell(review, items)
    return review


def open_quarterly_review() -> AccessReview | None:
    """Open the campaign of this quarter in its first month, once; the compliance officers answer.

    Without an officer it waits for one: it is asked again every day of that month.
    """
    quarter = quarter_to_open(today())
    if not settings.ACCESS_REVIEW_QUARTERLY or quarter is None or not usual_reviewers():
        return None
    if AccessReview.objects.filter(quarter=quarter).exists():
        return None
    due_on = today() + timedelta(days=QUARTERLY_DAYS)
    try:
        return open_access_review(Asked(f"Access review {quarter}", due_on), by=None, quarter=quarter)
    except Refused:
        # Another worker was faster, or nobody holds anything yet.
        return None


def _kinds_of(scope: Scope) -> list[Any]:
    return [kind for name, kind in kinds().items() if not scope.kinds or name in scope.kinds]


def _frozen(scope: Scope, day: date) -> list[AccessReviewItem]:
    items = []
    for kind in _kinds_of(scope):
        for row in kind.rows(scope):
            facts, flags = kind.freeze(row), kind.flags(row, day)
            why = {flag.name: plain(flag.figures) for flag in flags}
            items.append(
                AccessReviewItem(
                    kind=kind.kind,
                    object_id=row.pk,
                    person=facts.person,
                    facts={**facts.as_json(), "why": why},
                    flags=[flag.name for flag in flags],
                )
            )
    return items


def _ordered(items: list[AccessReviewItem]) -> list[AccessReviewItem]:
    """Put people with remarks first, then by name; what one person holds stands together."""
    most: dict[UUID, int] = {}
    for item in items:
        most[item.person_id] = max(most.get(item.person_id, 0), len(item.flags))
    items.sort(key=lambda item: (-most[item.person_id], item.facts["holder"].casefold(), str(item.person_id),
                                 -len(item.flags), item.kind, item.facts["title"], str(item.object_id)))  # fmt: skip
    for position, item in enumerate(items, start=1):
        item.position = position
    return items


def _ask_somebody(items: list[AccessReviewItem], chosen: Sequence[Person], others: Sequence[Person]) -> None:
    """Name who answers for each right: the same for everything that one person holds."""
    known = {person.pk: person for person in (*others, *chosen)}
    keys, other_keys = [person.pk for person in chosen], [person.pk for person in others]
    for turn, (_person, held) in enumerate(groupby(items, key=lambda item: item.person_id)):
        some = list(held)
        key = reviewer_for(concerned_by(some[0]), keys, other_keys, turn)
        for item in some:
            item.reviewer = known[key] if key else None


def concerned_by(item: AccessReviewItem) -> set[UUID]:
    """Return whose own access a right is: the holder's, and of a program that of whoever answers for it."""
    return {item.person_id, item.person.answerable_id or item.person_id}


def usual_reviewers() -> list[Person]:
    """Return who answers where nobody is chosen: the compliance officers."""
    officers = Person.objects.active().in_charge(RoleName.COMPLIANCE_OFFICER, today())
    return list(officers.order_by("name", "id"))


def _reviewers(keys: Collection[UUID]) -> list[Person]:
    people = list(Person.objects.filter(pk__in=keys).order_by("name", "id"))
    for person in people:
        refuse_if(refuse_choosing(is_for_emergencies=person.is_for_emergencies, field="reviewer"))
        refuse_if(refuse_reviewer(active=person.is_active, is_service=person.is_service))
    return people


def _named(name: str) -> str:
    if cleaned := clean_name(name):
        return cleaned
    raise Refused(NAME_MISSING)


def _tell(review: AccessReview, items: Sequence[AccessReviewItem]) -> None:
    counts: dict[Person, int] = {}
    for item in items:
        if item.reviewer:
            counts[item.reviewer] = counts.get(item.reviewer, 0) + 1
    for reviewer, count in counts.items():
        tell_reviewer(review, reviewer, count)


def tell_reviewer(review: AccessReview, reviewer: Person, count: int) -> None:
    """Tell a reviewer how many rights wait for their answer, and until when."""
    values = {"count": count, "review": review.name, "until": review.due_on}
    link = f"{review.get_absolute_url()}?reviewer=me&answer=none"
    title = ASKED_ABOUT_ONE if count == 1 else ASKED
    notify(reviewer, kind=KIND, title=title, text=ASKED_TEXT, values=values, link=link)
