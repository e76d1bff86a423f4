"""Duties that permissions keep apart: nobody holds both, whether by built-in or by custom roles."""

from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest

from access.actions.people import deactivate_person
from access.actions.roles import appoint_administrator, assign_role, create_role, edit_role
from access.models import Person, Role
from access.vocabulary import for_people, kept_apart, known, permissions_of_role, vocabulary
from common.clock import today
from common.permissions import RoleName
from common.refusals import Refused
from tests.factories.people import make_person
from trail.models import TrailEntry

GRANT, READ = "access.end_sessions", "trail.view_entries"
SENTENCE = "“See and end anyone's sessions” and “Read and search the trail”."

Make = Callable[..., Role]


def forget() -> None:
    for drawn in (kept_apart, permissions_of_role, for_people):
        drawn.cache_clear()


@pytest.fixture
def apart(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Let reading the trail be kept apart from ending sessions, for custom roles; built-in ones stay as they are."""
    monkeypatch.setitem(vocabulary(), READ, replace(known(READ), apart_from=(GRANT,), roles=()))
    monkeypatch.setitem(vocabulary(), GRANT, replace(known(GRANT), roles=()))
    forget()
    yield
    monkeypatch.undo()
    forget()


@pytest.fixture
def make(administrator: Person) -> Make:
    def make_role(name: str, *permissions: str) -> Role:
        return create_role(name=name, description="", permissions=permissions, by=administrator)

    return make_role


def test_it_works(apart: None, administrator: Person, engineer: Person, make: Make) -> None:
    assign_role(engineer.pk, make("Reader", READ).pk, by=administrator, reason="x")
    with pytest.raises(Refused) as refused:
        assign_role(engineer.pk, make("Ender", GRANT).pk, by=administrator, reason="x")
    assert refused.value.refusal.code == "duties_apart"
    assert str(refused.value) == f"These duties are kept apart, and Emil Engineer would hold both: {SENTENCE}"
    assert TrailEntry.objects.about(engineer)[0].details["role"] == "Reader"


def test_one_role_never_holds_both(apart: None, make: Make) -> None:
    with pytest.raises(Refused, match="no role holds both") as refused:
        make("Both", READ, GRANT)
    assert refused.value.refusal.field == "permissions"
    assert not Role.objects.filter(name="Both").exists()


def test_a_role_cannot_be_edited_into_it(apart: None, administrator: Person, make: Make) -> None:
    reader, other = make("Reader", READ), make("Other", "access.view_people")
    holder = make_person("Hanna Holder", reader.slug, other.slug)
    deactivate_person(holder.pk, by=administrator, reason="Leaves")
    with pytest.raises(Refused, match="Hanna Holder would hold both") as refused:
        edit_role(other.pk, name="Other", description="", permissions=[GRANT], by=administrator)
    assert refused.value.refusal.field == "permissions"
    assert Role.objects.get(pk=other.pk).own_permissions == ["access.view_people"]


def test_what_is_over_is_no_duty(apart: None, administrator: Person, engineer: Person, make: Make) -> None:
    given = assign_role(engineer.pk, make("Reader", READ).pk, by=administrator, reason="x", ends_on=today())
    type(given)._base_manager.filter(pk=given.pk).update(starts_on="2020-01-01", ends_on="2020-01-02")
    assign_role(engineer.pk, make("Ender", GRANT).pk, by=administrator, reason="x")
    assert Person.objects.get(pk=engineer.pk).may(GRANT)


def test_administrators_are_appointed_by_the_same_rule(
    administrator: Person, engineer: Person, make: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    assign_role(engineer.pk, make("Reader", READ).pk, by=administrator, reason="x")
    monkeypatch.setitem(vocabulary(), READ, replace(known(READ), apart_from=("access.assign_role",)))
    forget()
    with pytest.raises(Refused, match="kept apart"):
        appoint_administrator(engineer.pk)
    monkeypatch.undo()
    forget()


def test_no_built_in_role_holds_what_is_kept_apart() -> None:
    assert {name for pair in kept_apart() for name in pair} <= set(vocabulary())
    wrong = {(role, *sorted(pair)) for role in RoleName for pair in kept_apart() if pair <= permissions_of_role(role)}
    assert not wrong, f"These roles could be given to nobody: {wrong}"
