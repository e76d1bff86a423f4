"""Two people at once, each on a connection of their own: one of them wins, and nothing is left in between."""

import threading
from collections.abc import Callable
from datetime import timedelta
from functools import partial
from typing import Any

import pytest
from django.db import connection, transaction

from common.clock import today
from common.refusals import Refused
from registers.actions.attachments import attach_to_use_case, remove_attachment
from registers.actions.boundaries import Cell, enter_rule
from registers.actions.use_cases import (
    answer_join,
    ask_to_join,
    begin_version,
    hand_over,
    retire_use_case,
    save_draft,
    submit_use_case,
    withdraw_use_case,
)
from registers.models import BoundaryRule, JoinRequest, RegisterLine, UseCase
from tests.factories.files import upload
from tests.factories.people import fresh, make_person
from tests.factories.registers import make_category, steward
from tests.factories.use_cases import answered, make_approved, make_draft, make_submitted, requester

pytestmark = [pytest.mark.django_db(transaction=True)]
ROUNDS = 4


def at_once(*deeds: Callable[[], Any]) -> list[str]:
    """Do several things at the same time; return for each what stopped it, or nothing."""
    gate, found = threading.Barrier(len(deeds)), [""] * len(deeds)

    def do(place: int) -> None:
        gate.wait(10)
        try:
            deeds[place]()
        except Refused as refused:
            found[place] = refused.refusal.code
        except Exception as error:  # noqa: BLE001 - the test says which
            found[place] = repr(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=do, args=[place]) for place in range(len(deeds))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    return found


def assert_one_line(use_case: UseCase) -> None:
    lines = list(RegisterLine.objects.filter(use_case=use_case).order_by("since"))
    assert [line.until for line in lines] == [*(line.since for line in lines[1:]), None]


def test_it_works() -> None:
    """Whoever submits and whoever saves: the hash is of what stands there, in whatever order they came."""
    for _round in range(ROUNDS):
        use_case = make_draft(**answered())
        found = at_once(
            partial(submit_use_case, use_case.pk, by=requester()),
            partial(save_draft, use_case.pk, {"purpose": "Meanwhile"}, by=requester()),
            partial(submit_use_case, use_case.pk, by=requester()),
        )
        assert sorted((found[0], found[2])) == ["", "version_frozen"]
        assert found[1] in {"", "version_frozen"}
        assert_one_line(use_case)


def test_one_version_is_begun() -> None:
    use_case = make_approved()
    found = at_once(*[lambda: begin_version(use_case.pk, by=requester())] * 3)
    assert sorted(found) == ["", "already_proposed", "already_proposed"]
    assert use_case.versions.count() == 2


def test_nothing_is_taken_off_what_is_over_meanwhile() -> None:
    """Whoever removes an attachment waits for whoever changes what it is attached to."""
    use_case, officer, found = make_draft(), fresh(steward()), list[str]()
    attachment = attach_to_use_case(use_case.pk, file=upload(), by=officer)
    removal = threading.Thread(
        target=lambda: found.extend(at_once(partial(remove_attachment, attachment.pk, by=requester())))
    )
    with transaction.atomic():
        retire_use_case(use_case.pk, by=officer, reason="Over")
        removal.start()
        removal.join(1)
    removal.join(30)
    attachment.refresh_from_db()
    assert (found, attachment.removed_at) == (["nothing_changes_any_more"], None)


def test_numbers_are_given_once() -> None:
    people = [make_person(f"Emil {number}", "engineer") for number in range(3)]
    assert at_once(*[lambda by=by: make_draft(owner=by) for by in people]) == ["", "", ""]
    assert UseCase.objects.values("number").distinct().count() == 3


def test_whoever_retires_while_others_withdraw_and_hand_over() -> None:
    officer, other = fresh(steward()), make_person("Olaf Owner", "engineer")
    for _round in range(ROUNDS):
        use_case = make_submitted()
        found = at_once(
            partial(retire_use_case, use_case.pk, by=officer, reason="Over"),
            partial(withdraw_use_case, use_case.pk, by=officer, reason="Not yet"),
            partial(hand_over, use_case.pk, other.pk, by=officer, reason="Theirs"),
        )
        assert found[0] == ""
        assert set(found[1:]) <= {"", "use_case_retired", "nothing_to_withdraw", "not_in_review"}, found
        use_case.refresh_from_db()
        assert (use_case.state, use_case.proposed, use_case.in_force) == ("retired", None, None)
        assert_one_line(use_case)


def test_whoever_retires_while_a_request_to_join_is_answered() -> None:
    officer, asker = fresh(steward()), make_person("Anton Asker", "engineer")
    for _round in range(ROUNDS):
        use_case = make_approved()
        asked = ask_to_join(use_case.pk, message="We too", by=asker)
        found = at_once(
            partial(retire_use_case, use_case.pk, by=officer, reason="Over"),
            partial(answer_join, asked.pk, accepted=True, by=officer),
        )
        assert found[0] == ""
        assert found[1] in {"", "answered_already"}
        assert not JoinRequest.objects.filter(answered_at=None).exists()


def test_versions_of_a_cell_are_numbered_once() -> None:
    officer, category = fresh(steward()), make_category("Names")
    days = [today() + timedelta(days=number) for number in range(3)]
    found = at_once(
        *[
            lambda day=day: enter_rule(Cell(category.pk), "deny", reason="At once", starts_on=day, by=officer)
            for day in days
        ]
    )
    assert found == ["", "", ""]
    assert sorted(BoundaryRule.objects.values_list("version", flat=True)) == [1, 2, 3]
