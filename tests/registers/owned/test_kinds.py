"""Each kind of thing that people own in the registers comes to somebody else by its action, and the trail tells it."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from access.actions.handing_over.one import hand_over_one
from access.handing_over import Owned, kind_named, kinds
from access.models import Person
from access.owned_counts import counts_of
from common.clock import today
from common.permissions import RoleName
from common.refusals import Refused
from registers.actions.exceptions import refuse_exception
from registers.actions.intake import hand_on_stewardship
from registers.actions.reviews import name_reviewer
from registers.actions.use_cases import share
from tests.factories.documents import make_document, make_exception, make_granted
from tests.factories.intake import ask_in_plain_words
from tests.factories.leavers import leave
from tests.factories.people import fresh, make_person
from tests.factories.registers import make_category, make_project, steward
from tests.factories.reviews import make_condition
from tests.factories.routes import make_delegation, make_route, person_party, role_party, route_step
from tests.factories.use_cases import make_draft, make_submitted
from trail.models import TrailEntry

OFFICER = RoleName.COMPLIANCE_OFFICER


def _seat(person: Person) -> Any:
    use_case = make_submitted()
    return name_reviewer(use_case.pk, person.pk, by=fresh(steward()), reason="Knows it best")


def _party(person: Person) -> Any:
    make_route("low", route_step("Look", person_party(person), role_party(OFFICER)))
    return person.route_parties.get()


def _stewardship(person: Person) -> Any:
    """Return somebody's part in a request they see through."""
    use_case = ask_in_plain_words(make_person("Yuki Newcomer"))
    if not use_case.members.filter(user=person).exists():
        hand_on_stewardship(use_case.pk, person.pk, by=fresh(steward()), reason="Knows it best")
    return use_case.members.get(user=person)


# The kind, how to make one that somebody owns, and the verb in the trail once it came to somebody else.
MADE: dict[str, tuple[Callable[[Person], Any], str]] = {
    "use-cases": (lambda owner: make_draft(owner=owner), "registers.use_case.handed_over"),
    "stewardships": (_stewardship, "registers.use_case.steward_changed"),
    "exceptions": (lambda owner: make_granted(owner_id=owner.pk), "registers.exception.handed_over"),
    "conditions": (lambda owner: make_condition(make_submitted(), owner), "registers.condition.handed_over"),
    "documents": (lambda owner: make_document(owner_id=owner.pk), "registers.document.handed_over"),
    "data-categories": (lambda owner: make_category("Owned", owner_id=owner.pk), "registers.data_category.handed_over"),
    "projects": (lambda owner: make_project("Owned", owner_id=owner.pk), "registers.project.handed_over"),
    "reviewer-seats": (_seat, "registers.use_case.reviewer_replaced"),
    "delegations": (
        lambda owner: make_delegation(make_person("Ada Away", RoleName.LEGAL_REVIEWER), owner),
        "registers.delegation.given",
    ),
    "contributions": (
        lambda owner: share(make_draft().pk, owner.pk, "contributor", by=fresh(steward())),
        "registers.use_case.shared",
    ),
}
WITHOUT = {"route-parties": _party}


def kind_of(name: str) -> Owned:
    found = kind_named(name)
    assert found is not None
    return found


@pytest.mark.parametrize("name", sorted(MADE))
def test_it_works(administrator: Person, name: str) -> None:
    make, verb = MADE[name]
    officer, owner = make_person("Oscar Officer", OFFICER), make_person("Zora Owner", OFFICER)
    thing = make(owner)
    taker = make_person("Tilda Taker", OFFICER)
    leave(owner)
    kind, owner = kind_of(name), fresh(owner)
    row = kind.rows(owner).get(pk=thing.pk)
    assert str(kind.title(row))
    assert kind.address(row).startswith("/")
    assert kind.in_words(1).startswith("1 ")
    assert str(kind.hint(row)) or name == "data-categories"
    assert kind.seen(kind.rows(owner), officer).filter(pk=thing.pk).exists()
    before = TrailEntry.objects.latest("pk").pk
    hand_over_one(owner.pk, taker.pk, (name, thing.pk), by=officer, reason="She left")
    assert not kind.rows(owner).exists()
    assert kind.rows(taker).exists()
    assert TrailEntry.objects.filter(verb=verb, actor_id=officer.pk, pk__gt=before).exists()


@pytest.mark.parametrize("name", sorted(WITHOUT))
def test_what_is_not_handed_over_says_what_to_do(administrator: Person, name: str) -> None:
    owner = make_person("Zora Owner", OFFICER)
    thing = WITHOUT[name](owner)
    kind = kind_of(name)
    row = kind.rows(owner).get(pk=thing.pk)
    assert kind.hand_over is None
    assert str(kind.instead)
    assert str(kind.title(row))
    assert kind.address(row).startswith("/registers/routes/")
    assert counts_of(owner, make_person("Oscar Officer", OFFICER))[name] == 1


def test_every_kind_is_tried_here() -> None:
    here = {kind.kind for kind in kinds() if kind.rows.__module__.startswith("registers")}
    assert here == {*MADE, *WITHOUT}


def test_who_sees_little_sees_little_of_what_others_own(engineer: Person) -> None:
    make_person("Oscar Officer", OFFICER)
    owner = make_person("Zora Owner", OFFICER)
    make_draft(owner=owner)
    make_granted(owner_id=owner.pk)
    make_category("Owned", owner_id=owner.pk)
    assert counts_of(owner, engineer) == {"data-categories": 1}
    assert counts_of(owner, make_person("Nina Nobody")) == {}


def test_what_is_over_is_not_there_any_more(administrator: Person) -> None:
    officer, owner = make_person("Oscar Officer", OFFICER), make_person("Zora Owner", OFFICER)
    category = make_category("Owned", owner_id=owner.pk)
    type(category).objects.filter(pk=category.pk).update(retired_at=category.created_at)
    refuse_exception(make_exception(owner_id=owner.pk).pk, by=officer, reason="Not needed")
    assert counts_of(owner, officer) == {}


def test_a_steward_who_left_is_followed_by_their_successor(administrator: Person) -> None:
    owner = make_person("Zora Owner", OFFICER)
    member = _stewardship(owner)
    successor = make_person("Susi Successor", RoleName.ENGINEER)
    leave(owner, successor)
    hand_over_one(owner.pk, successor.pk, ("stewardships", member.pk), by=fresh(successor), reason="She left")
    assert member.use_case.members.get(membership="steward").person == successor


def test_nobody_decides_on_their_own_by_a_seat_that_was_handed_over(administrator: Person) -> None:
    officer, owner = make_person("Oscar Officer", OFFICER), make_person("Zora Owner", OFFICER)
    seat = _seat(owner)
    asker = seat.step.review.version.use_case.owner
    leave(owner)
    with pytest.raises(Refused) as refused:
        hand_over_one(owner.pk, asker.pk, ("reviewer-seats", seat.pk), by=officer, reason="She left")
    assert refused.value.refusal.code == "cannot_decide"
    assert kind_of("reviewer-seats").rows(owner).exists()


def test_another_steward_stays_and_may_take_over(administrator: Person) -> None:
    gone, stays = make_person("Zora Owner", OFFICER), make_person("Stella Steward", OFFICER)
    member = _stewardship(gone)
    share(member.content_object_id, stays.pk, "steward", by=fresh(steward()))
    successor = make_person("Susi Successor", RoleName.ENGINEER)
    leave(gone, successor)
    hand_over_one(gone.pk, successor.pk, ("stewardships", member.pk), by=fresh(successor), reason="She left")
    stewards = member.use_case.members.filter(membership="steward")
    assert {each.person for each in stewards} == {stays, successor}
    leave(successor)
    left = stewards.get(user=successor)
    hand_over_one(successor.pk, stays.pk, ("stewardships", left.pk), by=fresh(steward()), reason="Left, too")
    assert stewards.get().person == stays


def test_a_part_that_is_over_does_not_stand_for_the_leavers(administrator: Person) -> None:
    """Whoever worked on it until last week comes to work on it again, instead of nobody."""
    owner, taker = make_person("Zora Owner", OFFICER), make_person("Tilda Taker", OFFICER)
    use_case = make_draft()
    theirs = share(use_case.pk, owner.pk, "contributor", by=fresh(steward()))
    over = share(use_case.pk, taker.pk, "contributor", by=fresh(steward()), until=today())
    type(over).objects.filter(pk=over.pk).update(until=today() - timedelta(days=7))
    leave(owner)
    hand_over_one(owner.pk, taker.pk, ("contributions", theirs.pk), by=fresh(steward()), reason="She left")
    assert use_case.relations_of(fresh(taker)) == {"contributor"}
    assert not use_case.members.filter(user=owner).exists()
