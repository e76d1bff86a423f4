"""What the inboxes of those concerned say of an exception: decided, ended, near its end, over."""

from datetime import timedelta

from access.models import Notification, Person
from common.clock import held_at, now
from registers.actions.exceptions import end_exception, grant_exception, refuse_exception
from registers.models import RegisterException
from registers.tasks import remind_of_exceptions
from tests.factories.documents import make_exception, make_granted
from trail.models import TrailEntry

REMINDED, EXPIRED = "registers.exception.reminded", "registers.exception.expired"


def told(person: Person) -> list[str]:
    return list(
        Notification.objects.filter(person=person, kind="exception").order_by("id").values_list("title", flat=True)
    )


def on_record(exception: RegisterException, verb: str) -> int:
    return TrailEntry.objects.about(exception).filter(verb=verb).count()


def test_it_works(engineer: Person, data_owner: Person, officer: Person) -> None:
    exception = make_exception("No masking", by=engineer, owner_id=data_owner.pk)
    assert (told(engineer), told(data_owner)) == (
        [], ["Emil Engineer asked for the exception No masking in your name"],
    )  # fmt: skip
    grant_exception(exception.pk, by=officer, reason="For the pilot")
    for person in (engineer, data_owner):
        message = Notification.objects.filter(person=person, kind="exception").latest("id")
        assert message.title.startswith("Oscar Officer granted the exception No masking until ")
        assert (message.text, message.link) == ("For the pilot", exception.get_absolute_url())
    end_exception(exception.pk, by=engineer, reason="Over")
    assert told(data_owner)[-1] == "Emil Engineer ended the exception No masking early"
    assert len(told(engineer)) == 1
    assert not told(officer)


def test_a_refusal_tells_why(engineer: Person, officer: Person) -> None:
    refuse_exception(make_exception("No masking", by=engineer).pk, by=officer, reason="Mask them")
    message = Notification.objects.get(person=engineer, kind="exception")
    assert (message.title, message.text) == ("Oscar Officer refused the exception No masking", "Mask them")


def test_the_last_day_is_written_as_the_reader_writes_days(engineer: Person) -> None:
    engineer.language = "de"
    engineer.save(update_fields=["language"])
    exception = make_granted(by=engineer)
    assert f"{exception.expires_on.day}. " in told(engineer)[0]


def test_the_end_is_announced_three_times_each_once(engineer: Person) -> None:
    exception = make_granted("No masking", by=engineer)
    before = len(told(engineer))
    for days, reminders in ((59, 0), (60, 1), (61, 1), (83, 2), (88, 2), (89, 3), (90, 3)):
        with held_at(now() + timedelta(days=days)):
            remind_of_exceptions()
            remind_of_exceptions()
        assert on_record(exception, REMINDED) == len(told(engineer)) - before == reminders, days
    assert told(engineer)[-1].startswith("The exception No masking ends on ")
    assert on_record(exception, EXPIRED) == 0


def test_that_it_is_over_is_told_once(engineer: Person) -> None:
    exception = make_granted("No masking", by=engineer)
    before = len(told(engineer))
    for days in (91, 92, 120):
        with held_at(now() + timedelta(days=days)):
            remind_of_exceptions()
    assert on_record(exception, EXPIRED) == len(told(engineer)) - before == 1
    assert told(engineer)[-1].startswith("The exception No masking ended on ")


def test_what_is_long_over_or_no_longer_holds_is_no_news(engineer: Person, officer: Person) -> None:
    long_over, ended, asked = make_granted(by=engineer), make_granted(by=engineer), make_exception(by=engineer)
    end_exception(ended.pk, by=officer, reason="x")
    with held_at(now() + timedelta(days=85)):
        remind_of_exceptions()
    with held_at(now() + timedelta(days=130)):
        remind_of_exceptions()
    assert [on_record(each, verb) for each in (ended, asked) for verb in (REMINDED, EXPIRED)] == [0, 0, 0, 0]
    assert (on_record(long_over, REMINDED), on_record(long_over, EXPIRED)) == (1, 0)


def test_who_left_is_told_nothing(engineer: Person) -> None:
    exception = make_granted(by=engineer)
    Person.objects.filter(pk=engineer.pk).update(is_active=False, deactivated_at=now())
    before = len(told(engineer))
    with held_at(now() + timedelta(days=85)):
        remind_of_exceptions()
    assert on_record(exception, REMINDED) == 1
    assert len(told(engineer)) == before
