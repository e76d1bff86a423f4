"""Handing over what somebody owns: each thing by its app's action, what is refused stays and is named."""

import pytest

from access.actions.access_reviews.answering import reassign_review_item
from access.actions.handing_over.finishing import finish_handing_over
from access.actions.handing_over.many import hand_over_many
from access.actions.handing_over.one import hand_over_one
from access.models import Notification, Person
from access.owned_counts import counts_of
from access.permits import PermissionRefused
from common.identifiers import new_id
from common.refusals import Refused
from registers.models import RegisterException, UseCase
from tests.factories.access_reviews import item_of, make_review
from tests.factories.leavers import leave, make_owner, make_successor
from tests.factories.people import fresh, make_person
from tests.factories.service_identities import make_service
from tests.factories.use_cases import make_draft
from trail.models import TrailEntry


def hand_over(owner: Person, to: Person, kind: str, row: object, by: Person) -> None:
    hand_over_one(owner.pk, to.pk, (kind, row.pk), by=fresh(by), reason="His team goes on")  # type: ignore[attr-defined]


def test_it_works(officer: Person) -> None:
    owner, use_cases, exception = make_owner()
    leave(owner)
    taker = make_successor()
    chosen = [*(("use-cases", each.pk) for each in use_cases), ("exceptions", exception.pk)]
    handed = hand_over_many(fresh(owner), taker, chosen, by=officer, reason="His team goes on")
    finish_handing_over(owner.pk, taker.pk, handed, by=officer, reason="His team goes on")
    assert (handed.done, handed.refused) == ({"use-cases": 2, "exceptions": 1}, [])
    assert set(UseCase.objects.filter(owner=taker)) == set(use_cases)
    assert RegisterException.objects.get(pk=exception.pk).owner == taker
    verbs = TrailEntry.objects.filter(reason="His team goes on").order_by("pk").values_list("verb", flat=True)
    assert list(verbs) == [
        "registers.use_case.handed_over",
        "registers.use_case.handed_over",
        "registers.exception.handed_over",
        "access.person.handed_over",
    ]
    summary = TrailEntry.objects.get(verb="access.person.handed_over")
    assert (summary.subject_id, summary.details["to"], summary.details["count"]) == (str(owner.pk), taker.name, 3)


def test_who_takes_over_is_told_once(officer: Person) -> None:
    owner, use_cases, _exception = make_owner()
    leave(owner)
    taker = make_successor()
    chosen = [("use-cases", each.pk) for each in use_cases]
    handed = hand_over_many(fresh(owner), taker, chosen, by=officer, reason="His team goes on")
    finish_handing_over(owner.pk, taker.pk, handed, by=officer, reason="His team goes on")
    message = Notification.objects.get(person=taker, kind="handed-over")
    assert message.title == "Oscar Officer handed over to you what Viktor Leaver owned: 2 use cases"
    assert message.text == "His team goes on"
    assert not Notification.objects.filter(person=taker, kind="use-case").exists()


def test_what_is_refused_stays_and_is_named(officer: Person) -> None:
    owner, use_cases, exception = make_owner()
    leave(owner)
    # Whoever may not ask for use cases may not own one, but may answer for an exception.
    taker = make_person("Lena Looker")
    chosen = [("use-cases", use_cases[0].pk), ("exceptions", exception.pk), ("use-cases", new_id())]
    handed = hand_over_many(fresh(owner), taker, chosen, by=officer, reason="His team goes on")
    assert handed.done == {"exceptions": 1}
    first, second = handed.refused
    assert first["title"] == str(use_cases[0])
    assert first["why"].startswith("This person's roles do not let them ask for use cases")
    assert (second["title"], second["why"].partition(":")[0]) == ("Use cases", "It is not theirs any more")
    assert UseCase.objects.get(pk=use_cases[0].pk).owner == owner


def test_a_successor_takes_over_what_only_officers_could_give(officer: Person) -> None:
    owner, use_cases, exception = make_owner()
    successor = make_successor()
    leave(owner, successor)
    hand_over(owner, successor, "use-cases", use_cases[0], successor)
    hand_over(owner, successor, "exceptions", exception, successor)
    # They may hand it on, too.
    other = make_successor("Otto Other")
    hand_over(owner, other, "use-cases", use_cases[1], successor)
    assert UseCase.objects.get(pk=use_cases[1].pk).owner == other
    assert TrailEntry.objects.filter(verb="registers.exception.handed_over", actor_id=successor.pk).exists()


def test_a_successor_takes_over_from_nobody_who_is_here(officer: Person) -> None:
    owner, use_cases, _exception = make_owner()
    successor = make_successor()
    Person.objects.filter(pk=owner.pk).update(successor=successor)
    with pytest.raises(PermissionRefused):
        hand_over(owner, successor, "use-cases", use_cases[0], successor)


def test_who_is_no_successor_hands_over_nothing(officer: Person, engineer: Person, administrator: Person) -> None:
    owner, use_cases, _exception = make_owner()
    leave(owner, make_successor())
    for somebody in (engineer, administrator):
        with pytest.raises(PermissionRefused):
            hand_over(owner, somebody, "use-cases", use_cases[0], somebody)
    assert UseCase.objects.get(pk=use_cases[0].pk).owner == owner


def test_a_successor_who_left_hands_over_nothing(officer: Person) -> None:
    owner, use_cases, _exception = make_owner()
    successor = make_successor()
    leave(owner, successor)
    leave(successor)
    with pytest.raises(PermissionRefused):
        hand_over(owner, make_successor("Otto Other"), "use-cases", use_cases[0], successor)


def test_an_officer_hands_over_for_who_changes_teams(officer: Person) -> None:
    owner, use_cases, _exception = make_owner()
    hand_over(owner, make_successor(), "use-cases", use_cases[0], officer)
    assert UseCase.objects.get(pk=use_cases[0].pk).owner != owner


def test_only_what_is_theirs_is_handed_over(officer: Person) -> None:
    owner, _use_cases, _exception = make_owner()
    others = make_draft("Somebody else's")
    with pytest.raises(Refused) as refused:
        hand_over(owner, make_successor(), "use-cases", others, officer)
    assert refused.value.refusal.code == "not_theirs"


@pytest.mark.parametrize(
    ("kind", "code"),
    [("unheard-of", "no_such_kind"), ("route-parties", "not_handed_over"), ("use-cases", "not_theirs")],
)
def test_what_cannot_be_handed_over(officer: Person, kind: str, code: str) -> None:
    owner, _use_cases, exception = make_owner()
    with pytest.raises(Refused) as refused:
        hand_over(owner, make_successor(), kind, exception, officer)
    assert refused.value.refusal.code == code


def test_who_cannot_take_over(officer: Person) -> None:
    owner, use_cases, _exception = make_owner()
    takers = {
        "owner_already": owner,
        "person_inactive": leave(make_successor()),
        "taker_is_service": make_service(),
    }
    for code, taker in takers.items():
        with pytest.raises(Refused) as refused:
            hand_over(owner, taker, "use-cases", use_cases[0], officer)
        assert refused.value.refusal.code == code


def test_a_program_is_answered_for_by_somebody_else(officer: Person) -> None:
    owner, taker = make_person("Vera Vendor"), make_person("Paul Person")
    service = make_service(answerable=owner)
    leave(owner)
    hand_over(owner, taker, "services", service, officer)
    assert fresh(service).answerable == taker
    assert TrailEntry.objects.get(verb="access.service.handed_over").actor_id == officer.pk


def test_a_right_in_an_access_review_is_answered_for_by_somebody_else(officer: Person, engineer: Person) -> None:
    asked, taker = make_person("Zora Officer", "compliance-officer"), make_person("Tilda Taker", "compliance-officer")
    review = make_review(by=officer)
    item = item_of(review, engineer)
    reassign_review_item(item.pk, reviewer=asked, by=fresh(officer), reason="Knows them best")
    leave(asked)
    assert counts_of(asked, fresh(officer))["review-items"] >= 1
    hand_over(asked, taker, "review-items", item, officer)
    assert review.items.get(pk=item.pk).reviewer == taker
    assert TrailEntry.objects.filter(verb="access.review.reassigned", reason="His team goes on").exists()
