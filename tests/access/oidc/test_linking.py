"""Whom the directory entered and whom the provider vouches for are one person, by the id that both know."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import transaction
from django.test import Client

from access.actions.people import deactivate_person
from access.models import SCIM_ISSUER, Person
from common.clock import now
from common.identifiers import new_id
from tests.access.oidc.provider import Provider
from tests.access.oidc.test_people import verbs_of
from tests.factories.people import fresh
from trail.recording import record

pytestmark = pytest.mark.django_db

ComeIn = Callable[..., Any]


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
