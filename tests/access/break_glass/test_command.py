"""`manage.py break_glass`: prepare, open, close, status."""

import pytest
from django.core.management import CommandError

from access.actions.mail_preferences import choose_mail
from access.actions.people import deactivate_person, invite_person
from access.actions.tokens import issue_token
from access.mail_choices import choices_of
from access.models import BREAK_GLASS_ISSUER, BreakGlassOpening, Person
from access.second_factor import is_readable
from common.refusals import Refused
from tests.factories.break_glass import EMAIL, open_it, prepare, run
from tests.factories.clients import client_of
from tests.factories.people import fresh
from trail.models import TrailEntry


def test_it_works(administrator: Person, officer: Person) -> None:
    sheet = prepare()
    account = sheet.person
    assert (account.issuer, account.has_role("administrator")) == (BREAK_GLASS_ISSUER, True)
    assert account.check_password(sheet.password)
    assert is_readable(account.authenticator)
    assert len(sheet.codes) == account.recovery_codes.count() == 10
    assert "/access/emergency/" in sheet.printed
    assert "otpauth://totp/" in sheet.printed
    entries = TrailEntry.objects.about(account)
    assert {entry.verb for entry in entries} == {"access.break_glass.prepared", "access.role.assigned"}
    for entry in entries:
        assert sheet.password not in str(entry.changes)
        assert sheet.totp.secret not in str(entry.changes)
    assert run("status") == f"{EMAIL}: ready\n"
    assert "Open until" in open_it()
    assert "open until" in run("status")
    assert run("close") == "Closed.\n"
    assert run("close") == "Nothing was open.\n"


@pytest.mark.parametrize("how", ["open", "close"])
def test_everybody_in_charge_is_told_at_once(
    administrator: Person, officer: Person, engineer: Person, how: str
) -> None:
    sheet = prepare()
    open_it()
    if how == "close":
        run("close")
    for person in (administrator, officer):
        message = person.notifications.filter(kind="break-glass").latest("pk")
        assert ("is open until" in message.title) == (how == "open")
        assert message.mail_after is not None
        assert message.mail_after <= message.created_at
    for person in (engineer, sheet.person):
        assert not person.notifications.filter(kind="break-glass").exists()
    entry = TrailEntry.objects.about(sheet.person)[0]
    assert entry.verb == ("access.break_glass.opened" if how == "open" else "access.break_glass.closed")


def test_an_alarm_is_not_put_off(officer: Person) -> None:
    for choice, code in (("daily", "mail_is_urgent"), ("never", "mail_is_duty")):
        with pytest.raises(Refused) as caught:
            choose_mail(officer, {"break-glass": choice})
        assert caught.value.refusal.code == code
    assert choices_of(officer)["break-glass"] == "at-once"


def test_it_takes_an_account_that_nobody_used_and_renews_its_own(administrator: Person) -> None:
    waiting = invite_person(email=EMAIL, name="Prepared long ago", department_id=None, by=None)
    first = prepare()
    assert first.person.pk == waiting.pk
    second = prepare()
    assert second.person.pk == first.person.pk
    assert second.password != first.password
    assert not fresh(first.person).check_password(first.password)
    assert fresh(first.person).assignments.count() == 1


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["prepare", "no address"], "valid email"),
        (["prepare", "emil-engineer@example.org"], "Somebody signs in with this account"),
        (["prepare", EMAIL, "--name", "a\u202eb"], "cannot be seen"),
        (["open", EMAIL, "--reason", "x"], "No emergency account is ready"),
        (["open", "emil-engineer@example.org", "--reason", "x"], "No emergency account is ready"),
    ],
)
def test_it_refuses_clearly(engineer: Person, arguments: list[str], message: str) -> None:
    client_of(engineer)
    with pytest.raises(CommandError, match=message):
        run(*arguments)
    assert not BreakGlassOpening.objects.exists()


@pytest.mark.parametrize(
    ("hours", "reason", "message"), [(0, "x", "1 to 24 hours"), (25, "x", "1 to 24 hours"), (2, " ", "Say why")]
)
def test_it_is_not_opened_for_long_or_without_a_reason(
    administrator: Person, hours: int, reason: str, message: str
) -> None:
    prepare()
    with pytest.raises(CommandError, match=message):
        open_it(hours=hours, reason=reason)
    assert not BreakGlassOpening.objects.exists()


def test_open_it_is_neither_opened_nor_prepared_again(administrator: Person) -> None:
    prepare()
    open_it()
    for again in (open_it, prepare):
        with pytest.raises(CommandError, match="Close it first"):
            again()
    assert BreakGlassOpening.objects.count() == 1


def test_it_is_no_administrator_to_rely_on(administrator: Person) -> None:
    sheet = prepare()
    with pytest.raises(Refused) as caught:
        deactivate_person(administrator.pk, by=sheet.person, reason="x")
    assert caught.value.refusal.code == "last_administrator"
    assert "is retired" in run("retire", EMAIL, "--reason", "The safe is sold")
    entry = TrailEntry.objects.about(sheet.person)[0]
    assert (entry.verb, entry.reason) == ("access.break_glass.retired", "The safe is sold")
    assert not fresh(sheet.person).is_active
    assert run("status") == f"{EMAIL}: retired\n"
    with pytest.raises(CommandError, match="No emergency account is ready"):
        open_it()


@pytest.mark.parametrize(
    ("is_open", "address", "reason", "message"),
    [(True, EMAIL, "x", "Close it first"), (False, "ada@example.org", "x", "No emerg"), (False, EMAIL, " ", "Say why")],
)
def test_it_is_retired_when_closed_and_for_a_reason(
    administrator: Person, *, is_open: bool, address: str, reason: str, message: str
) -> None:
    account = prepare().person
    if is_open:
        open_it()
    with pytest.raises(CommandError, match=message):
        run("retire", address, "--reason", reason)
    assert fresh(account).is_active


def test_it_has_no_tokens(administrator: Person) -> None:
    account = prepare().person
    with pytest.raises(Refused) as caught:
        issue_token(account, name="t", scopes=["read"], days=1, by=account)
    assert caught.value.refusal.code == "emergency_token"
