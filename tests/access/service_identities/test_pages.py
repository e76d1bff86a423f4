"""Pages of service identities: for those who may see them, and for whoever answers for one."""

import re
from typing import Any

import pytest
from django.test import Client

from access.actions.people import deactivate_person
from access.actions.tokens import issue_token
from access.bulk import mark_of
from access.models import ApiToken, Person, Role
from tests.factories.clients import ApiClient, client_of
from tests.factories.people import PASSWORD, fresh
from tests.factories.service_identities import answerer, make_service
from trail.models import TrailEntry

LIST = "/access/services/"


@pytest.fixture
def page(administrator: Person) -> Client:
    return client_of(administrator)


@pytest.fixture
def service(administrator: Person) -> Person:
    return make_service("Nightly export", "engineer")


def at(service: Person, *parts: str) -> str:
    return "/".join([f"{LIST}{service.pk}", *parts]) + "/"


def text(client: Client, url: str) -> str:
    answer = client.get(url)
    assert answer.status_code == 200, url
    return answer.content.decode()


def test_it_works(page: Client, administrator: Person) -> None:
    anna = answerer()
    fields = {"name": "Lake loader", "purpose": "Fills the lake", "answerable": str(anna.pk), "confirmation": PASSWORD}
    answer = page.post(f"{LIST}new/", fields)
    service = Person.objects.services().get()
    assert answer.headers["Location"] == service.get_absolute_url() == at(service)
    shown = text(page, at(service))
    for each in ("Lake loader", "Fills the lake", "Anna Answers", "No tokens yet", "entered the program"):
        assert each in shown
    listed = text(page, LIST)
    assert all(each in listed for each in ("Lake loader", "Anna Answers", "In use"))


def test_without_the_step_up_nothing_happens(page: Client, service: Person) -> None:
    answer = page.post(at(service, "retire"), {"reason": "x", "confirmation": "wrong"})
    assert answer.status_code == 422
    assert fresh(service).is_active


def test_a_token_is_shown_once(page: Client, service: Person) -> None:
    fields = {"name": "Scheduler", "scope": "write", "days": "30", "confirmation": PASSWORD}
    shown = page.post(at(service, "tokens", "new"), fields).content.decode()
    found = re.search(r"cpt_[\w-]{43}", shown)
    assert found is not None
    me = ApiClient(headers={"Authorization": f"Bearer {found.group()}"}).get("/api/v1/people/me/").json()
    assert me["id"] == str(service.pk)
    assert ApiToken.objects.get().scopes == ["read", "write"]
    again = text(page, at(service))
    assert found.group() not in again
    assert "Scheduler" in again


@pytest.mark.parametrize("wrong", [{"scope": "scim"}, {"days": "0"}, {"days": "366"}, {"name": ""}])
def test_a_token_that_cannot_be_is_422(page: Client, service: Person, wrong: dict[str, str]) -> None:
    fields = {"name": "Scheduler", "scope": "read", "days": "30", "confirmation": PASSWORD, **wrong}
    assert page.post(at(service, "tokens", "new"), fields).status_code == 422
    assert not ApiToken.objects.exists()


def test_whoever_answers_for_it_sees_it_and_renews_and_revokes(administrator: Person, service: Person) -> None:
    token, _secret = issue_token(service, name="Scheduler", scopes=["read"], days=5, by=administrator)
    own = client_of(answerer())
    assert "Nightly export" in text(own, "/access/me/tokens/")
    shown = text(own, at(service))
    assert "Renew" in shown
    assert "Issue a token" not in shown
    assert "issued the API token" in shown, "the timeline of what one answers for"
    assert own.get(LIST).status_code == 404
    renewed = own.post(at(service, "tokens", str(token.pk), "renew"), {"days": "90", "confirmation": PASSWORD})
    assert re.search(r"cpt_[\w-]{43}", renewed.content.decode())
    own.post(at(service, "tokens", str(token.pk), "revoke"), {"reason": "Replaced", "confirmation": PASSWORD})
    assert ApiToken.objects.get(pk=token.pk).revoked_at is not None
    assert TrailEntry.objects.about(service)[0].sentence == (
        f"Anna Answers revoked the API token {token} of Nightly export"
    )


def test_they_do_no_more_than_that(administrator: Person, service: Person) -> None:
    own = client_of(answerer(), confirmed=True)
    for what in ("edit", "hand-over", "retire", "tokens/new"):
        assert own.get(at(service, what)).status_code == 403, what
    assert own.get(at(service, "assign-role")).status_code == 403
    # The list of all of them is not theirs to see, so neither is the way to a new one.
    assert own.get(f"{LIST}new/").status_code == 404


def test_it_does_not_exist_for_others(engineer: Person, service: Person, administrator: Person) -> None:
    token, _secret = issue_token(service, name="t", scopes=["read"], days=5, by=administrator)
    other = client_of(engineer, confirmed=True)
    own_tokens = (f"tokens/{token.pk}/renew/", f"tokens/{token.pk}/revoke/")
    for part in ("", *own_tokens, "edit/", "retire/", "hand-over/", "tokens/new/"):
        assert other.get(at(service) + part).status_code == 404, part


def test_officers_and_auditors_read(officer: Person, auditor: Person, service: Person) -> None:
    for person in (officer, auditor):
        client = client_of(person, confirmed=True)
        assert "Nightly export" in text(client, LIST)
        assert "Issue a token" not in text(client, at(service))
        assert client.get(at(service, "edit")).status_code == 403


def test_roles_are_given_that_decide_on_nothing(page: Client, service: Person) -> None:
    offered = text(page, at(service, "assign-role"))
    assert "Data owner" in offered
    assert "Compliance officer" not in offered
    assert "Runs identity and settings" not in offered
    fields = {"role": str(Role.objects.get(slug="data-owner").pk), "reason": "Reads", "confirmation": PASSWORD}
    answer = page.post(at(service, "assign-role"), fields)
    assert answer.headers["Location"] == at(service)
    assert fresh(service).has_role("data-owner")
    wrong = {**fields, "role": str(Role.objects.get(slug="administrator").pk)}
    assert page.post(at(service, "assign-role"), wrong).status_code == 422


def test_it_is_handed_over_retired_and_brought_back(page: Client, service: Person, engineer: Person) -> None:
    page.post(
        at(service, "hand-over"), {"answerable": str(engineer.pk), "reason": "Moves on", "confirmation": PASSWORD}
    )
    assert fresh(service).answerable == engineer
    page.post(at(service, "retire"), {"reason": "Replaced"})
    assert "Retired" in text(page, at(service))
    assert "retired" not in text(page, f"{LIST}?active=yes")
    page.post(at(service, "bring-back"), {"reason": "Needed"})
    assert fresh(service).is_active


def test_it_says_that_nobody_answers(page: Client, administrator: Person, service: Person) -> None:
    assert "Nobody there answers" not in text(page, at(service))
    deactivate_person(answerer().pk, by=administrator, reason="Left")
    assert "Nobody there answers for it" in text(page, at(service))
    assert "Nightly export" in text(page, f"{LIST}?orphaned=yes")


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("q=night", True), ("q=register", True), ("q=zebra", False), ("answerable=anna", True),
        ("answerable=otto", False), ("role=engineer", True), ("role=auditor", False), ("active=no", False),
        ("tokens=none", False), ("tokens=soon", True), ("used=never", True), ("used=90", False),
        ("orphaned=yes", False), ("sort=last_used_at", True), ("sort=-first_end", True), ("sort=-created_at", True),
    ],
)  # fmt: skip
def test_filters_and_orders(page: Client, administrator: Person, service: Person, query: str, found: object) -> None:
    issue_token(service, name="t", scopes=["read"], days=5, by=administrator)
    assert ("Reads the register every night" in text(page, f"{LIST}?{query}")) == found


def test_exports_hold_what_the_list_shows(page: Client, service: Person) -> None:
    answer: Any = page.get(f"{LIST}?export=csv")
    told = b"".join(answer.streaming_content).decode() if answer.streaming else answer.content.decode()
    assert "Nightly export" in told
    assert "Anna Answers" in told


def test_many_are_retired_at_once(page: Client, service: Person) -> None:
    keys = [service.pk, make_service("Second").pk]
    chosen = {"action": "retire", "selected": [str(key) for key in keys], "expected": mark_of(keys), "confirmed": "1"}
    page.post(f"{LIST}?do=bulk", {**chosen, "reason": "Clean up", "confirmation": PASSWORD})
    assert not Person.objects.services().filter(is_active=True).exists()
    assert TrailEntry.objects.filter(verb="access.service.retired", reason="Clean up").count() == 2
