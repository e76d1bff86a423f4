"""Versions over the API: what is not decided yet is for whom it concerns, as on the pages."""

import pytest

from access.models import Person
from registers.actions.use_cases import begin_version, save_draft
from registers.models import UseCase
from tests.factories.clients import api_of
from tests.factories.use_cases import make_approved, requester

ADDRESS = "/api/v1/use-cases/{}/"


@pytest.fixture
def revised(db: None) -> UseCase:
    """An approved use case whose change is drafted."""
    use_case = make_approved()
    begin_version(use_case.pk, by=requester(), note="Not decided yet")
    save_draft(use_case.pk, {"purpose": "A secret plan"}, by=requester())
    return use_case


def test_it_works(revised: UseCase, auditor: Person) -> None:
    for reader in (requester(), auditor):
        answer = api_of(reader).get(ADDRESS.format(revised.pk) + "versions/").json()
        assert [each["version"] for each in answer["results"]] == [2, 1]
        assert api_of(reader).get(ADDRESS.format(revised.pk) + "versions/2/").json()["note"] == "Not decided yet"


def test_others_see_what_was_decided_only(revised: UseCase, engineer: Person) -> None:
    api = api_of(engineer)
    answer = api.get(ADDRESS.format(revised.pk) + "versions/")
    assert [each["version"] for each in answer.json()["results"]] == [1]
    assert "secret" not in answer.content.decode()
    assert api.get(ADDRESS.format(revised.pk) + "versions/2/").status_code == 404
    assert api.get(ADDRESS.format(revised.pk) + "versions/1/").status_code == 200
    whole = api.get(ADDRESS.format(revised.pk)).json()
    assert (whole["in_force_version"], whole["proposed_version"], whole["members"]) == (1, None, [])
