"""The sample's access reviews: last quarter's, carried out, and this quarter's, half answered.

Played by the actions that people use. Both have something to find: a token that nobody ever used, a role that outlived
its project and came back after it was taken.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial

from access.actions import roles
from access.actions.access_reviews.answering import answer_review_item
from access.actions.access_reviews.applying import apply_access_review
from access.actions.access_reviews.opening import Asked, open_access_review
from access.actions.tokens import issue_token
from access.choices import ReviewAnswer
from access.models import AccessReview, AccessReviewItem, ApiToken, Person, Role
from access.sample.people import FIRST_ADMINISTRATOR, PEOPLE
from common.clock import held_at, now, today

OFFICERS = ("Samuel Brandt", "Renate Vogel")
PROJECT = "Claims project"
UNUSED = "Spreadsheet macro"
# What was said of rights with a remark; in turn, so that it reads as people write.
NOTES = (
    "Spoke to the head of department: still needed.",
    "On leave until next month, comes back to the same work.",
    "Needed for the quarterly figures.",
    "Stands in for a colleague, checked with the team.",
)


@dataclass(frozen=True, slots=True)
class Step:
    """Something that happened, to be done on its day among the other events."""

    at: datetime
    do: Callable[[], object]
    address: str = "192.0.2.16"
    # Who does it, where it is played among what people do elsewhere; nobody is the portal's own clockwork.
    by: str = ""


def last_quarter(end: datetime) -> list[Step]:
    """Return the campaign of last quarter, from what it looked at to what came of it, and what came back since."""
    day = partial(_days_before, end)
    return [
        Step(day(86), _issue_token, "192.0.2.24"),
        Step(day(76), _give_project_role, "192.0.2.10"),
        Step(day(55), partial(_open, _quarter(end, back=1), 15)),
        *(Step(day(52 - number), partial(_answer, name, 1.0), by=name) for number, name in enumerate(OFFICERS)),
        Step(day(40), _apply),
        Step(day(15), _give_project_role_again, "192.0.2.10"),
    ]


def this_quarter(end: datetime) -> list[Step]:
    """Return the campaign of this quarter, of which one officer has answered most and the other little."""
    day = partial(_days_before, end)
    return [
        Step(day(12), partial(_open_as_it_was, end, _quarter(end), 30)),
        Step(day(9), partial(_answer, OFFICERS[0], 0.75), by=OFFICERS[0]),
        Step(day(5), partial(_answer, OFFICERS[1], 0.3), by=OFFICERS[1]),
    ]


def _days_before(end: datetime, days: int) -> datetime:
    return (end - timedelta(days=days)).replace(hour=15, minute=(days * 7) % 60, second=0, microsecond=0)


def _quarter(end: datetime, *, back: int = 0) -> str:
    number = end.year * 4 + (end.month - 1) // 3 - back
    return f"{number // 4}-Q{number % 4 + 1}"


def _issue_token() -> None:
    holder = _named("Mehmet Yildiz")
    issue_token(holder, name=UNUSED, scopes=["read"], days=180, by=holder)


def _give_project_role() -> None:
    role = roles.create_role(
        name=PROJECT,
        description="Sees who works on claims while the project lasts.",
        permissions=["access.view_people"],
        by=_named(FIRST_ADMINISTRATOR.name),
    )
    for name in ("Beatriz Campos", "Leila Haddad"):
        _give(name, role)


def _give_project_role_again() -> None:
    _give("Beatriz Campos", Role.objects.get(name=PROJECT), "Asked again for the second phase")


def _give(name: str, role: Role, reason: str = "Works on the claims project") -> None:
    roles.assign_role(_named(name).pk, role.pk, by=_named(FIRST_ADMINISTRATOR.name), reason=reason)


def _open(quarter: str, days: int) -> AccessReview:
    asked = Asked(f"Access review {quarter}", today() + timedelta(days=days))
    return open_access_review(asked, by=None, quarter=quarter)


def _open_as_it_was(end: datetime, quarter: str, days: int) -> None:
    """Open a campaign with the last sign-ins and uses of tokens as they were on its day.

    By then people have signed in until the last one, and programs have used their tokens as often as they do.
    """
    ago = (end - now()).days
    later = {}
    for sample in (FIRST_ADMINISTRATOR, *PEOPLE):
        person = Person.objects.get(email=sample.email)
        before = [each for each in sample.seen if each > ago]
        later[person.pk] = person.last_login
        seen = end - timedelta(days=min(before)) if before else None
        Person.objects.filter(pk=person.pk).update(last_login=seen)
    tokens = ApiToken._base_manager
    used = {each.pk: each.last_used_at for each in tokens.filter(last_used_at__gt=now()) if each.last_used_at}
    for key, last_used in used.items():
        tokens.filter(pk=key).update(last_used_at=now() - (end - last_used))
    _open(quarter, days)
    for key, last_login in later.items():
        Person.objects.filter(pk=key).update(last_login=last_login)
    for key, last_used in used.items():
        tokens.filter(pk=key).update(last_used_at=last_used)


def _answer(name: str, part: float) -> None:
    """Have one officer answer for a part of what they are asked about, in its order."""
    review, officer = _latest(), _named(name)
    asked = list(review.items.filter(reviewer=officer, answer="").order_by("position"))
    for number, item in enumerate(asked[: round(len(asked) * part)]):
        with held_at(now() + timedelta(seconds=40 * number)):
            _say(item, number, officer)


def _say(item: AccessReviewItem, number: int, officer: Person) -> None:
    project, first = item.facts["what"] == PROJECT, _is_first(item.review)
    if first and project and item.facts["holder"] == "Beatriz Campos":
        note = "The claims project ended for her in spring."
        answer_review_item(item.pk, answer=ReviewAnswer.REMOVE, note=note, by=officer)
    elif first and project:
        ends_on = today() + timedelta(days=120)
        answer_review_item(item.pk, answer=ReviewAnswer.CHANGE, ends_on=ends_on, note="Until the hand-over", by=officer)
    elif "deactivated" in item.flags:
        answer_review_item(item.pk, answer=ReviewAnswer.REMOVE, note="Left the company.", by=officer)
    elif first and item.facts["of"].startswith(UNUSED):
        answer_review_item(item.pk, answer=ReviewAnswer.REMOVE, note="Nobody ever used it.", by=officer)
    else:
        note = NOTES[number % len(NOTES)] if item.flags else ""
        answer_review_item(item.pk, answer=ReviewAnswer.KEEP, note=note, by=officer)


def _is_first(review: AccessReview) -> bool:
    return not AccessReview.objects.filter(opened_at__lt=review.opened_at).exists()


def _apply() -> None:
    apply_access_review(_latest().pk, by=_named(OFFICERS[1]))


def _latest() -> AccessReview:
    return AccessReview.objects.order_by("-opened_at")[0]


def _named(name: str) -> Person:
    return Person.objects.get(name=name)
