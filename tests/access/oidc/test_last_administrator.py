"""The last administrator who can sign in is not locked out: with a provider, local accounts open nothing."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from access.actions.people import deactivate_person
from access.actions.roles import appoint_administrator
from access.models import Person
from common.refusals import Refused
from tests.access.oidc.conftest import maya
from tests.access.oidc.provider import Provider
from tests.factories.groups import map_to
from tests.factories.people import fresh

pytestmark = pytest.mark.django_db

ComeIn = Callable[..., Any]


def test_a_local_administrator_is_no_other(provider: Provider, administrator: Person, come_in: ComeIn) -> None:
    come_in()
    appoint_administrator(maya().pk)

    with pytest.raises(Refused, match="last administrator who can sign in"):
        deactivate_person(maya().pk, by=administrator, reason="For a test")
    assert maya().is_active


def test_nor_at_a_sign_in(provider: Provider, administrator: Person, come_in: ComeIn) -> None:
    map_to("admins", "administrator", by=administrator)
    provider.person["groups"] = ["admins"]
    come_in(client=Client())
    assert maya().has_role("administrator")
    provider.person["groups"] = []

    come_in(client=Client())

    assert maya().has_role("administrator")


def test_once_somebody_else_gets_in_they_may_go(
    provider: Provider, administrator: Person, browser: Client, come_in: ComeIn
) -> None:
    come_in()
    appoint_administrator(maya().pk)
    provider.person = {"sub": "u-2", "email": "otto@example.com", "name": "Otto Other"}
    come_in(client=Client())
    other = Person.objects.get(subject="u-2")
    appoint_administrator(other.pk)

    deactivate_person(maya().pk, by=other, reason="For a test")

    assert not maya().is_active


def test_a_local_account_that_opens_nothing_may_go_while_any_other_is_left(
    provider: Provider, administrator: Person, come_in: ComeIn
) -> None:
    come_in()
    appoint_administrator(maya().pk)

    deactivate_person(administrator.pk, by=maya(), reason="Opens nothing")

    assert not fresh(administrator).is_active
