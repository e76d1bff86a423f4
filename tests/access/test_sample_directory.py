"""What the sample's identity provider is told, and the sample's people bound to it."""

import base64
import hashlib
import json
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse

from access.models import LOCAL_ISSUER, Person
from access.sample.directory import bind_people, write_directory
from access.sample.people import EVERYBODY, FIRST_ADMINISTRATOR, GROUPS, PEOPLE
from common.permissions import ADMINISTRATOR, AUDITOR, ENGINEER
from tests.factories.people import fresh, make_person
from trail.models import TrailEntry


@pytest.fixture
def directory(tmp_path: Path, settings: Any) -> dict[str, Any]:
    settings.ALLOWED_HOSTS = ["localhost", "127.0.0.1", ".example.org", "*"]
    settings.PUBLIC_ADDRESS, settings.PORT = "http://localhost:8000", 8000
    settings.OIDC_RP_CLIENT_ID, settings.OIDC_RP_CLIENT_SECRET = "portal", "a secret"
    path = tmp_path / "identity" / "directory.json"
    write_directory(path)
    assert path.stat().st_mode & 0o077 == 0
    content: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return content


def test_it_works(directory: dict[str, Any], settings: Any) -> None:
    assert directory["organisation"] == "Halden Mutual"
    people = {each["sub"]: each for each in directory["people"]}
    assert len(people) == len(PEOPLE) + 1
    adaeze = people["adaeze.okafor"]
    assert (adaeze["email"], adaeze["title"]) == ("adaeze.okafor@halden.example", "Engineer")
    assert adaeze["groups"] == [EVERYBODY, GROUPS[ENGINEER]]
    assert people["erik.johansen"]["active"] is False
    (portal,) = directory["clients"]
    callback = reverse("access:oidc-callback")
    assert portal["redirect_uris"] == [f"http://localhost:8000{callback}", f"http://127.0.0.1:8000{callback}"]
    assert (portal["client_id"], portal["client_secret"]) == ("portal", "a secret")


def test_the_password_stands_there_as_a_digest(directory: dict[str, Any], settings: Any) -> None:
    for person in directory["people"]:
        kind, cost, size, parallel, salt, key = person["password"].split("$")
        costs = {"n": int(cost), "r": int(size), "p": int(parallel)}
        made = hashlib.scrypt(settings.SAMPLE_PASSWORD.encode(), salt=base64.b64decode(salt), **costs, dklen=32)
        assert (kind, made) == ("scrypt", base64.b64decode(key))


def test_roles_come_from_groups_or_by_hand() -> None:
    for sample in (FIRST_ADMINISTRATOR, *PEOPLE):
        by_groups = [role for role in sample.roles if GROUPS.get(role) in sample.groups]
        assert sorted([*by_groups, *sample.roles_by_hand]) == sorted(sample.roles), sample.name
    by_hand = [sample for sample in PEOPLE if sample.roles_by_hand]
    assert 3 <= len(by_hand) < len(PEOPLE) / 2
    assert all(AUDITOR in sample.roles_by_hand for sample in PEOPLE if AUDITOR in sample.roles)


def test_a_sample_of_before_is_bound_once(db: None, settings: Any) -> None:
    make_person("Nora Lindqvist", ADMINISTRATOR)
    nora = Person.objects.get(name="Nora Lindqvist")
    Person.objects.filter(pk=nora.pk).update(email=FIRST_ADMINISTRATOR.email)
    other = make_person("Somebody Else")
    assert bind_people() == 1
    nora = fresh(nora)
    assert (nora.issuer, nora.subject) == (settings.SAMPLE_ISSUER, "nora.lindqvist")
    assert not nora.has_usable_password()
    assert TrailEntry.objects.get(verb="access.person.linked").subject_id == str(nora.pk)
    assert bind_people() == 0
    # The provider moved to another port.
    settings.SAMPLE_ISSUER = "http://localhost:8012"
    assert bind_people() == 1
    assert fresh(nora).issuer == "http://localhost:8012"
    assert fresh(other).issuer == LOCAL_ISSUER


def test_nothing_is_written_where_another_provider_is_used(settings: Any) -> None:
    settings.SAMPLE_IDENTITY = False
    with pytest.raises(CommandError, match="not in use here"):
        call_command("sample_directory")
