"""Names of people, departments, roles, tokens and views: by page, API and command line."""

from typing import Any

import pytest
from django.core.management import CommandError, call_command

from access.actions.people import edit_person
from access.actions.tokens import issue_token
from access.models import Department, Person, Role, SavedView
from common.refusals import Refused
from tests.factories.clients import api_of, client_of
from trail.models import TrailEntry

BAD = "Sales\u202eexe"


def test_it_works(administrator: Person, engineer: Person) -> None:
    program = api_of(administrator)
    assert program.post("/api/v1/departments/", {"name": " North\n Sales\t"}).json()["name"] == "North Sales"
    assert TrailEntry.objects.filter(verb="access.department.created").latest("id").subject_name == "North Sales"
    edit_person(engineer.pk, name="Emil\r\nEngineer", department_id=engineer.department_id, by=administrator)
    engineer.refresh_from_db()
    assert engineer.name == "Emil Engineer"


@pytest.mark.parametrize(
    ("method", "path", "data"),
    [
        ("post", "/api/v1/departments/", {}),
        ("post", "/api/v1/people/", {"email": "new@example.org"}),
        ("post", "/api/v1/roles/", {"permissions": ["access.view_people"]}),
    ],
)
def test_the_api_names_the_field(administrator: Person, method: str, path: str, data: dict[str, Any]) -> None:
    answer = getattr(api_of(administrator), method)(path, {**data, "name": BAD})
    assert answer.status_code == 422
    (error,) = answer.json()["errors"]
    assert (error["field"], error["code"]) == ("name", "unseen_character")
    assert "U+202E" in error["detail"]


@pytest.mark.parametrize(
    ("path", "data"),
    [
        ("/access/departments/new/", {}),
        ("/access/people/invite/", {"email": "new@example.org"}),
        ("/access/roles/new/", {"permissions": ["access.view_people"]}),
        ("/access/me/tokens/new/", {"scope": "read", "days": "3"}),
    ],
)
def test_a_form_says_so_at_the_field(administrator: Person, path: str, data: dict[str, Any]) -> None:
    before = Department.objects.count(), Person.objects.count(), Role.objects.count(), administrator.tokens.count()
    answer = client_of(administrator, confirmed=True).post(path, {**data, "name": BAD})
    assert answer.status_code == 422
    assert "U+202E" in answer.content.decode()
    after = Department.objects.count(), Person.objects.count(), Role.objects.count(), administrator.tokens.count()
    assert after == before


def test_a_view_too(administrator: Person) -> None:
    client = client_of(administrator)
    answer = client.post("/access/people/?do=save-view", {"name": BAD}, follow=True)
    assert "U+202E" in answer.content.decode()
    assert not SavedView.objects.exists()


def test_a_token_and_the_command_line_too(administrator: Person) -> None:
    with pytest.raises(Refused, match=r"U\+202E"):
        issue_token(administrator, name=BAD, scopes=["read"], days=1, by=administrator)
    with pytest.raises(CommandError, match=r"U\+202E"):
        call_command("invite", "new@example.org", "--name", BAD)
