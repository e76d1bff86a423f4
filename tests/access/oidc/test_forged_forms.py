"""A form of another site gains nothing from the page that keeps what somebody typed until their session is renewed."""

from datetime import timedelta

import pytest
from django.test import Client

from common.clock import held_at, now
from tests.access.oidc.provider import Provider

pytestmark = pytest.mark.django_db

PAGE = "/access/me/appearance/"
TYPED = {"language": "de", "time_zone": "", "theme": "dark"}
KEPT = '<input type="hidden" name="theme" value="dark">'


def reader(provider: Provider) -> Client:
    client = Client(enforce_csrf_checks=True)
    client.get(provider.approve(client.get("/access/oidc/sign-in/")["Location"]))
    return client


def test_it_is_not_offered_to_be_sent_again(provider: Provider) -> None:
    """The page holds a good token: one click would send what a stranger typed."""
    client = reader(provider)
    with held_at(now() + timedelta(minutes=31)):
        answer = client.post(PAGE, {**TYPED, "csrfmiddlewaretoken": "x" * 32})

    assert answer.status_code == 403
    assert KEPT not in answer.content.decode()
    assert "Renew your sign-in" not in answer.content.decode()


def test_ones_own_is(provider: Provider) -> None:
    client = reader(provider)
    token = str(client.get(PAGE).context["csrf_token"])
    with held_at(now() + timedelta(minutes=31)):
        answer = client.post(PAGE, {**TYPED, "csrfmiddlewaretoken": token})

    assert answer.status_code == 403
    assert KEPT in answer.content.decode()
