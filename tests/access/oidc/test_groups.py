"""Groups that a sign-in names count at the first sign-in, at every other, and at a renewal."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from common.clock import held_at, now
from tests.access.oidc.conftest import maya
from tests.access.oidc.provider import Provider
from tests.factories.groups import map_to

pytestmark = pytest.mark.django_db

ComeIn = Callable[..., Any]


@pytest.fixture(autouse=True)
def mapped(administrator: Any) -> None:
    map_to("staff", "engineer")
    map_to("officers", "compliance-officer")


def test_the_first_sign_in_brings_the_roles_of_ones_groups(provider: Provider, come_in: ComeIn) -> None:
    """mozilla-django-oidc calls `update_user` only for people it knows."""
    come_in()

    assert maya().has_role("engineer")
    assert not maya().has_role("compliance-officer")


def test_every_other_sign_in_brings_what_changed(provider: Provider, come_in: ComeIn) -> None:
    come_in()
    provider.person["groups"] = ["officers"]

    come_in(client=Client())

    assert maya().has_role("compliance-officer")
    assert not maya().has_role("engineer")


def test_so_does_a_renewal(provider: Provider, browser: Client, come_in: ComeIn) -> None:
    come_in()
    provider.person["groups"] = []
    with held_at(now() + timedelta(minutes=16)):
        browser.get(provider.approve(browser.get("/access/me/")["Location"]))

    assert not maya().has_role("engineer")


def test_five_thousand_groups(provider: Provider, come_in: ComeIn) -> None:
    provider.person["groups"] = [*(f"group-{number}" for number in range(4999)), "staff"]

    assert come_in().status_code == 302
    assert maya().has_role("engineer")
