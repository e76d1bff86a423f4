"""Who may issue an API token, whichever way it is asked."""

import threading

import pytest
from django.db import connection, transaction

from access.actions.people import deactivate_person
from access.actions.tokens import issue_token
from access.models import ApiToken, Person
from common.permissions import RoleName
from common.refusals import Refused
from tests.factories.people import make_person
from trail.models import TrailEntry


def issue(person: Person, by: Person | None) -> None:
    issue_token(person, name="t", scopes=["read"], days=1, by=by)


def test_it_works_for_oneself_and_the_operator(engineer: Person) -> None:
    issue(engineer, engineer)
    issue(engineer, None)
    assert ApiToken.objects.filter(person=engineer).count() == 2
    assert TrailEntry.objects.filter(verb="access.token.issued").count() == 2


def test_nobody_issues_somebody_elses(engineer: Person, administrator: Person) -> None:
    with pytest.raises(Refused, match="only their own tokens"):
        issue(engineer, administrator)
    assert not ApiToken.objects.exists()


@pytest.mark.parametrize("by", ["themselves", "operator"])
def test_a_deactivated_person_gets_none(engineer: Person, administrator: Person, by: str) -> None:
    deactivate_person(engineer.pk, by=administrator, reason="Left")
    with pytest.raises(Refused, match="deactivated"):
        issue(engineer, engineer if by == "themselves" else None)
    assert not ApiToken.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_a_deactivation_under_way_comes_first() -> None:
    administrator, leaver = make_person("Ada", RoleName.ADMINISTRATOR), make_person("Leo Leaver")
    refused: list[str] = []

    def ask() -> None:
        try:
            issue(leaver, leaver)
        except Refused as error:
            refused.append(error.refusal.code)
        finally:
            connection.close()

    asking = threading.Thread(target=ask)
    with transaction.atomic():
        deactivate_person(leaver.pk, by=administrator, reason="Left")
        asking.start()
        asking.join(1)
        assert asking.is_alive(), "it waits for the deactivation"
    asking.join(10)
    assert refused == ["person_inactive"]
    assert not ApiToken.objects.exists()
