"""Reminding of campaigns whose last day comes near, or has passed; safe to run as often as one likes."""

from datetime import date
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Count, Q
from django.utils.translation import gettext_noop

from access.actions.access_reviews.opening import KIND
from access.actions.messages import notify
from access.models import AccessReview, Person
from access.review_facts import day_of
from access.rules.reviewers import reminder_due
from common.clock import today
from common.permissions import RoleName
from trail.recording import record

NEAR = gettext_noop("“%(review)s” is due on %(until)s: %(count)s rights wait for your answer")
OVERDUE = gettext_noop("“%(review)s” was due on %(until)s: %(count)s rights still wait for your answer")
UNANSWERED = gettext_noop("“%(review)s” was due on %(until)s, and rights are unanswered")
UNANSWERED_TEXT = gettext_noop("Remind who has not answered, ask somebody else, or answer for them.")


def remind_of_access_reviews() -> None:
    """Remind whoever has not answered: seven days and one day before the last day, and every week after it."""
    for key in AccessReview.objects.open().values_list("pk", flat=True):
        remind_reviewers_of(key, today())


@transaction.atomic
def remind_reviewers_of(review_id: UUID, day: date) -> int | None:
    """Remind of one campaign if that is due; return for how many days ahead, or None."""
    review = AccessReview.objects.open().select_for_update().filter(pk=review_id).first()
    if review is None:
        return None
    opened_on = day_of(review.opened_at) or day
    days = reminder_due(opened_on=opened_on, due_on=review.due_on, reminded_for=review.reminded_for, today=day)
    waiting = list(_waiting(review))
    if days is None or not review.items.filter(answer="").exists():
        return None
    review.reminded_for = days
    review.save(update_fields=["reminded_for"])
    officers = list(Person.objects.active().in_charge(RoleName.COMPLIANCE_OFFICER, day)) if days < 0 else []
    told = [person.name for person in {*waiting, *officers}]
    record("access.review.reminded", subject=review, by=None, people=sorted(told), days=days)
    for person in waiting:
        values = {"review": review.name, "until": review.due_on, "count": person.waiting}
        link = f"{review.get_absolute_url()}?reviewer=me&answer=none"
        notify(person, kind=KIND, title=NEAR if days > 0 else OVERDUE, values=values, link=link)
    for officer in officers:
        if officer not in waiting:
            values = {"review": review.name, "until": review.due_on}
            link = f"{review.get_absolute_url()}?answer=none"
            notify(officer, kind=KIND, title=UNANSWERED, text=UNANSWERED_TEXT, values=values, link=link)
    return days


def _waiting(review: AccessReview) -> list[Any]:
    own = Q(access_reviews_to_do__review=review, access_reviews_to_do__answer="")
    people = Person.objects.active().filter(own).annotate(waiting=Count("access_reviews_to_do"))
    return list(people.order_by("name", "id"))
