"""The rules about mails, one table each: when they go out, how often they are tried, what people may choose."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from access.rules import people as rules


@pytest.mark.parametrize(
    ("now", "zone", "expected"),
    [
        ("2026-11-21T05:00", "Europe/Berlin", "2026-11-21T06:00"),
        ("2026-11-21T06:00", "Europe/Berlin", "2026-11-22T06:00"),
        # The clocks go forward in this night: seven o'clock is five in UTC.
        ("2026-03-28T12:00", "Europe/Berlin", "2026-03-29T05:00"),
        ("2026-11-21T05:00", "Pacific/Auckland", "2026-11-21T18:00"),
    ],
)
def test_the_next_digest(now: str, zone: str, expected: str) -> None:
    at = datetime.fromisoformat(now).replace(tzinfo=UTC)
    assert rules.next_digest(at, ZoneInfo(zone)) == datetime.fromisoformat(expected).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("tries", "minutes"), [(1, 1), (2, 2), (3, 4), (6, 32), (7, 60), (8, 60), (rules.MOST_MAIL_TRIES - 1, 60)]
)
def test_how_long_a_mail_waits(tries: int, minutes: int) -> None:
    assert rules.mail_retry_in(tries) == timedelta(minutes=minutes)
    assert rules.mail_retry_in(rules.MOST_MAIL_TRIES) is None


@pytest.mark.parametrize(
    ("known", "duty", "never", "code"),
    [
        (True, False, True, None),
        (True, False, False, None),
        (True, True, False, None),
        (True, True, True, "mail_is_duty"),
        (False, False, False, "unknown_kind"),
        (False, True, True, "unknown_kind"),
    ],
)
def test_what_may_be_chosen_of_mails(*, known: bool, duty: bool, never: bool, code: str | None) -> None:
    refusal = rules.refuse_mail_choice(is_known=known, is_duty=duty, never=never)
    assert (refusal.code if refusal else None) == code


@pytest.mark.parametrize(("waits", "never", "code"), [(False, False, None), (True, False, "mail_is_urgent")])
def test_an_alarm_does_not_wait(*, waits: bool, never: bool, code: str | None) -> None:
    refusal = rules.refuse_mail_choice(is_known=True, is_duty=True, never=never, waits=waits)
    assert (refusal.code if refusal else None) == code
