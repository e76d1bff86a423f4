"""Exceptions: nobody decides on their own, two decide once, and the database says so again."""

import threading
from datetime import timedelta
from itertools import product

import pytest
from django.db import IntegrityError, connection, transaction

from access.models import Person
from access.permits import PermissionRefused
from common.clock import held_at, now, today
from common.permissions import RoleName
from common.refusals import Refused
from registers.actions.exceptions import end_exception, grant_exception, refuse_exception, request_exception
from registers.actions.use_cases import hand_over, share
from registers.models import RegisterException
from tests.factories.documents import make_exception, make_granted
from tests.factories.people import make_person
from tests.factories.registers import make_project
from tests.factories.use_cases import make_draft
from trail.models import TrailEntry

VERDICTS = ("registers.exception.granted", "registers.exception.refused")


def test_it_works(engineer: Person, officer: Person) -> None:
    use_case = make_draft(owner=engineer)
    exception = make_exception(by=engineer, use_case_id=use_case.pk)
    assert (exception.state, exception.owner, exception.requested_by) == ("requested", engineer, engineer)
    grant_exception(exception.pk, by=officer, reason="For the pilot only")
    exception.refresh_from_db()
    assert (exception.state, exception.decided_by) == ("granted", officer)
    assert RegisterException.objects.in_force_on(today()).get() == exception
    for thing in (exception, use_case):
        entry = TrailEntry.objects.about(thing)[0]
        assert (entry.verb, entry.reason) == ("registers.exception.granted", "For the pilot only")
        assert entry.details["until"] == exception.expires_on.isoformat()
    with pytest.raises(Refused, match="decided already"):
        refuse_exception(exception.pk, by=officer, reason="Too late")


@pytest.mark.parametrize("role", [RoleName.COMPLIANCE_OFFICER])
@pytest.mark.parametrize(("owns", "asked", "owns_use_case"), list(product((False, True), repeat=3)))
def test_nobody_near_decides(db: None, role: str, owns: bool, asked: bool, owns_use_case: bool) -> None:
    decider, other = make_person("Olga Officer", role), make_person("Otto Officer", role)
    use_case = make_draft(owner=decider if owns_use_case else other)
    exception = make_exception(
        by=decider if asked else other, owner_id=(decider if owns else other).pk, use_case_id=use_case.pk
    )
    if owns or asked or owns_use_case:
        for decide in (grant_exception, refuse_exception):
            with pytest.raises(Refused, match="another compliance officer"):
                decide(exception.pk, by=decider, reason="x")
        exception.refresh_from_db()
        assert exception.state == "requested"
    else:
        assert grant_exception(exception.pk, by=decider).decided_by == decider


def test_whoever_works_on_the_use_case_does_not_decide(officer: Person, engineer: Person) -> None:
    use_case = make_draft(owner=engineer)
    exception = make_exception(by=engineer, use_case_id=use_case.pk)
    share(use_case.pk, officer.pk, "contributor", by=engineer)
    with pytest.raises(Refused, match="another compliance officer"):
        grant_exception(exception.pk, by=officer)


def test_handing_the_use_case_over_first_does_not_help(officer: Person, engineer: Person) -> None:
    use_case = make_draft(owner=officer)
    share(use_case.pk, engineer.pk, "contributor", by=officer)
    exception = make_exception(by=engineer, use_case_id=use_case.pk)
    hand_over(use_case.pk, engineer.pk, by=officer, reason="Only until it is granted")
    with pytest.raises(Refused, match="another compliance officer"):
        grant_exception(exception.pk, by=officer)


@pytest.mark.parametrize("role", [role for role in RoleName if role != RoleName.COMPLIANCE_OFFICER])
def test_no_other_role_decides(db: None, role: str) -> None:
    exception = make_exception()
    with pytest.raises(PermissionRefused):
        grant_exception(exception.pk, by=make_person("Somebody", role))


@pytest.mark.parametrize("near", ["owner", "requested_by"])
def test_the_database_refuses_it_too(officer: Person, near: str) -> None:
    exception = make_exception(by=officer) if near == "requested_by" else make_exception(owner_id=officer.pk)
    exception.state, exception.decided_by, exception.decided_at = "granted", officer, now()
    with pytest.raises(IntegrityError, match="decided_by_another"), transaction.atomic():
        exception.save(update_fields=["state", "decided_by", "decided_at"])


def test_it_lasts_a_year_at_most(engineer: Person) -> None:
    with pytest.raises(Refused, match="a year at most"):
        make_exception(by=engineer, expires_on=today() + timedelta(days=400))
    exception = make_exception(by=engineer)
    exception.expires_on = exception.starts_on + timedelta(days=367)
    with pytest.raises(IntegrityError, match="a_year_at_most"), transaction.atomic():
        exception.save(update_fields=["expires_on"])


@pytest.mark.parametrize("name", ["title", "reason", "compensating_control"])
def test_every_text_is_needed(engineer: Person, name: str) -> None:
    with pytest.raises(Refused) as refused:
        make_exception(by=engineer, **{name: "  "}) if name != "title" else make_exception("  ", by=engineer)
    assert refused.value.refusal.field == name


def test_it_concerns_something(engineer: Person) -> None:
    with pytest.raises(Refused, match="Say what it is an exception for") as refused:
        make_exception(by=engineer, category_id=None)
    assert refused.value.refusal.field == "use_case"
    use_case, project = make_draft(owner=engineer), make_project("Pilot")
    assert make_exception(by=engineer, use_case_id=use_case.pk).category is None
    assert make_exception(by=engineer, project_id=project.pk).category is None


def test_nobody_points_at_a_use_case_they_cannot_see(engineer: Person) -> None:
    with pytest.raises(Refused, match="not on the register"):
        make_exception(by=engineer, use_case_id=make_draft().pk)


def test_who_may_not_ask_does_not(auditor: Person) -> None:
    with pytest.raises(PermissionRefused):
        request_exception(by=auditor, title="x", reason="x", compensating_control="x", expires_on=today())


def test_ending_early(engineer: Person, auditor: Person) -> None:
    exception = make_granted(by=engineer)
    with pytest.raises(PermissionRefused):
        end_exception(exception.pk, by=auditor, reason="x")
    end_exception(exception.pk, by=engineer, reason="The pilot is over")
    exception.refresh_from_db()
    assert (exception.state, exception.ended_at is not None) == ("ended", True)
    assert not RegisterException.objects.in_force_on(today()).exists()
    with pytest.raises(Refused, match="over already"):
        end_exception(exception.pk, by=engineer, reason="Again")


def test_what_ran_out_is_neither_granted_nor_ended(officer: Person) -> None:
    asked, granted = make_exception(), make_granted()
    with held_at(now() + timedelta(days=91)):
        with pytest.raises(Refused, match="last day has passed"):
            grant_exception(asked.pk, by=officer)
        with pytest.raises(Refused, match="over already"):
            end_exception(granted.pk, by=officer, reason="x")
        assert RegisterException.objects.with_standing(today()).get(pk=granted.pk).standing == "expired"  # type: ignore[attr-defined]
        refuse_exception(asked.pk, by=officer, reason="Ask anew")


@pytest.mark.django_db(transaction=True)
def test_two_officers_at_once_decide_once() -> None:
    officers = [make_person(name, RoleName.COMPLIANCE_OFFICER) for name in ("Olga Officer", "Otto Officer")]
    exception = make_exception()
    said: list[str] = []
    start = threading.Barrier(2)

    def decide(officer: Person, action: object) -> None:
        start.wait()
        try:
            said.append(action(exception.pk, by=officer, reason="x").state)  # type: ignore[operator]
        except Refused as refused:
            said.append(refused.refusal.code)
        finally:
            connection.close()

    ways: tuple[object, ...] = (grant_exception, refuse_exception)
    deciding = [threading.Thread(target=decide, args=pair) for pair in zip(officers, ways, strict=True)]
    for thread in deciding:
        thread.start()
    for thread in deciding:
        thread.join(20)
    assert len(said) == 2
    assert said.count("exception_decided") == 1
    exception.refresh_from_db()
    assert exception.state in said
    assert TrailEntry.objects.about(exception).filter(verb__in=VERDICTS).count() == 1
