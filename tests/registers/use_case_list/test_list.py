"""The list of use cases: who sees what, what filters keep, how orders page, what exports hold."""

import json
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from access.models import Person
from common.clock import held_at, now, today
from registers.actions.use_cases import hand_over, share
from registers.models import UseCase
from tests.factories.clients import client_of
from tests.factories.registers import make_category, make_model, make_rule
from tests.factories.use_cases import make_approved, make_draft, make_submitted, requester

URL = "/registers/use-cases/"


def text(response) -> str:
    return str(response.content.decode())


def titles(client: Client, query: str = "") -> list[str]:
    response = client.get(f"{URL}?{query}")
    assert response.status_code == 200, text(response)
    return [row.record.title for row in response.context["listing"].table.rows]


@pytest.fixture
def three(officer: Person, engineer: Person) -> None:
    """A draft of the engineer, one in review, one approved."""
    make_approved("Answer customer mail")
    make_submitted("Sort applications", purpose="Rank the letters of applicants")
    make_draft("Chat with visitors", owner=engineer, purpose="A chatbot for the website")


def test_it_works(three: None, officer: Person) -> None:
    response = client_of(officer).get(URL)
    assert response.status_code == 200
    page = text(response)
    assert "Answer customer mail" in page
    assert "Product texts" in page
    assert UseCase.objects.get(title="Sort applications").code in page
    assert response.context["primary_action"].label == "New use case"


def test_the_empty_register_leads_to_the_request(officer: Person, auditor: Person) -> None:
    page = text(client_of(officer).get(URL))
    assert 'href="/registers/use-cases/new/"' in page
    assert 'href="/registers/imports/new/"' in page
    assert "No use case is on the register yet" in page
    assert 'href="/registers/use-cases/new/"' not in text(client_of(auditor).get(URL))


def test_drafts_of_others_are_for_overseers(three: None, engineer: Person, data_owner: Person, nobody: Person) -> None:
    assert titles(client_of(engineer)) == ["Chat with visitors", "Answer customer mail"]
    assert titles(client_of(data_owner)) == ["Answer customer mail"]
    assert client_of(nobody).get(URL).status_code == 404


def test_every_word_of_the_purpose_is_found(three: None, officer: Person) -> None:
    client = client_of(officer)
    assert titles(client, "q=chatbot") == ["Chat with visitors"]
    assert titles(client, "q=website+chatb") == ["Chat with visitors"]
    assert titles(client, "q=letters") == ["Sort applications"]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("state=in-review", ["Sort applications"]),
        ("state=in-review&state=draft", ["Chat with visitors", "Sort applications"]),
        ("owner=emil", ["Chat with visitors"]),
        ("risk=low&risk=medium", ["Sort applications", "Answer customer mail"]),
        ("approval=in-force", ["Answer customer mail"]),
        ("approval=ending", []),
        ("origin=imported", []),
        ("endpoint=responses", ["Sort applications", "Answer customer mail"]),
        ("endpoint=embeddings", []),
        ("environment=production", ["Sort applications", "Answer customer mail"]),
        ("without_owner=yes", []),
        ("ai_act_class=minimal", ["Sort applications", "Answer customer mail"]),
    ],
)
def test_filters(three: None, officer: Person, query: str, found: list[str]) -> None:
    assert titles(client_of(officer), query) == found


def test_filters_by_what_the_shown_version_names(three: None, officer: Person) -> None:
    mail = make_category("Customer e-mail", personal=True)
    make_rule(mail, "mask")
    use_case = make_submitted("Read mail", categories=(mail,))
    client = client_of(officer)
    assert titles(client, f"category={mail.pk}") == ["Read mail"]
    model, project = (getattr(use_case.version, f"version_{link}s").get() for link in ("model", "project"))
    assert "Read mail" in titles(client, f"model={model.model_id}")
    assert titles(client, f"model={make_model('other').pk}") == []
    assert len(titles(client, f"project={project.project_id}")) == 3


def test_mine(three: None, officer: Person, engineer: Person) -> None:
    client = client_of(engineer)
    assert titles(client, "mine=owner") == ["Chat with visitors"]
    share(UseCase.objects.get(title="Sort applications").pk, engineer.pk, "watcher", by=requester())
    assert titles(client, "mine=any") == ["Chat with visitors", "Sort applications"]


def test_department_and_owner_follow_a_hand_over(three: None, officer: Person, engineer: Person) -> None:
    hand_over(UseCase.objects.get(title="Sort applications").pk, engineer.pk, by=officer, reason="Moves")
    client = client_of(officer)
    assert titles(client, f"owner={engineer.pk}") == ["Chat with visitors", "Sort applications"]
    assert titles(client, f"department={engineer.department_id}") == ["Chat with visitors", "Sort applications"]


def test_an_approval_that_ran_out_is_told_and_found(three: None, officer: Person) -> None:
    with held_at(now() + timedelta(days=70)):
        assert titles(client_of(officer), "approval=ending") == ["Answer customer mail"]
    with held_at(now() + timedelta(days=100)):
        client = client_of(officer)
        assert titles(client, "approval=lapsed") == ["Answer customer mail"]
        assert "Approval over" in text(client.get(URL))


@pytest.mark.parametrize("sort", ["code", "title", "approved_until", "changed_at"])
@pytest.mark.parametrize("way", ["", "-"])
def test_every_order_pages_through_everything_once(
    three: None, officer: Person, sort: str, way: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("access.listing.ROWS", 1)
    client, url, seen = client_of(officer), f"{URL}?sort={way}{sort}", []
    while url:
        listing = client.get(url).context["listing"]
        seen += [row.record.title for row in listing.table.rows]
        url = listing.page.next_url
    assert sorted(seen) == ["Answer customer mail", "Chat with visitors", "Sort applications"]


def test_the_export_holds_the_filtered_list_whole(three: None, officer: Person, engineer: Person) -> None:
    rows = json.loads(client_of(officer).get(f"{URL}?q=applicants&export=json").content)
    assert len(rows) == 1
    row = rows[0]
    assert row["purpose"] == "Rank the letters of applicants"
    assert (row["state"], row["owner"], row["categories"]) == ("In review", "Rita Requester", "Product texts")
    assert (row["endpoints"], row["environments"]) == ("responses", "Production")
    assert client_of(engineer).get(f"{URL}?export=json").status_code == 403
    line = client_of(officer).get(f"{URL}?q=answer&export=csv").content.decode("utf-8-sig").splitlines()
    assert line[0].startswith("Code,Title,State,Owner,")
    assert str(today() + timedelta(days=90)) in "".join(line)


def test_queries_do_not_grow_with_rows(officer: Person, engineer: Person) -> None:
    for reader in (officer, engineer):
        client = client_of(reader)
        client.get(URL)
        make_approved(f"First of {reader}")
        with CaptureQueriesContext(connection) as few:
            client.get(URL)
        for number in range(3):
            make_approved(f"{reader} {number}")
        with CaptureQueriesContext(connection) as many:
            client.get(URL)
        assert len(many) == len(few) <= 12, [each["sql"][:150] for each in many]
