"""Retiring a program while its tokens are issued and renewed: none of them outlives it, whoever comes first."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connections

from access.actions.service_identities.retiring import retire_service
from access.actions.tokens import issue_token, renew_token
from access.models import ApiToken, Person
from common.clock import now
from common.refusals import Refused
from tests.factories.people import fresh
from tests.factories.service_identities import make_service

pytestmark = pytest.mark.django_db(transaction=True)


def tried(deed: Callable[[], object]) -> str:
    try:
        deed()
    except Refused as refused:
        return refused.refusal.code
    finally:
        connections.close_all()
    return ""


@pytest.mark.parametrize("first", ["issue", "renew"])
def test_no_token_outlives_its_program(administrator: Person, first: str) -> None:
    for number in range(6):
        service = make_service(f"Program {number}")
        token, _secret = issue_token(service, name="t", scopes=["read"], days=9, by=administrator)
        deeds: list[Callable[[], object]] = [
            lambda service=service: retire_service(service.pk, by=administrator, reason="Replaced"),  # type: ignore[misc]
            (lambda service=service: issue_token(service, name="t", scopes=["read"], days=9, by=administrator))  # type: ignore[misc]
            if first == "issue"
            else (lambda token=token: renew_token(token.pk, days=9, by=administrator)),  # type: ignore[misc]
        ]
        with ThreadPoolExecutor(2) as pool:
            ended = list(pool.map(tried, deeds if number % 2 else reversed(deeds)))
        assert set(ended) <= {"", "person_inactive", "token_over"}
        assert not fresh(service).is_active
        assert not ApiToken.objects.filter(person=service, revoked_at=None, expires_at__gt=now()).exists()
