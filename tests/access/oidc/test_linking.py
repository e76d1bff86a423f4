"""Whom the directory entered and whom the provider vouches for are one person, by the id that both know."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import transaction
from django.test import Client

from access.actions.people import deactivate_person, sign_in_link
from access.actions.roles import appoint_administrator
from access.models import SCIM_ISSUER, Person
from common.clock import now
from common.identifiers import new_id
from tests.access.oidc.conftest import maya
from tests.access.oidc.provider import Provider
from tests.access.oidc.test_people import verbs_of
from tests.factories.people import fresh, make_person
from tests.factories.scim import Directory
from trail.recording import record

pytestmark = pytest.mark.django_db

ComeIn = Callable[..., Any]


@pytest.fixture
def directory(administrator: Person) -> Directory:
    return Directory()


def entered_by_directory(**fields: Any) -> Person:
    """Enter somebody as SCIM does: known by the directory's id, never here so far."""
    person = Person(
        pk=new_id(), issuer=SCIM_ISSUER, name="Maya Directory", email="maya@example.com", provisioned_at=now(), **fields
    )
    person.subject = str(person.pk)
    person.set_unusable_password()
    with transaction.atomic():
        person.save(force_insert=True)
        record("access.person.invited", subject=person, by=None)
    return person


def test_whom_the_directory_entered_is_bound(provider: Provider, come_in: ComeIn) -> None:
    person = entered_by_directory(external_id="u-1")

    come_in()

    bound = fresh(person)
    assert (bound.issuer, bound.subject) == (provider.issuer, "u-1")
    assert bound.name == "Maya Directory"
    assert "access.person.linked" in verbs_of(person)
    assert Person.objects.filter(email="maya@example.com").count() == 1


def test_the_directory_and_the_provider_meet_in_another_claim(
    provider: Provider, come_in: ComeIn, settings: Any
) -> None:
    settings.OIDC_LINK_CLAIM = "employee"
    provider.person["employee"] = "e-77"
    person = entered_by_directory(external_id="e-77")

    come_in()

    assert fresh(person).subject == "u-1"


def test_an_address_the_provider_did_not_prove_binds_nobody(provider: Provider, come_in: ComeIn, settings: Any) -> None:
    settings.OIDC_LINK_CLAIM = "email"
    person = entered_by_directory(external_id="maya@example.com")
    provider.userinfo["email_verified"] = False

    assert come_in().status_code == 403
    assert fresh(person).issuer == SCIM_ISSUER
    provider.userinfo["email_verified"] = True
    assert come_in().status_code == 302
    assert fresh(person).subject == "u-1"


def test_whom_the_directory_shut_out_is_not_entered_anew(
    provider: Provider, administrator: Person, come_in: ComeIn
) -> None:
    person = entered_by_directory(external_id="u-1")
    deactivate_person(person.pk, by=administrator, reason="Left")

    assert come_in().status_code == 403
    assert not Person.objects.filter(subject="u-1").exists()


def test_another_account_with_the_directorys_id_is_refused(provider: Provider, come_in: ComeIn, settings: Any) -> None:
    provider.person["employee"] = "u-1"
    entered_by_directory(external_id="u-1")
    come_in(client=Client())
    provider.person |= {"sub": "u-2", "email": "other@example.com"}

    settings.OIDC_LINK_CLAIM = "employee"

    answer = come_in()

    assert answer.status_code == 403
    assert "connected to another account" in answer.content.decode()


@pytest.fixture
def known_by_employee(provider: Provider, settings: Any) -> None:
    settings.OIDC_LINK_CLAIM = "employee"
    provider.person["employee"] = "e-77"


@pytest.mark.usefixtures("known_by_employee")
def test_who_signed_in_first_is_taken_over_by_that_claim_too(
    directory: Directory, come_in: ComeIn, provider: Provider
) -> None:
    """By another address, they would be two people here, and the directory could end only one of them."""
    come_in(client=Client())
    before = maya()

    said = directory.enter("maya", externalId="e-77", emails=[{"value": "m@corp.example"}])

    assert said["id"] == str(before.pk)
    assert verbs_of(before)[0] == "access.person.adopted"
    come_in()
    assert maya().user_name == "maya"
    assert Person.objects.people().exclude(name="Ada Administrator").count() == 1


@pytest.mark.usefixtures("known_by_employee")
def test_who_was_deleted_comes_back_as_themselves_by_that_claim(directory: Directory, come_in: ComeIn) -> None:
    come_in(client=Client())
    said = directory.enter("maya", externalId="e-77")
    directory.ask("DELETE", f"/Users/{said['id']}")
    assert come_in().status_code == 403

    assert directory.enter("maya", externalId="e-77")["id"] == said["id"]
    assert come_in().status_code == 302


def test_an_id_told_later_is_kept_then(provider: Provider, come_in: ComeIn, settings: Any) -> None:
    settings.OIDC_LINK_CLAIM = "employee"
    come_in(client=Client())
    assert maya().external_id == ""
    provider.person["employee"] = "e-77"

    come_in()

    assert maya().external_id == "e-77"
    assert verbs_of(maya())[1] == "access.person.followed"


def entered_twice(directory: Directory, provider: Provider, come_in: ComeIn) -> dict[str, Any]:
    """Have somebody sign in without the id, be entered by another address, and sign in with it."""
    provider.person.pop("employee")
    come_in(client=Client())
    said = directory.enter("maya", externalId="e-77", displayName="Maya Twice")
    provider.person["employee"] = "e-77"
    return said


@pytest.mark.usefixtures("known_by_employee")
def test_one_human_is_never_two_people(directory: Directory, provider: Provider, come_in: ComeIn) -> None:
    said = entered_twice(directory, provider, come_in)

    answer = come_in()

    page = answer.content.decode()
    assert answer.status_code == 403
    assert "entered you once more, as “Maya Twice”" in page
    assert "deleted in the directory" in page
    assert "access.session.refused" in verbs_of(maya())

    # As the page says: deleted there, signed in here, entered anew.
    directory.ask("DELETE", f"/Users/{said['id']}")
    assert come_in().status_code == 302
    assert directory.enter("maya", externalId="e-77")["id"] == str(maya().pk)


@pytest.mark.usefixtures("known_by_employee")
def test_a_trial_says_so_too(
    directory: Directory, provider: Provider, administrator: Person, browser: Client, come_in: ComeIn
) -> None:
    entered_twice(directory, provider, come_in)
    provider.person.pop("employee")
    come_in()
    appoint_administrator(maya().pk)
    provider.person["employee"] = "e-77"

    answer = browser.get(provider.approve(browser.get("/access/identity/trial/")["Location"]))

    (step,) = [each for each in answer.context["steps"] if str(each.label) == "Person"]
    assert step.word == "Wrong"
    assert "Maya Twice" in step.text
    assert step.mend


@pytest.mark.usefixtures("known_by_employee")
def test_a_link_makes_nobody_two_people_either(
    directory: Directory, provider: Provider, administrator: Person, browser: Client
) -> None:
    local = make_person("Lara Local", "engineer")
    said = directory.enter("lara", externalId="e-77", emails=[{"value": "lara@corp.example"}])
    way = browser.get(sign_in_link(local.pk, by=administrator).replace("/set-password/", "/oidc/connect/"))

    answer = browser.get(provider.approve(way["Location"]))

    assert answer.status_code == 403
    assert "once more" in answer.content.decode()
    assert fresh(local).issuer == "local"
    assert Person.objects.get(pk=said["id"]).issuer == SCIM_ISSUER


@pytest.mark.usefixtures("known_by_employee")
def test_a_connected_account_is_known_by_it(provider: Provider, administrator: Person, browser: Client) -> None:
    local = make_person("Lara Local")
    way = browser.get(sign_in_link(local.pk, by=administrator).replace("/set-password/", "/oidc/connect/"))

    browser.get(provider.approve(way["Location"]))

    assert (fresh(local).subject, fresh(local).external_id) == ("u-1", "e-77")


@pytest.mark.usefixtures("known_by_employee")
def test_an_id_that_went_to_another_account_is_theirs(provider: Provider, come_in: ComeIn) -> None:
    """No directory keeps the first: somebody new has the number, or the provider made the account anew."""
    come_in(client=Client())
    first = maya()
    provider.person |= {"sub": "u-2", "email": "next@example.com", "name": "Nora Next"}

    assert come_in().status_code == 302

    assert Person.objects.get(subject="u-2").external_id == "e-77"
    assert fresh(first).external_id == ""
    assert verbs_of(first)[0] == "access.person.followed"


@pytest.mark.usefixtures("known_by_employee")
def test_an_id_that_is_somebodys_is_given_to_nobody_else(directory: Directory, come_in: ComeIn) -> None:
    come_in()
    said = directory.enter("other")

    answer = directory.patch(f"/Users/{said['id']}", {"op": "replace", "path": "externalId", "value": "e-77"})

    assert (answer.status_code, answer.json()["scimType"]) == (409, "uniqueness")
    assert "enter them anew with it" in answer.json()["detail"]
