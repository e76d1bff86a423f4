"""Clients for tests: a browser somebody is signed in with, and a program with somebody's token."""

from collections.abc import Sequence
from typing import Any

from django.test import Client

from access.actions.sessions import BACKEND, CONFIRMED
from access.actions.tokens import issue_token
from access.models import Person
from common.clock import now
from tests.factories.people import PASSWORD


def client_of(person: Person | None, *, confirmed: bool = False, **options: Any) -> Client:
    """Return a browser in which the person is signed in (nobody for None), with a fresh confirmation when asked."""
    client = Client(**options)
    if person is not None:
        client.force_login(person, backend=BACKEND)
        if confirmed:
            session = client.session
            session[CONFIRMED] = now().isoformat()
            session.save()
    return client


class ApiClient(Client):
    """A program that speaks JSON."""

    def post(self, path: str, data: Any = None, **options: Any) -> Any:  # type: ignore[override]
        return super().post(path, {} if data is None else data, **{"content_type": "application/json", **options})

    def patch(self, path: str, data: Any = None, **options: Any) -> Any:  # type: ignore[override]
        return super().patch(path, {} if data is None else data, **{"content_type": "application/json", **options})


def api_of(person: Person | None, scopes: Sequence[str] = ("read", "write"), *, step_up: bool = True) -> ApiClient:
    """Return a program with a token of the person (none for None) that confirms each request unless told not to."""
    headers = {}
    if person is not None:
        _row, secret = issue_token(person, name="test", scopes=scopes, days=1, by=person)
        headers["Authorization"] = f"Bearer {secret}"
        if step_up:
            headers["Portal-Step-Up"] = PASSWORD
    return ApiClient(headers=headers)
