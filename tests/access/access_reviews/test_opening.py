"""Opening a campaign: everything in its scope is frozen, and somebody else is asked about each right."""

from datetime import timedelta

import pytest

from access.actions.access_reviews.opening import Asked, open_access_review, start_opening
from access.actions.tokens import issue_token
from access.models import AccessReview, Job, Person
from access.permits import PermissionRefused
from access.review_evidence import digest_holds
from access.review_scopes import Scope
from access.review_words import reasons_of, words_of
from common.clock import held_at, now, today
from common.refusals import Refused
from tests.factories.access_reviews import item_of, make_review, review_of_roles, second_opener
from tests.factories.people import fresh, make_department, make_person
from trail.models import TrailEntry


def test_it_works(officer: Person, engineer: Person, administrator: Person) -> None:
    issue_token(engineer, name="Nightly", scopes=["read"], days=90, by=engineer)
    review = make_review(by=officer)
    assert {(item.person.name, item.kind, item.facts["what"]) for item in review.items.all()} == {
        ("Ada Administrator", "role", "Administrator"),
        ("Emil Engineer", "role", "Engineer"),
        ("Emil Engineer", "token", "API token"),
        ("Oscar Officer", "role", "Compliance officer"),
    }
    item = item_of(review, engineer)
    assert (words_of(item.facts), item.facts["department"]) == ("Engineer", "Engineering")
    assert digest_holds(review)
    entry = TrailEntry.objects.get(verb="access.review.opened")
    assert entry.sentence.startswith("Oscar Officer opened Rights of autumn: 4 rights, due on ")
    assert entry.details["digest"] == review.digest
    assert TrailEntry.objects.filter(verb="access.review.frozen").count() == 4


def test_nobody_is_asked_about_themselves(officer: Person, engineer: Person) -> None:
    other = second_opener()
    review = make_review(by=officer)
    assert item_of(review, officer).reviewer == other
    assert item_of(review, other).reviewer == officer
    assert not any(item.reviewer_id == item.person_id for item in review.items.all())
    told = other.notifications.get(kind="access-review")
    assert told.title.startswith("You are asked about ")
    assert told.link == f"{review.get_absolute_url()}?reviewer=me&answer=none"


def test_of_the_only_officer_nobody_is_asked(officer: Person) -> None:
    assert item_of(make_review(by=officer), officer).reviewer is None


def test_chosen_reviewers_need_no_role(officer: Person, engineer: Person, nobody: Person) -> None:
    review = make_review(by=officer, reviewers=(nobody.pk,))
    assert {item.reviewer for item in review.items.all()} == {nobody}


def test_the_scope_narrows(officer: Person, engineer: Person, data_owner: Person) -> None:
    place = make_department("Engineering")
    by_department = make_review(by=officer, scope=Scope(departments=(place.pk,)))
    assert {item.person for item in by_department.items.all()} == {engineer}
    by_role = review_of_roles("data-owner", by=officer)
    assert {item.person for item in by_role.items.all()} == {data_owner}
    issue_token(data_owner, name="Nightly", scopes=["read"], days=90, by=data_owner)
    by_holder = make_review(by=officer, scope=Scope(roles=("data-owner",), kinds=("token",)))
    assert [item.kind for item in by_holder.items.all()] == ["token"]


def test_flags_say_why(officer: Person, engineer: Person) -> None:
    Person.objects.filter(pk=engineer.pk).update(created_at=now() - timedelta(days=40), department=None)
    item = item_of(make_review(by=officer), engineer)
    assert item.flags == ["no_department", "never_used", "no_second_factor"]
    why = dict(reasons_of(item.facts))
    assert why["never_used"].startswith("Never used in the 40 days since ")
    assert item.position == 1


def test_what_was_frozen_cannot_be_told_differently(officer: Person, engineer: Person) -> None:
    review = make_review(by=officer)
    item = item_of(review, engineer)
    item.facts = {**item.facts, "what": "Something harmless"}
    review.items.model._base_manager.filter(pk=item.pk).update(facts=item.facts)
    assert not digest_holds(review)


@pytest.mark.parametrize(
    ("asked", "code"),
    [
        ({"name": "  "}, "name_missing"),
        ({"due_on": -1}, "already_over"),
        ({"due_on": 181}, "due_too_late"),
        ({"scope": Scope(roles=("legal-reviewer",))}, "nothing_to_review"),
    ],
)
def test_it_is_refused(officer: Person, asked: dict[str, object], code: str) -> None:
    days = asked.pop("due_on", 30)
    assert isinstance(days, int)
    given: dict[str, object] = {"name": "Rights", "due_on": today() + timedelta(days=days), **asked}
    with pytest.raises(Refused) as refused:
        open_access_review(Asked(**given), by=officer)  # type: ignore[arg-type]
    assert refused.value.refusal.code == code
    assert not AccessReview.objects.exists()


def test_a_reviewer_who_left_is_refused(officer: Person, nobody: Person) -> None:
    Person.objects.filter(pk=nobody.pk).update(is_active=False, deactivated_at=now())
    with pytest.raises(Refused, match="deactivated"):
        make_review(by=officer, reviewers=(nobody.pk,))


def test_others_may_not(administrator: Person, auditor: Person, engineer: Person) -> None:
    for person in (administrator, auditor, engineer):
        with pytest.raises(PermissionRefused):
            make_review(by=person)


def test_a_large_one_is_a_job(officer: Person, engineer: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("access.actions.access_reviews.opening.MOST_AT_ONCE", 1)
    asked = Asked("Everything", today() + timedelta(days=30), Scope(kinds=("role",)))
    job = start_opening(asked, by=officer)
    assert isinstance(job, Job)
    assert (job.kind, Asked.of(job.settings)) == ("access-review-open", asked)
    with pytest.raises(Refused, match="in the past"):
        start_opening(Asked("Everything", today() - timedelta(days=1)), by=officer)


def test_long_held_and_many_roles(officer: Person) -> None:
    with held_at(now() - timedelta(days=400)):
        person = make_person("Rita Roles", "engineer", "data-owner", "privacy-reviewer", "legal-reviewer")
    review = make_review(by=officer)
    for item in review.items.filter(person=person):
        assert {"too_many_roles", "long_held"} <= set(item.flags)
        assert dict(reasons_of(item.facts))["too_many_roles"].startswith("One of 4 roles")
    assert fresh(person).is_active
