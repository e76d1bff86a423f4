"""Roles held for one department: what they show, let change and decide on, and that it ends at the department."""

from dataclasses import dataclass

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from access.actions.roles import assign_role
from access.models import Person, Role
from access.permits import PermissionRefused, may
from access.work import counts_for
from common.refusals import Refused
from registers.actions.comments import write_comment
from registers.actions.handing_over import replace_reviewer
from registers.actions.reviews import approve_use_case, name_reviewer
from registers.actions.use_cases import place_use_case, suspend_use_case
from registers.models import Comment, RegisterLine, Review, ReviewStep, UseCase, UseCaseVersion
from registers.reading.reviewers import deciders_on
from tests.factories.clients import api_of, client_of
from tests.factories.people import fresh, make_department, make_person, operator
from tests.factories.registers import steward
from tests.factories.reviews import board, hash_of, open_step, review_of
from tests.factories.use_cases import make_approved, make_draft, make_submitted

API = "/api/v1/use-cases/"


def give(person: Person, slug: str, department: str = "") -> Person:
    """Give a role for a department, or for all."""
    key = make_department(department).pk if department else None
    assign_role(person.pk, Role.objects.get(slug=slug).pk, by=operator(), reason="Stands in", department_id=key)
    return fresh(person)


@pytest.fixture
def officer_of_sales(db: None) -> Person:
    """Return whoever keeps the register for Sales, and nothing else; somebody keeps all of it before them."""
    steward()
    return give(make_person("Olga Officer"), "compliance-officer", "Sales")


@dataclass(frozen=True, slots=True)
class Pair:
    """The same of two departments."""

    own: UseCase
    other: UseCase


@pytest.fixture
def drafts(db: None) -> Pair:
    seller = make_person("Selma Seller", "engineer", department="Sales")
    return Pair(make_draft("Of Sales", seller), make_draft("Of others"))


def placed(use_case: UseCase, department: str = "Sales") -> UseCase:
    """Put a use case under a department."""
    return place_use_case(use_case.pk, make_department(department).pk, by=fresh(steward()))


def test_what_it_shows_ends_at_the_department(officer_of_sales: Person, drafts: Pair) -> None:
    open_case = make_approved("Approved of others")
    own = [drafts.own]
    assert list(UseCase.objects.visible_to(officer_of_sales)) == own
    assert [each.use_case for each in UseCaseVersion.objects.visible_to(officer_of_sales)] == own
    lines = RegisterLine.objects.visible_to(officer_of_sales).filter(until=None)
    assert [each.use_case for each in lines] == own
    # What others hold without a department stays as it is, and both add up.
    both = give(officer_of_sales, "engineer")
    assert set(UseCase.objects.visible_to(both)) == {drafts.own, open_case}
    placed(drafts.other)
    assert drafts.other in UseCase.objects.visible_to(both)
    placed(drafts.own, "Engineering")
    assert drafts.own not in UseCase.objects.visible_to(both)


def test_pages_and_api_of_own_and_other(officer_of_sales: Person, drafts: Pair) -> None:
    page, api = client_of(officer_of_sales), api_of(officer_of_sales)
    for place in ("", "?tab=people", "?tab=timeline", "versions/1/", "hand-over/", "retire/"):
        assert page.get(f"{drafts.own.get_absolute_url()}{place}").status_code == 200, place
        assert page.get(f"{drafts.other.get_absolute_url()}{place}").status_code == 404, place
    listed = page.get("/registers/use-cases/").content.decode()
    assert "Of Sales" in listed
    assert "Of others" not in listed
    assert [each["title"] for each in api.get(API).json()["results"]] == ["Of Sales"]
    assert api.get(f"{API}{drafts.own.pk}/").json()["proposed_version"] == 1
    assert api.get(f"{API}{drafts.other.pk}/").status_code == 404
    reason = {"reason": "Not needed"}
    assert api.post(f"{API}{drafts.other.pk}/retire/", reason).status_code == 404
    assert api.post(f"{API}{drafts.own.pk}/retire/", reason).json()["state"] == "retired"
    # What belongs to no department is not theirs to see.
    assert page.get("/access/people/").status_code == 404
    assert page.get("/registers/imports/").status_code == 404
    start = page.get("/").content.decode()
    assert "Requests to decide" in start
    assert "Use cases in force" in start


def test_what_it_lets_change_ends_at_the_department(officer_of_sales: Person) -> None:
    own, other = placed(make_approved("Of Sales")), make_approved("Of others")
    suspend_use_case(own.pk, by=officer_of_sales, reason="Too many complaints")
    with pytest.raises(PermissionRefused):
        suspend_use_case(other.pk, by=officer_of_sales, reason="Too many complaints")
    assert may(officer_of_sales, "registers.share_use_case", own)
    assert not may(officer_of_sales, "registers.share_use_case", other)
    # Nobody pulls a use case into their own department.
    with pytest.raises(PermissionRefused):
        place_use_case(other.pk, make_department("Sales").pk, by=officer_of_sales)


def test_pages_that_halt_and_join_open_for_the_department(officer_of_sales: Person) -> None:
    own, other = placed(make_approved("Of Sales")), make_approved("Of others")
    asks = give(make_person("Ella Engineer"), "engineer", "Sales")
    for person, place in ((officer_of_sales, "suspend/"), (asks, "join/")):
        page = client_of(person)
        assert page.get(f"{own.get_absolute_url()}{place}").status_code == 200, place
        assert page.get(f"{other.get_absolute_url()}{place}").status_code == 404, place
    client_of(asks).post(f"{own.get_absolute_url()}join/", {"message": "We answer the same mail"})
    assert own.join_requests.get().person == asks
    assert api_of(asks).post(f"{API}{other.pk}/join/", {"message": "Me too"}).status_code == 404


def test_comments_are_theirs_of_their_department(officer_of_sales: Person, drafts: Pair) -> None:
    for each in (drafts.own, drafts.other):
        write_comment(each.pk, by=fresh(steward()), text="Which names?")
    assert [each.use_case for each in Comment.objects.visible_to(officer_of_sales)] == [drafts.own]
    called = write_comment(drafts.own.pk, by=fresh(steward()), text="@Olga Officer, what do you say?")
    assert called.mentions.get().person == officer_of_sales
    with pytest.raises(Refused):
        write_comment(drafts.other.pk, by=fresh(steward()), text="@Olga Officer, what do you say?")


def test_a_reviewer_of_a_department_decides_on_its_requests_only() -> None:
    board()
    reviewer = give(make_person("Rosa Reviewer"), "compliance-officer", "Sales")
    seller = make_person("Selma Seller", "engineer", department="Sales")
    own, other = make_submitted("Of Sales", seller), make_submitted("Of others")
    sales = make_department("Sales").pk
    day = open_step(own).opened_at.date()
    assert str(reviewer.pk) in deciders_on(day, of=sales)
    assert str(reviewer.pk) not in deciders_on(day, of=make_department("Engineering").pk) | deciders_on(day)
    assert [each.review for each in ReviewStep.objects.to_decide_by(reviewer, day)] == [review_of(own)]
    assert list(Review.objects.visible_to(reviewer)) == [review_of(own)]
    assert counts_for(reviewer)["reviews-to-decide"] == 1
    page = client_of(reviewer)
    queue = page.get("/registers/reviews/").content.decode()
    assert "Of Sales" in queue
    assert "Of others" not in queue
    assert page.get(f"/registers/use-cases/{own.pk}/review/").status_code == 200
    assert page.get(f"/registers/use-cases/{other.pk}/review/").status_code == 404
    with pytest.raises(PermissionRefused):
        approve_use_case(other.pk, by=reviewer, content_hash=hash_of(other))
    approved = approve_use_case(own.pk, by=fresh(reviewer), content_hash=hash_of(own))
    assert approved.state == "approved"


def test_nobody_decides_on_their_own_whatever_the_role_is_held_for() -> None:
    board()
    seller = make_person("Selma Seller", "engineer", department="Sales")
    own = make_submitted("Of Sales", seller)
    with pytest.raises(PermissionRefused):
        approve_use_case(own.pk, by=give(seller, "compliance-officer", "Sales"), content_hash=hash_of(own))


def test_who_is_named_decides_in_their_department_only() -> None:
    board()
    other, own = make_submitted("Of others"), placed(make_submitted("Of Sales"))
    reviewer = give(make_person("Rosa Reviewer"), "privacy-reviewer", "Sales")
    with pytest.raises(Refused):
        name_reviewer(other.pk, reviewer.pk, by=operator(), reason="Knows it")
    name_reviewer(own.pk, reviewer.pk, by=operator(), reason="Knows it")
    assert open_step(own).named.get().person == reviewer
    second = give(make_person("Rita Reviewer"), "privacy-reviewer", "Sales")
    replace_reviewer(open_step(own).named.get().pk, second.pk, by=operator(), reason="Left")
    assert open_step(own).named.get().person == second


def test_lists_cost_as_much_as_before(officer_of_sales: Person, drafts: Pair, officer: Person) -> None:
    def cost(person: Person) -> int:
        client = client_of(person)
        client.get("/registers/use-cases/")
        with CaptureQueriesContext(
            connection,
        ) as captured:
            assert client.get("/registers/use-cases/").status_code == 200
        return len(captured)

    assert cost(officer_of_sales) <= cost(officer)
