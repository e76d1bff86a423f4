"""Tokens that somebody found: revoked at once, loudly, and without a word to whoever asks whether it was one."""

import json
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.db import connections
from django.test import Client

from access.actions.leaks import Found, report_leak
from access.actions.tokens import issue_token
from access.models import AccessAttempt, ApiToken, Person
from access.rules.service_identities import LONGEST_PLACE, MOST_REPORTS
from tests.factories.clients import ApiClient
from tests.factories.people import make_person
from tests.factories.service_identities import answerer, make_service
from trail.models import TrailEntry

PAGE, API, ME = "/access/tokens/leaked/", "/api/v1/tokens/leaked/", "/api/v1/people/me/"
UNKNOWN = "cpt_" + "x" * 43
ADDRESSES = pytest.mark.parametrize("url", [PAGE, API])


def program() -> Client:
    return Client(enforce_csrf_checks=True)


def report(url: str, data: Any, **options: Any) -> Any:
    return program().post(url, data, content_type="application/json", **options)


def works(secret: str) -> bool:
    return bool(ApiClient(headers={"Authorization": f"Bearer {secret}"}).get(ME).status_code == 200)


@ADDRESSES
def test_it_works(administrator: Person, engineer: Person, url: str) -> None:
    token, secret = issue_token(engineer, name="CI", scopes=["read"], days=9, by=engineer)
    answer = report(url, {"token": secret, "found_at": "https://example.org/paste/1"}, REMOTE_ADDR="203.0.113.9")
    assert (answer.status_code, answer.content) == (204, b"")
    assert not works(secret)
    entry = TrailEntry.objects.get(verb="access.token.leaked")
    assert entry.sentence == (
        f"The API token {token} of Emil Engineer was found at https://example.org/paste/1 and revoked"
    )
    assert (entry.actor, entry.address, entry.details["reported_from"]) == (None, "203.0.113.9", "203.0.113.9")
    told = "found by others and is revoked"
    assert told in engineer.notifications.get(kind="account").title
    assert "of Emil Engineer" in administrator.notifications.get(kind="account").title


def test_a_form_does_it_too(administrator: Person, engineer: Person) -> None:
    _token, secret = issue_token(engineer, name="CI", scopes=["read"], days=9, by=engineer)
    page = program()
    assert "Report a leaked token" in page.get(PAGE).content.decode()
    answer = page.post(PAGE, {"token": f"  export PORTAL_TOKEN={secret}  ", "found_at": ""})
    assert "Thank you" in answer.content.decode()
    assert not works(secret)
    assert "a place nobody named" in TrailEntry.objects.get(verb="access.token.leaked").sentence


def test_who_answers_for_a_program_and_every_administrator_is_told(administrator: Person, officer: Person) -> None:
    second = make_person("Alan Administrator", "administrator")
    service = make_service()
    _token, secret = issue_token(service, name="CI", scopes=["read"], days=9, by=administrator)
    report(PAGE, {"token": secret})
    for person in (answerer(), administrator, second):
        message = person.notifications.filter(kind="account").get()
        assert message.link == service.get_absolute_url()
        assert message.mail_after is not None
    assert not officer.notifications.filter(kind="account").exists()
    assert not service.notifications.filter(kind="account").exists()


@ADDRESSES
def test_the_answer_tells_nothing(engineer: Person, url: str) -> None:
    _token, secret = issue_token(engineer, name="CI", scopes=["read"], days=9, by=engineer)
    answers = [report(url, {"token": each}) for each in (secret, secret, UNKNOWN, "nonsense", secret[:-1])]
    told = {(each.status_code, each.content, frozenset(each.headers.items())) for each in answers}
    known = {(code, content) for code, content, _headers in told}
    assert known == {(204, b"")}
    assert TrailEntry.objects.filter(verb="access.token.leaked").count() == 1
    # What is counted tells nothing either: each report is one, whatever it held.
    assert AccessAttempt.objects.filter(kind="leaked_token").count() == 5


@ADDRESSES
def test_reports_are_limited_for_hits_and_misses_alike(engineer: Person, url: str) -> None:
    _token, secret = issue_token(engineer, name="CI", scopes=["read"], days=9, by=engineer)
    for _number in range(MOST_REPORTS):
        report_leak([Found(UNKNOWN)], address="203.0.113.9")
    for token in (secret, UNKNOWN):
        assert report(url, {"token": token}, REMOTE_ADDR="203.0.113.9").status_code == 429
    assert works(secret)
    assert report(url, {"token": secret}, REMOTE_ADDR="203.0.113.10").status_code == 204
    assert not works(secret)


def test_whoever_reports_locks_nobody_out(engineer: Person) -> None:
    for _number in range(MOST_REPORTS):
        report_leak([Found(UNKNOWN)], address="127.0.0.1")
    answer = Client().post("/access/sign-in/", {"email": engineer.email, "password": "Seven-Quiet-Harbours"})
    assert answer.status_code == 302


@ADDRESSES
def test_a_list_as_scanners_send_it(administrator: Person, engineer: Person, url: str) -> None:
    secrets = [issue_token(engineer, name=name, scopes=["read"], days=9, by=engineer)[1] for name in "ab"]
    listed = [
        {"token": each, "type": "portal_token", "url": f"https://example.org/{place}", "source": "content"}
        for place, each in enumerate([*secrets, UNKNOWN])
    ]
    assert report(url, listed).status_code == 204
    assert not any(works(each) for each in secrets)
    places = {entry.details["place"] for entry in TrailEntry.objects.filter(verb="access.token.leaked")}
    assert places == {"https://example.org/0", "https://example.org/1"}


@ADDRESSES
@pytest.mark.parametrize(
    "body", [{}, [], "x", {"token": ""}, {"token": 1}, {"token": None}, {"token": UNKNOWN, "found_at": 1}, [UNKNOWN]]
)
def test_what_is_no_report_is_refused(db: None, url: str, body: Any) -> None:
    assert report(url, json.dumps(body)).status_code == 422
    assert not AccessAttempt.objects.exists()


@pytest.mark.parametrize(("url", "code"), [(PAGE, 422), (API, 400)])
@pytest.mark.parametrize("body", [b"{", b"\xff", b"[" * 100_000])
def test_what_is_no_json_is_refused(db: None, url: str, code: int, body: bytes) -> None:
    assert report(url, body).status_code in {code, 413}


def test_a_large_body_is_refused(db: None) -> None:
    assert report(PAGE, {"token": "x" * 70_000}).status_code == 413
    assert report(API, [{"token": "x"}] * 101).status_code == 422


def test_where_it_was_found_is_plain_text_of_bounded_length(engineer: Person) -> None:
    _token, secret = issue_token(engineer, name="CI", scopes=["read"], days=9, by=engineer)
    report(PAGE, {"token": secret, "found_at": "<b>\r\n\x00\u202e" + "x" * 5_000})
    place = TrailEntry.objects.get(verb="access.token.leaked").details["place"]
    assert place.startswith("<b> xxx")
    assert len(place) == LONGEST_PLACE


def test_what_opens_nothing_any_more_stays_as_it_is(engineer: Person) -> None:
    token, secret = issue_token(engineer, name="CI", scopes=["read"], days=9, by=engineer)
    report(PAGE, {"token": secret})
    revoked = ApiToken.objects.get(pk=token.pk).revoked_at
    report(PAGE, {"token": secret})
    assert ApiToken.objects.get(pk=token.pk).revoked_at == revoked


@pytest.mark.django_db(transaction=True)
def test_two_reports_at_once_revoke_it_once(engineer: Person) -> None:
    _token, secret = issue_token(engineer, name="CI", scopes=["read"], days=9, by=engineer)

    def tell(number: int) -> int:
        try:
            return int(report(PAGE, {"token": secret}, REMOTE_ADDR=f"203.0.113.{number}").status_code)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(4) as pool:
        assert set(pool.map(tell, range(1, 5))) == {204}
    assert TrailEntry.objects.filter(verb="access.token.leaked").count() == 1
    assert not works(secret)
