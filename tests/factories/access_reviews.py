"""Access reviews for tests, opened and answered by the portal's own actions."""

from datetime import timedelta
from typing import Any

from access.actions.access_reviews.answering import answer_review_item
from access.actions.access_reviews.opening import Asked, open_access_review
from access.choices import ReviewAnswer
from access.models import AccessReview, AccessReviewItem, Person
from access.review_scopes import Scope
from common.clock import today
from common.permissions import RoleName
from tests.factories.people import fresh, make_person


def opener() -> Person:
    """Return an officer who opens campaigns; one is made where there is none."""
    known = Person.objects.active().holding(RoleName.COMPLIANCE_OFFICER, today()).order_by("pk").first()
    return known or make_person("Stella Steward", RoleName.COMPLIANCE_OFFICER)


def second_opener() -> Person:
    """Return another officer."""
    known = Person.objects.filter(name="Otto Other").first()
    return known or make_person("Otto Other", RoleName.COMPLIANCE_OFFICER, department="Compliance")


def make_review(name: str = "Rights of autumn", *, by: Person | None = None, **asked: Any) -> AccessReview:
    """Open a campaign over everything, due in a month, unless said."""
    given = {"due_on": today() + timedelta(days=30), **asked}
    return open_access_review(Asked(name, **given), by=fresh(by or opener()))


def review_of_roles(*slugs: str, **more: Any) -> AccessReview:
    """Open a campaign over some roles of people only."""
    return make_review(scope=Scope(roles=tuple(slugs), kinds=("role",)), **more)


def item_of(review: AccessReview, person: Person, kind: str = "role") -> AccessReviewItem:
    """Return what a campaign asks about somebody's one right of a kind."""
    return review.items.get(person=person, kind=kind)


def answer_all(review: AccessReview, answer: str = ReviewAnswer.KEEP, *, note: str = "Needed for the claims") -> None:
    """Have everything answered that is not yet, nobody for themselves."""
    officers = [fresh(opener()), fresh(second_opener())]
    for item in review.items.filter(answer=""):
        by = next(each for each in officers if each.pk != item.person_id)
        answer_review_item(item.pk, answer=answer, note=note, by=by)
