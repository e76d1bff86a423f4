"""One administrator alone can open anybody's account: the person and the other administrators are told."""

import pytest

from access.actions.people import invite_person, sign_in_link
from access.actions.sessions import remove_second_factor
from access.models import Notification, Person
from access.permits import PermissionRefused
from common.permissions import RoleName
from tests.factories.clients import client_of
from tests.factories.people import make_person
from tests.factories.second_factors import enrol
from trail.models import TrailEntry


@pytest.fixture
def other(administrator: Person) -> Person:
    return make_person("Alan Administrator", RoleName.ADMINISTRATOR)


def told(person: Person) -> list[tuple[str, str, str]]:
    messages = Notification.objects.filter(person=person, kind="account")
    return list(messages.order_by("id").values_list("title", "text", "link"))


def test_it_works(administrator: Person, other: Person, engineer: Person, officer: Person) -> None:
    enrol(engineer)
    page = f"{engineer.get_absolute_url()}reset-second-factor/"
    client = client_of(administrator, confirmed=True)
    assert "Emil Engineer and the other administrators are told at once" in client.get(page).content.decode()
    assert client.post(page, {"reason": "Lost the phone"}).status_code == 302
    assert client.post(f"{engineer.get_absolute_url()}link/", {}).status_code == 200
    text = "If you did not ask for it, tell your security team at once."
    assert told(engineer) == [
        ("Ada Administrator removed your second factor", text, "/access/me/second-factor/"),
        ("Ada Administrator made a link that sets a new password for you", text, "/access/me/sessions/"),
    ]
    text = "If Emil Engineer did not ask for it, tell your security team at once."
    assert told(other) == [
        ("Ada Administrator removed the second factor of Emil Engineer", text, engineer.get_absolute_url()),
        ("Ada Administrator made a link that sets a new password for Emil Engineer", text, engineer.get_absolute_url()),
    ]
    assert not told(administrator)
    assert not told(officer)
    verbs = set(TrailEntry.objects.about(engineer).filter(actor_id=administrator.pk).values_list("verb", flat=True))
    assert {"access.authenticator.removed", "access.link.made"} <= verbs


@pytest.mark.parametrize("path", ["reset-second-factor/", "link/"])
def test_it_asks_for_a_confirmation(administrator: Person, engineer: Person, path: str) -> None:
    enrol(engineer)
    answer = client_of(administrator).post(f"{engineer.get_absolute_url()}{path}", {"reason": "Lost"})
    assert answer.status_code == 422
    assert Person.objects.filter(pk=engineer.pk, authenticator__isnull=False).exists()
    assert not TrailEntry.objects.filter(verb="access.link.made").exists()


def test_the_first_link_of_somebody_invited_is_no_alarm(administrator: Person, other: Person) -> None:
    person = invite_person(email="new@example.org", name="Nia New", department_id=None, by=administrator)
    page = client_of(administrator, confirmed=True).get(f"{person.get_absolute_url()}link/").content.decode()
    assert "are told at once" not in page
    sign_in_link(person.pk, by=administrator)
    assert not told(person)
    assert not told(other)


def test_ones_own_is_no_alarm(administrator: Person, other: Person) -> None:
    enrol(administrator)
    remove_second_factor(administrator.pk, by=administrator)
    assert not told(administrator)
    assert not told(other)


def test_nobody_else_can(officer: Person, engineer: Person) -> None:
    with pytest.raises(PermissionRefused):
        sign_in_link(engineer.pk, by=officer)
    assert not told(engineer)
