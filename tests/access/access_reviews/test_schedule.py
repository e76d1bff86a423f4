"""By the clock: the campaign of the quarter is opened once, and whoever has not answered is reminded."""

from datetime import UTC, datetime, timedelta
from typing import Any

from access.actions.access_reviews.answering import cancel_access_review
from access.actions.access_reviews.reminding import remind_of_access_reviews
from access.actions.roles import assign_role
from access.models import AccessReview, Person, Role
from access.tasks import review_access
from common.clock import held_at, now
from tests.factories.access_reviews import answer_all, make_review, second_opener
from tests.factories.clients import client_of
from tests.factories.people import fresh, make_department, make_person, operator
from trail.models import TrailEntry

OCTOBER = datetime(2027, 10, 1, 8, tzinfo=UTC)


def test_the_quarter_is_opened_once(officer: Person, engineer: Person) -> None:
    for days in (0, 0, 3, 30):
        with held_at(OCTOBER + timedelta(days=days)):
            review_access()
    review = AccessReview.objects.get()
    assert (review.name, review.quarter, review.opened_by) == ("Access review 2027-Q4", "2027-Q4", None)
    assert review.items.get(person=engineer).reviewer == officer
    entry = TrailEntry.objects.get(verb="access.review.opened")
    assert entry.actor_name == "portal"
    assert entry.sentence.startswith("The portal opened Access review 2027-Q4: ")
    with held_at(OCTOBER + timedelta(days=95)):
        review_access()
    assert list(AccessReview.objects.values_list("quarter", flat=True)) == ["2028-Q1", "2027-Q4"]


def test_a_cancelled_one_is_not_opened_again(officer: Person) -> None:
    with held_at(OCTOBER):
        review_access()
        cancel_access_review(AccessReview.objects.get().pk, by=fresh(officer), reason="We move to another tool")
        review_access()
    assert AccessReview.objects.count() == 1


def test_without_an_officer_it_waits_and_it_can_be_switched_off(administrator: Person, settings: Any) -> None:
    with held_at(OCTOBER):
        review_access()
        assert not AccessReview.objects.exists()
        second_opener()
        settings.ACCESS_REVIEW_QUARTERLY = False
        review_access()
        assert not AccessReview.objects.exists()


def test_an_officer_of_one_department_is_asked_about_nobody(administrator: Person, engineer: Person) -> None:
    scoped, role = make_person("Olga Officer"), Role.objects.get(slug="compliance-officer")
    sales = make_department("Sales").pk
    assign_role(scoped.pk, role.pk, by=operator(), reason="Stands in", department_id=sales)
    with held_at(OCTOBER):
        review_access()
        assert not AccessReview.objects.exists()
        officer = second_opener()
        review_access()
    assert set(AccessReview.objects.get().items.exclude(person=officer).values_list("reviewer", flat=True)) == {
        officer.pk
    }
    with held_at(OCTOBER + timedelta(days=40)):
        remind_of_access_reviews()
    assert officer.notifications.filter(kind="access-review").exists()
    assert not scoped.notifications.filter(kind="access-review").exists()


def test_who_has_not_answered_is_reminded(officer: Person, engineer: Person, nobody: Person) -> None:
    make_review(by=officer, reviewers=(nobody.pk,))
    told: dict[int, int] = {}
    for days in (22, 23, 23, 25, 29, 30, 31, 32, 38):
        with held_at(now() + timedelta(days=days)):
            remind_of_access_reviews()
        told[days] = nobody.notifications.filter(kind="access-review").count()
    assert told == {22: 1, 23: 2, 25: 2, 29: 3, 30: 3, 31: 4, 32: 4, 38: 5}
    titles = list(nobody.notifications.order_by("id").values_list("title", flat=True))
    assert "wait for your answer" in titles[1]
    assert "was due on" in titles[3]
    assert officer.notifications.filter(kind="access-review", title__contains="rights are unanswered").count() == 2
    marks = [entry.details["days"] for entry in TrailEntry.objects.filter(verb="access.review.reminded").order_by("id")]
    assert marks == [7, 1, -1, -8]


def test_who_has_answered_is_left_alone(officer: Person, engineer: Person) -> None:
    review = make_review(by=officer)
    answer_all(review)
    with held_at(now() + timedelta(days=29)):
        remind_of_access_reviews()
    assert not TrailEntry.objects.filter(verb="access.review.reminded").exists()
    work = client_of(officer).get("/my-work/").content.decode()
    assert "Access reviews to apply" in work


def test_what_is_overdue_is_the_officers_work(officer: Person, engineer: Person) -> None:
    with held_at(now() - timedelta(days=40)):
        make_review(by=officer)
    work = client_of(officer).get("/my-work/").content.decode()
    assert "Access reviews that are overdue" in work
    assert "Answer for 2 rights" in work
