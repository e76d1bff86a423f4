"""The emergency sign-in: there only while it is open, with all three, on record, and over when it is over."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client

from access.actions.break_glass.closing import close_what_is_over
from access.actions.passwords import link_opens
from access.models import AccessAttempt, BreakGlassOpening, Person, PortalSession
from access.password_links import link_tokens
from access.rules.people import FAILURES_FOR_TARGET
from access.work import groups_for
from compliance_portal.doctor.emergency import check_emergency_access
from compliance_portal.doctor.finding import Level
from tests.factories.break_glass import EMAIL, Sheet, open_it, prepare, run
from tests.factories.people import fresh
from trail.models import TrailEntry

URL, ME = "/access/emergency/", "/access/me/"
NOON = datetime(2031, 3, 3, 12, 0, 5, tzinfo=UTC)


@pytest.fixture(params=["provider on", "provider off"], autouse=True)
def _provider(request: pytest.FixtureRequest, settings: Any) -> None:
    if request.param == "provider on":
        settings.OIDC_ISSUER = "https://login.example.org"


@pytest.fixture
def sheet(administrator: Person, officer: Person) -> Sheet:
    return prepare()


def enter(sheet: Sheet, client: Client | None = None, **changed: str) -> Any:
    fields = {"email": EMAIL, "password": sheet.password, "code": sheet.codes[0], **changed}
    return (client or Client()).post(URL, fields)


def is_in(client: Client) -> bool:
    return client.get(ME).status_code == 200


def test_it_works(sheet: Sheet, administrator: Person, officer: Person) -> None:
    open_it()
    client = Client()
    assert "Emergency access" in client.get(URL).content.decode()
    assert enter(sheet, client).status_code == 302
    shown = client.get(ME).content.decode()
    assert 'class="emergency-bar"' in shown
    assert "Everything is recorded" in shown
    entry = TrailEntry.objects.filter(verb="access.session.started").latest("id")
    assert (entry.actor, "recovery code" in entry.sentence) == (sheet.person, True)
    for person in (administrator, officer):
        titles = list(person.notifications.filter(kind="break-glass").values_list("title", flat=True))
        assert "Somebody signed in for an emergency as Emergency account" in titles
    run("close")
    assert not is_in(client)
    assert client.get(URL).status_code == 404


def test_closed_there_is_nothing(sheet: Sheet) -> None:
    assert Client().get(URL).status_code == 404
    assert enter(sheet).status_code == 404
    assert not PortalSession.objects.filter(person=sheet.person).exists()
    assert not AccessAttempt.objects.exists()


def test_the_common_door_stays_shut(sheet: Sheet) -> None:
    open_it()
    answer = Client().post("/access/sign-in/", {"email": EMAIL, "password": sheet.password})
    assert not (answer.status_code == 302 and "code" in answer.headers["Location"])
    assert not PortalSession.objects.filter(person=sheet.person).exists()


@pytest.mark.parametrize(
    "wrong", [{"email": "other@example.org"}, {"password": "wrong"}, {"code": "000000"}, {"code": "é"}]
)
def test_one_wrong_thing_of_three_is_refused_alike(sheet: Sheet, wrong: dict[str, str]) -> None:
    open_it()
    answer = enter(sheet, None, **wrong)
    assert answer.status_code == 422
    assert "Check all three" in answer.content.decode()
    assert AccessAttempt.objects.filter(kind="emergency").count() == 1
    assert sheet.person.recovery_codes.count() == 10, "no code is used up by a wrong password"
    refused = TrailEntry.objects.filter(verb="access.session.refused", subject_id=str(sheet.person.pk))
    assert refused.exists() == ("email" not in wrong)


def test_failures_are_limited(sheet: Sheet) -> None:
    open_it()
    for _number in range(FAILURES_FOR_TARGET):
        enter(sheet, password="wrong")
    answer = enter(sheet)
    assert answer.status_code == 422
    assert "Too many failed attempts" in answer.content.decode()


def test_a_code_of_the_seed_counts_once(sheet: Sheet) -> None:
    with time_machine.travel(NOON, tick=False):
        open_it()
        code = sheet.totp.now()
        assert enter(sheet, code=code).status_code == 302
        assert enter(sheet, code=code).status_code == 422


def test_it_is_over_when_its_time_is(sheet: Sheet, administrator: Person) -> None:
    with time_machine.travel(NOON, tick=False) as clock:
        open_it(hours=1)
        client = Client()
        enter(sheet, client)
        clock.shift(timedelta(minutes=50))
        assert is_in(client)
        clock.shift(timedelta(minutes=10))
        assert not is_in(client)
        assert client.get(URL).status_code == 404
        assert (close_what_is_over(), close_what_is_over()) == (1, 0)
    assert BreakGlassOpening.objects.get().closed_at is not None
    assert not PortalSession.objects.filter(person=sheet.person).exists()
    entry = TrailEntry.objects.filter(verb="access.break_glass.closed").get()
    assert entry.reason == "Its time was over."
    assert administrator.notifications.filter(title="Emergency access as Emergency account is closed").exists()


def test_opened_again_an_old_session_does_not_come_back(sheet: Sheet) -> None:
    with time_machine.travel(NOON, tick=False) as clock:
        open_it(hours=1)
        client = Client()
        enter(sheet, client)
        clock.shift(timedelta(minutes=61))
        close_what_is_over()
        open_it(hours=1)
        assert not is_in(client)


def test_a_step_up_takes_a_code(sheet: Sheet, engineer: Person) -> None:
    open_it()
    client = Client()
    enter(sheet, client)
    url = f"/access/people/{engineer.pk}/deactivate/"
    assert "Code of your second factor" in client.get(url).content.decode()
    assert client.post(url, {"reason": "x", "confirmation": sheet.password}).status_code == 422
    assert fresh(engineer).is_active
    client.post(url, {"reason": "Stolen laptop", "confirmation": sheet.codes[1]})
    assert not fresh(engineer).is_active


def test_no_link_opens_it(sheet: Sheet) -> None:
    assert not link_opens(sheet.person, link_tokens.make_token(sheet.person))


def test_it_is_on_my_work_of_those_in_charge(sheet: Sheet, officer: Person) -> None:
    assert "emergency" not in {group.kind.name for group in groups_for(fresh(officer))}
    open_it()
    groups = {group.kind.name: group for group in groups_for(fresh(officer))}
    assert "open until" in groups["emergency"].items[0].title


def test_the_doctor_says_so(sheet: Sheet, settings: Any) -> None:
    assert check_emergency_access()[0].level == Level.OK
    open_it()
    assert "open until" in check_emergency_access()[0].text
    run("close")
    sheet.person.authenticator.__class__._base_manager.filter(person=sheet.person).delete()
    expected = Level.WARNING if settings.OIDC_ISSUER else Level.OK
    assert check_emergency_access()[0].level == expected
