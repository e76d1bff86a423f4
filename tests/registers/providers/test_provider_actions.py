"""Providers and projects: entered, changed, retired."""

from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.db.models import Model

from access.models import Person
from access.permits import PermissionRefused
from common.refusals import Refused
from registers.actions.providers import (
    create_project,
    create_provider,
    edit_project,
    edit_provider,
    retire_project,
    retire_provider,
)
from registers.models import Provider
from tests.factories.registers import make_model, make_project, make_provider
from trail.models import TrailEntry


def verbs_of(row: Model) -> list[str]:
    return [entry.verb for entry in TrailEntry.objects.about(row)]


def code_of(refused: pytest.ExceptionInfo[Refused]) -> str:
    return refused.value.refusal.code


def test_it_works(officer: Person) -> None:
    provider = create_provider(by=officer, name=" OpenAI  main ", external_id="org-1", retention="mam")
    assert (provider.name, provider.kind, provider.retention) == ("OpenAI main", "openai", "mam")
    project = create_project(provider.pk, by=officer, name="Support", region="eu", owner_id=officer.pk)
    assert (project.effective_retention, project.owner, project.environment) == ("mam", officer, "production")
    edit_project(project.pk, by=officer, retention="zdr", reason="Amendment signed")
    edit_provider(provider.pk, by=officer, note="Contract of May")
    project.refresh_from_db()
    assert project.effective_retention == "zdr"
    retire_project(project.pk, by=officer, reason="Moved")
    retire_provider(provider.pk, by=officer, reason="Closed")
    assert verbs_of(project) == [f"registers.project.{past}" for past in ("retired", "edited", "created")]
    assert verbs_of(provider) == [
        "registers.provider.retired",
        "registers.project.retired",
        "registers.provider.edited",
        "registers.project.edited",
        "registers.project.created",
        "registers.provider.created",
    ]
    entry = TrailEntry.objects.get(verb="registers.project.edited")
    assert (entry.reason, entry.changes[0]["fields"]) == ("Amendment signed", {"retention": ["inherited", "zdr"]})


def test_what_is_not_given_stays_and_what_stays_is_not_told(officer: Person) -> None:
    project = make_project("Support", note="As agreed")
    edit_project(project.pk, by=officer, name="Support")
    edit_provider(project.provider_id, by=officer, name=project.provider.name)
    retired = retire_project(project.pk, by=officer, reason="Moved")
    assert retire_project(project.pk, by=officer, reason="Again").retired_at == retired.retired_at
    assert retired.note == "As agreed"
    assert verbs_of(project) == ["registers.project.retired", "registers.project.created"]


def test_permitted_models_are_a_list_of_the_same_provider(officer: Person) -> None:
    first, second = make_model("gpt-5.5"), make_model("gpt-5.5-mini")
    project = make_project("Support", model_access="listed", permitted_models=[first.pk])
    edit_project(project.pk, by=officer, permitted_models=[second.pk])
    assert list(project.permitted_models.all()) == [second]
    entry = TrailEntry.objects.about(project)[0]
    assert {(change["kind"], change["name"]) for change in entry.changes} == {
        ("created", "Support: gpt-5.5-mini"),
        ("deleted", "Support: gpt-5.5"),
    }
    strange = make_model("other", make_provider("Other organisation"))
    with pytest.raises(Refused) as refused:
        edit_project(project.pk, by=officer, permitted_models=[strange.pk])
    assert code_of(refused) == "other_provider"
    with pytest.raises(Refused) as refused:
        edit_project(project.pk, by=officer, permitted_models=[])
    assert code_of(refused) == "no_models"
    assert list(project.permitted_models.all()) == [second]


@pytest.mark.parametrize(
    ("content", "code"),
    [
        ({"name": " "}, "name_missing"),
        ({"name": "openai MAIN"}, "name_taken"),
        ({"name": "a\u202eb"}, "unseen_character"),
    ],
)
def test_a_provider_has_a_name_of_its_own(officer: Person, content: dict[str, str], code: str) -> None:
    make_provider("OpenAI main")
    with pytest.raises(Refused) as refused:
        create_provider(by=officer, **content)
    assert code_of(refused) == code
    assert Provider.objects.count() == 1


def test_an_id_at_the_provider_is_there_once(officer: Person) -> None:
    project = make_project("Support", external_id="proj_1")
    with pytest.raises(Refused) as refused:
        make_project("Other", external_id="proj_1")
    assert code_of(refused) == "name_taken"
    make_project("Other", make_provider("Elsewhere"), external_id="proj_1")
    with pytest.raises(ValidationError):
        edit_project(project.pk, by=officer, region="moon")


def test_what_is_retired_stays_as_it_was(officer: Person) -> None:
    project = make_project("Support")
    with pytest.raises(Refused) as refused:
        retire_provider(project.provider_id, by=officer, reason="Closed")
    assert code_of(refused) == "projects_in_use"
    retire_project(project.pk, by=officer, reason="Moved")
    retire_provider(project.provider_id, by=officer, reason="Closed")
    for change in (
        lambda: edit_project(project.pk, by=officer, note="x"),
        lambda: edit_provider(project.provider_id, by=officer, note="x"),
        lambda: create_project(project.provider_id, by=officer, name="New"),
        lambda: make_model("new", provider=project.provider),
    ):
        with pytest.raises(Refused):
            change()


def test_only_officers_and_administrators(engineer: Person, auditor: Person, administrator: Person) -> None:
    project = make_project("Support")
    for person in (engineer, auditor):
        for change in (
            lambda by: create_provider(by=by, name="x"),
            lambda by: edit_provider(project.provider_id, by=by, name="x"),
            lambda by: retire_provider(project.provider_id, by=by, reason="x"),
            lambda by: create_project(uuid4(), by=by, name="x"),
            lambda by: edit_project(project.pk, by=by, name="x"),
            lambda by: retire_project(project.pk, by=by, reason="x"),
        ):
            with pytest.raises(PermissionRefused):
                change(person)
