"""One's own profile."""

from datetime import timedelta

from access.actions.roles import assign_role
from access.models import Person, Role
from common.clock import today
from tests.factories.clients import client_of

URL = "/access/me/"


def test_it_works(administrator: Person) -> None:
    page = client_of(administrator).get(URL).content.decode()
    assert "Administrator" in page
    assert "Give and take away roles" in page, "what the role allows, in a sentence"
    assert administrator.email in page
    assert "Given when the portal was set up" in page


def test_it_says_who_gave_a_role_and_until_when(engineer: Person, administrator: Person) -> None:
    role = Role.objects.get(slug="auditor")
    assign_role(
        engineer.pk,
        role.pk,
        by=administrator,
        reason="Audit of 2031",
        starts_on=today() + timedelta(days=3),
        ends_on=today() + timedelta(days=9),
    )
    page = client_of(engineer).get(URL).content.decode()
    assert "Given by Ada Administrator" in page
    assert "Not yet" in page
    assert "Audit of 2031" in page, "one's own timeline, also without the permission to read the trail"


def test_without_a_role_it_says_what_to_do(nobody: Person) -> None:
    assert "Ask an administrator" in client_of(nobody).get(URL).content.decode()


def test_somebody_elses_history_is_not_there(engineer: Person, officer: Person) -> None:
    page = client_of(engineer).get(URL).content.decode()
    assert officer.name not in page


def test_another_identity_provider_keeps_the_password(engineer: Person) -> None:
    Person._base_manager.filter(pk=engineer.pk).update(issuer="https://id.example.org/", last_login=None)
    engineer.refresh_from_db()
    client = client_of(engineer)
    assert "/access/me/password/" not in client.get(URL).content.decode()
    assert client.get("/access/me/password/").status_code == 404
