"""The page of one use case and the pages that change it."""

import json
from datetime import timedelta
from typing import Any

import pytest

from access.models import Person
from common.clock import today
from registers.actions.registering import next_numbers
from registers.actions.use_cases import ask_to_join, begin_version, save_draft, share
from registers.actions.use_cases.drafting import new_use_case
from registers.models import UseCase
from registers.reading.assessing import surroundings
from registers.rules.content import content_hash
from tests.factories.clients import client_of
from tests.factories.use_cases import make_approved, make_draft, make_submitted, requester
from trail.recording import record

TABS = ["overview", "data", "scope", "documents", "comments", "people", "versions", "timeline"]


def shown(person: Person, address: str) -> str:
    answer = client_of(person).get(address)
    assert answer.status_code == 200, answer.content.decode()[:2000]
    return " ".join(answer.content.decode().split())


def test_it_works(officer: Person) -> None:
    use_case = make_approved("Answer mail")
    page = shown(officer, use_case.get_absolute_url())
    for words in ("Answer mail", use_case.code, "Approved", "Rita Requester", "Low risk", "Product texts", "Allowed"):
        assert words in page


@pytest.mark.parametrize("tab", TABS)
def test_every_tab_opens_for_drafts_and_decided_ones(officer: Person, tab: str) -> None:
    for use_case in (make_draft("Empty"), make_approved("Full")):
        shown(officer, f"{use_case.get_absolute_url()}?tab={tab}")


def test_the_owner_reads_what_is_open(engineer: Person) -> None:
    use_case = make_draft(owner=engineer)
    page = shown(engineer, use_case.get_absolute_url())
    assert "Version 1 is a draft: 10 points to settle" in page
    assert "Continue the request" in page


def test_strangers_see_what_was_decided_only(engineer: Person) -> None:
    use_case = make_approved("Answer mail")
    begin_version(use_case.pk, by=requester(), note="Secret plans")
    save_draft(use_case.pk, {"title": "Answer letters"}, by=requester())
    address = use_case.get_absolute_url()
    for tab in TABS:
        page = shown(engineer, f"{address}?tab={tab}")
        assert "Secret plans" not in page
        assert "Answer letters" not in page
    assert "Join this one" in shown(engineer, address)
    client = client_of(engineer)
    assert client.get(f"{address}versions/1/").status_code == 200
    for hidden in ("versions/2/", "versions/2/export/", "versions/compare/"):
        assert client.get(f"{address}{hidden}").status_code == 404
    assert client.get(make_draft("Other").get_absolute_url()).status_code == 404


def test_versions_are_compared_in_words(officer: Person) -> None:
    use_case = make_approved("Answer mail")
    begin_version(use_case.pk, by=requester())
    save_draft(use_case.pk, {"title": "Answer letters", "endpoints": ["responses", "embeddings"]}, by=requester())
    page = shown(officer, f"{use_case.get_absolute_url()}versions/compare/?from=1&to=2")
    assert "<ins>embeddings</ins>" in page
    assert "<li>responses</li>" in page
    assert "needed" in page
    assert "<del>Answer mail</del>" in page
    assert "embeddings" in shown(officer, f"{use_case.get_absolute_url()}versions/2/")
    assert shown(officer, f"{use_case.get_absolute_url()}versions/compare/?from=99&to=x")
    assert "a new decision" in shown(officer, "/registers/use-cases/material-fields/")


def test_a_version_is_taken_away_with_what_its_hash_is_made_of(officer: Person) -> None:
    use_case = make_submitted()
    answer = client_of(officer).get(f"{use_case.get_absolute_url()}versions/1/export/")
    taken = json.loads(answer.content)
    assert content_hash(taken["content"]) == taken["content_hash"]
    assert answer["Content-Disposition"] == f'attachment; filename="{use_case.code}-v1.json"'


def act(by: Person, use_case: UseCase, name: str, **fields: Any) -> int:
    client = client_of(by)
    address = f"{use_case.get_absolute_url()}{name}/"
    opened = client.get(address).status_code
    return opened if opened != 200 else client.post(address, fields).status_code


def test_moving_it_through_its_pages(engineer: Person, officer: Person) -> None:
    use_case = make_approved()
    owner = requester()
    assert act(owner, use_case, "begin-version", note="More") == 302
    assert act(owner, use_case, "discard", reason="No") == 302
    assert act(owner, use_case, "share", person=str(engineer.pk), membership="watcher") == 302
    member = use_case.members.get()
    assert act(engineer, use_case, f"members/{member.pk}/remove") == 302
    assert act(engineer, use_case, "follow") == 302
    assert act(owner, use_case, "hand-over", person=str(engineer.pk), reason="I leave") == 302
    assert act(owner, use_case, "retire", reason="Mine no more") == 403
    assert act(engineer, use_case, "retire", reason="Done") == 302
    use_case.refresh_from_db()
    assert use_case.state == "retired"


def test_withdrawing(engineer: Person) -> None:
    use_case = make_submitted(owner=engineer)
    assert act(engineer, use_case, "withdraw", reason="Too early") == 302
    use_case.refresh_from_db()
    assert use_case.state == "withdrawn"


def test_taking_over(officer: Person) -> None:
    days = {"approved_on": today().isoformat(), "approved_until": (today() + timedelta(days=30)).isoformat()}
    said = {"evidence": "Minutes", "reason": "Old register", **days}
    use_case = make_draft()
    assert act(officer, use_case, "take-over", **said) == 302
    use_case.refresh_from_db()
    assert use_case.state == "approved"
    assert act(officer, make_draft("Mine", officer), "take-over", **said) == 422
    assert act(requester(), make_draft("Theirs"), "take-over", **said) == 403


@pytest.mark.parametrize(("button", "joined"), [("accept", True), ("decline", False)])
def test_answering_who_asks_to_join(engineer: Person, button: str, joined: bool) -> None:
    use_case = make_approved()
    assert act(engineer, use_case, "join", message="Us too") == 302
    asked = use_case.join_requests.get()
    assert "Us too" in shown(requester(), f"{use_case.get_absolute_url()}?tab=people")
    assert act(engineer, use_case, f"join/{asked.pk}", submit=button) == 403
    assert act(requester(), use_case, f"join/{asked.pk}", submit=button) == 302
    assert ("contributor" in use_case.relations_of(engineer)) is joined


def test_requests_of_other_use_cases_are_not_answered_here(engineer: Person) -> None:
    asked = ask_to_join(make_approved("One").pk, message="Us", by=engineer)
    assert act(requester(), make_approved("Other"), f"join/{asked.pk}", submit="accept") == 404


def test_strangers_do_not_take_others_off(engineer: Person, data_owner: Person) -> None:
    use_case = make_approved()
    member = share(use_case.pk, data_owner.pk, "contributor", by=requester())
    assert act(engineer, use_case, f"members/{member.pk}/remove") == 403
    assert use_case.members.exists()


def test_what_is_imported_is_offered_to_be_taken_over(officer: Person) -> None:
    use_case, version = new_use_case(
        next_numbers()[0], {"title": "Old one"}, surroundings(), by=officer, owner=requester(), origin="imported"
    )
    use_case.save(force_insert=True)
    version.save(force_insert=True)
    record("registers.use_case.imported", subject=use_case, by=officer, source="Old register", row=2)
    page = shown(officer, use_case.get_absolute_url())
    assert "Take over an approval" in page
    assert "Edit the draft" in page
    assert "What the spreadsheet said besides" in shown(officer, f"{use_case.get_absolute_url()}?tab=import")
    assert take_over(officer, use_case) == 302


def take_over(by: Person, use_case: UseCase) -> int:
    days = {"approved_on": today().isoformat(), "approved_until": today().isoformat()}
    return act(by, use_case, "take-over", evidence="Minutes", reason="Old register", **days)
