"""`manage.py invite`."""

from io import StringIO
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from access.models import Person
from tests.factories.people import make_person
from trail.models import TrailEntry


def invite(*arguments: str) -> str:
    out = StringIO()
    call_command("invite", *arguments, stdout=out)
    return out.getvalue().split()[-1]


def test_it_works(db: None, settings) -> None:
    settings.PUBLIC_ADDRESS, settings.ADDRESS_IS_TOLD = "https://portal.example.org", True
    address = invite("nora@example.org", "--name", "Nora New")
    assert address.startswith("https://portal.example.org/access/")
    assert Client().get(urlsplit(address).path, follow=True).status_code == 200
    person = Person.objects.get(email="nora@example.org")
    assert (person.name, person.assignments_today) == ("Nora New", [])
    entry = TrailEntry.objects.get(verb="access.person.invited", subject_id=str(person.pk))
    assert (entry.actor_id, entry.channel) == (None, "command")


def test_the_link_leads_to_the_portal_that_runs(db: None, settings, tmp_path: Path) -> None:
    settings.ADDRESS_FILE = tmp_path / "address"
    assert invite("a@example.org", "--name", "Ada").startswith(f"http://localhost:{settings.PORT}/")
    settings.ADDRESS_FILE.write_text("http://localhost:8123\n")
    assert invite("b@example.org", "--name", "Bea").startswith("http://localhost:8123/access/")


def test_an_administrator_is_appointed_and_a_lost_address_made_anew(db: None) -> None:
    invite("nora@example.org", "--name", "Nora New", "--administrator")
    invite("nora@example.org", "--name", "Nora New", "--administrator")
    assert Person.objects.get(email="nora@example.org").has_role("administrator")
    assert TrailEntry.objects.filter(verb="access.role.assigned").count() == 1


@pytest.mark.parametrize(
    ("email", "name", "message"),
    [
        ("nora@example.org", "Twin", "has this e-mail address already"),
        ("nora", "Nora", "valid email"),
        ("x@example.org", " ", "name"),
        ("x@example.org", "x" * 201, "name"),
    ],
)
def test_it_refuses_clearly(db: None, email: str, name: str, message: str) -> None:
    make_person("Nora")
    with pytest.raises(CommandError, match=message):
        invite(email, "--name", name)
