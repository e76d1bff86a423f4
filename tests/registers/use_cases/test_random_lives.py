"""Whatever is done to a use case in whatever order, the register tells of it without a gap."""

import random
from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.db.models import F, Q

from access.models import Person
from access.permits import PermissionRefused
from common.clock import now, today
from common.permissions import RoleName
from common.refusals import Refused
from registers.actions.registering import SAID
from registers.actions.use_cases import (
    answer_join,
    ask_to_join,
    begin_version,
    discard_version,
    hand_over,
    place_use_case,
    retire_use_case,
    save_draft,
    share,
    submit_use_case,
    take_over_approval,
    unshare,
    withdraw_use_case,
)
from registers.models import JoinRequest, RegisterLine, UseCase, UseCaseMember, UseCaseVersion
from registers.reading.contents import content_of
from registers.rules.content import content_hash, exported
from tests.factories.people import make_department, make_person
from tests.factories.use_cases import answered, make_draft
from trail.models import TrailEntry

STEPS, LIVES = 40, 6
MAY_CHANGE_NOTHING = {"place", "save", "complete"}
PROPOSED = {"draft", "in-review", "changes-asked"}
NOT_THERE = UseCaseMember.DoesNotExist, JoinRequest.DoesNotExist, UseCase.DoesNotExist


def deeds(key: UUID, people: list[Person], chance: random.Random) -> dict[str, Callable[[Person], Any]]:
    """Return what may be tried, each with what it is tried on."""
    complete, somebody = answered(), chance.choice(people)
    place = make_department(chance.choice(["Sales", "Legal"]))
    members, asked = UseCaseMember.objects.filter(content_object=key), JoinRequest.objects.filter(answered_at=None)
    period = {"approved_on": today() - timedelta(days=9), "approved_until": today() + timedelta(days=90)}
    return {
        "save": lambda by: save_draft(key, {"title": chance.choice("ABC"), "purpose": chance.choice("XYZ")}, by=by),
        "complete": lambda by: save_draft(key, complete, by=by),
        "submit": lambda by: submit_use_case(key, by=by),
        "withdraw": lambda by: withdraw_use_case(key, by=by, reason="Too early"),
        "begin": lambda by: begin_version(key, by=by),
        "discard": lambda by: discard_version(key, by=by),
        "take over": lambda by: take_over_approval(key, **period, evidence="Minutes", by=by, reason="Before"),
        "hand over": lambda by: hand_over(key, somebody.pk, by=by, reason="Theirs now"),
        "place": lambda by: place_use_case(key, place.pk, by=by),
        "share": lambda by: share(key, somebody.pk, chance.choice(["contributor", "watcher"]), by=by),
        "unshare": lambda by: unshare(members.order_by("pk")[0].pk if members else key, by=by),
        "ask": lambda by: ask_to_join(key, message="We do the same", by=by),
        "answer": lambda by: answer_join(asked[0].pk if asked else key, accepted=chance.random() < 0.5, by=by),
        "retire": lambda by: retire_use_case(key, by=by, reason="Over"),
    }


@pytest.mark.parametrize("seed", range(LIVES))
def test_it_works(officer: Person, engineer: Person, seed: int) -> None:
    chance = random.Random(seed)
    people = [officer, engineer, make_person("Olga Officer", RoleName.COMPLIANCE_OFFICER)]
    key = make_draft(owner=engineer, **answered()).pk
    for _step in range(STEPS):
        # Retiring ends everything, so it comes seldom.
        tried = deeds(key, people, chance)
        name = chance.choice([each for each in tried if each != "retire" or chance.random() < 0.2])
        before, said, content = entries(key), told(key), drafted(key)
        lines = RegisterLine.objects.filter(use_case=key).count()
        try:
            tried[name](chance.choice(people))
        except (Refused, PermissionRefused, *NOT_THERE):
            assert (entries(key), told(key)) == (before, said), f"{name} was refused and changed something all the same"
        else:
            same = (told(key), drafted(key)) == (said, content)
            assert entries(key) - before == (0 if name in MAY_CHANGE_NOTHING and same else 1), name
            assert (RegisterLine.objects.filter(use_case=key).count() > lines) == (told(key) != said), name
        assert_in_order(UseCase.objects.get(pk=key), name)


def entries(key: UUID) -> int:
    return TrailEntry.objects.about(UseCase.objects.get(pk=key)).count()


def told(key: UUID) -> dict[str, Any]:
    return dict(UseCase.objects.values(*SAID).get(pk=key))


def drafted(key: UUID) -> dict[str, Any]:
    version = UseCaseVersion.objects.filter(proposed_for=key).first()
    return exported(content_of(version)) if version else {}


def assert_in_order(use_case: UseCase, after: str) -> None:
    """Assert that lines, pointers, states and hashes of a use case say the same."""
    lines = list(RegisterLine.objects.filter(use_case=use_case).order_by("since"))
    assert [line.until for line in lines] == [*(line.since for line in lines[1:]), None], f"a gap after {after}"
    assert {name: getattr(lines[-1], name) for name in SAID} == told(use_case.pk), after
    assert list(RegisterLine.objects.on(now()).filter(use_case=use_case)) == lines[-1:]
    versions = list(use_case.versions.order_by("number"))
    assert [each.number for each in versions] == list(range(1, len(versions) + 1))
    assert [each for each in versions if each.state in PROPOSED] == ([use_case.proposed] if use_case.proposed else [])
    assert [each for each in versions if each.state == "approved"] == ([use_case.in_force] if use_case.in_force else [])
    frozen = use_case.versions.filter(~Q(content_hash=""))
    assert all(each.content_hash == content_hash(content_of(each)) for each in frozen), after
    assert not frozen.filter(saved_at__gt=F("submitted_at")).exists()
    assert use_case.version == (use_case.in_force or use_case.proposed or use_case.version)
    assert use_case.version is not None
    assert (use_case.title, use_case.purpose) == (use_case.version.title, use_case.version.purpose)
    if use_case.state == "retired":
        assert not use_case.join_requests.filter(answered_at=None).exists()
