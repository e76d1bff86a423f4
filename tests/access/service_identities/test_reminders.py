"""Tokens that expire are announced 30, 7 and 1 days ahead, once each, to whoever keeps them going."""

from contextlib import AbstractContextManager
from datetime import timedelta

import pytest
from django.utils.formats import date_format

from access.actions.people import deactivate_person
from access.actions.token_reminders import remind_of_tokens
from access.actions.tokens import issue_token, renew_token, revoke_token
from access.models import ApiToken, Person
from access.work import groups_for
from common.clock import held_at, now
from tests.factories.people import fresh
from tests.factories.service_identities import answerer, make_service


def titles(person: Person) -> list[str]:
    return list(person.notifications.filter(kind="token").order_by("pk").values_list("title", flat=True))


def in_days(days: float) -> AbstractContextManager[None]:
    return held_at(now() + timedelta(days=days))


def test_it_works(engineer: Person) -> None:
    token, _secret = issue_token(engineer, name="Pipeline", scopes=["read"], days=90, by=engineer)
    counts = []
    for day in (0, 59.9, 60.1, 61, 83.1, 88, 89.1, 89.9, 90.1):
        with in_days(day):
            counts.append((remind_of_tokens(), remind_of_tokens()))
    assert counts == [(0, 0), (0, 0), (1, 0), (0, 0), (1, 0), (0, 0), (1, 0), (0, 0), (0, 0)]
    assert titles(engineer) == [f"Your API token “Pipeline” expires on {date_format(token.expires_at.date())}"] * 3
    message = engineer.notifications.filter(kind="token").first()
    assert message is not None
    assert (message.link, message.mail_after is not None) == ("/access/me/tokens/", True)


def test_a_program_has_somebody_who_is_told(administrator: Person) -> None:
    service, anna = make_service(), answerer()
    issue_token(service, name="Scheduler", scopes=["read"], days=90, by=administrator)
    with in_days(84):
        assert remind_of_tokens() == 1
    assert titles(anna)[0].startswith("The API token “Scheduler” of the program Nightly export expires on")
    assert anna.notifications.get(kind="token").link == service.get_absolute_url()
    assert titles(service) == titles(administrator) == []


def test_administrators_are_told_where_nobody_answers_any_more(administrator: Person) -> None:
    service, anna = make_service(), answerer()
    issue_token(service, name="Scheduler", scopes=["read"], days=90, by=administrator)
    deactivate_person(anna.pk, by=administrator, reason="Left")
    with in_days(84):
        remind_of_tokens()
    assert titles(anna) == []
    assert len(titles(administrator)) == 1


def test_what_opens_nothing_and_what_was_renewed_is_not_announced(administrator: Person, engineer: Person) -> None:
    service = make_service()
    revoked, _secret = issue_token(engineer, name="a", scopes=["read"], days=90, by=engineer)
    revoke_token(revoked.pk, by=engineer)
    renewed, _secret = issue_token(service, name="b", scopes=["read"], days=90, by=administrator)
    renew_token(renewed.pk, days=365, by=answerer())
    with in_days(89.5):
        assert remind_of_tokens() == 0
    assert not ApiToken.objects.filter(reminded_for__gt=0).exists()


@pytest.mark.parametrize(("days", "shown"), [(13, True), (15, False)])
def test_it_is_on_my_work_of_whoever_answers(administrator: Person, days: int, shown: object) -> None:
    issue_token(make_service(), name="Scheduler", scopes=["read"], days=days, by=administrator)
    groups = {group.kind.name: group for group in groups_for(fresh(answerer()))}
    assert ("service-tokens" in groups) == shown
    if shown:
        item = groups["service-tokens"].items[0]
        assert item.title == "Nightly export: Scheduler"


def test_a_program_nobody_answers_for_is_work_of_administrators(administrator: Person) -> None:
    service = make_service()
    assert "services-orphaned" not in {group.kind.name for group in groups_for(fresh(administrator))}
    deactivate_person(answerer().pk, by=administrator, reason="Left")
    groups = {group.kind.name: group for group in groups_for(fresh(administrator))}
    assert groups["services-orphaned"].items[0].url == service.get_absolute_url()
