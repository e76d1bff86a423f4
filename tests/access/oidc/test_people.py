"""Who somebody is here whom the provider vouches for: by issuer and subject, never by e-mail address."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from access.actions import provider_sessions
from access.actions.people import deactivate_person, sign_in_link
from access.models import Department, Person, PortalSession
from tests.access.oidc.conftest import maya
from tests.access.oidc.provider import NOTHING, Provider
from tests.factories.people import fresh, make_department, make_person
from trail.models import TrailEntry

pytestmark = pytest.mark.django_db

ComeIn = Callable[..., Any]


def verbs_of(person: Person) -> list[str]:
    return list(TrailEntry.objects.about(person).values_list("verb", flat=True))


def test_somebody_new_holds_no_role(provider: Provider, browser: Client, come_in: ComeIn) -> None:
    provider.person |= {"groups": ["administrators", "administrator"]}

    come_in()

    person = maya()
    assert (person.issuer, person.email, person.name) == (provider.issuer, "maya@example.com", "Maya Corporate")
    assert not person.permissions
    assert not person.has_usable_password()
    assert browser.get("/access/people/").status_code == 404


def test_an_address_identifies_nobody(provider: Provider, administrator: Person, come_in: ComeIn) -> None:
    """mozilla-django-oidc would have signed in as the administrator."""
    provider.person["email"] = administrator.email

    answer = come_in()

    page = answer.content.decode()
    assert answer.status_code == 403
    assert "Nothing was connected" in page
    assert "ask an administrator for a sign-in link" in page
    assert not Person.objects.filter(subject="u-1").exists()
    assert "access.session.refused" in verbs_of(administrator)


def test_the_address_changed_at_the_provider(provider: Provider, come_in: ComeIn) -> None:
    come_in()
    provider.person |= {"email": "maya.new@example.com", "name": "Maya Married"}

    come_in(client=Client())

    person = maya()
    assert (person.email, person.name) == ("maya.new@example.com", "Maya Married")
    assert "access.person.followed" in verbs_of(person)


def test_it_changed_to_somebody_elses(provider: Provider, engineer: Person, come_in: ComeIn) -> None:
    come_in()
    provider.person["email"] = engineer.email.upper()

    answer = come_in(client=Client())

    assert answer.status_code == 403
    assert maya().email == "maya@example.com"


def test_nothing_changed_is_no_event(provider: Provider, come_in: ComeIn) -> None:
    come_in()
    come_in(client=Client())

    assert "access.person.followed" not in verbs_of(maya())


def test_no_address_is_told(provider: Provider, come_in: ComeIn) -> None:
    provider.person.pop("email")

    answer = come_in()

    assert answer.status_code == 403
    assert "claim “email”" in answer.content.decode()


def test_the_deactivated_stay_out(provider: Provider, browser: Client, administrator: Person, come_in: ComeIn) -> None:
    come_in(client=Client())
    deactivate_person(maya().pk, by=administrator, reason="Left")

    answer = come_in()

    assert answer.status_code == 403
    assert "deactivated" in answer.content.decode()
    assert "access.session.refused" in verbs_of(maya())
    assert browser.get("/access/me/").status_code == 302


def test_who_is_deactivated_during_the_sign_in_stays_out(
    provider: Provider, browser: Client, administrator: Person, come_in: ComeIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    begin = provider_sessions.sign_in_by_provider

    def in_between(request: Any, person: Person, vouched: Any) -> None:
        deactivate_person(person.pk, by=administrator, reason="Left")
        begin(request, person, vouched)

    monkeypatch.setattr(provider_sessions, "sign_in_by_provider", in_between)

    answer = come_in()

    assert answer.status_code == 403
    assert "deactivated" in answer.content.decode()
    assert verbs_of(maya()).count("access.session.refused") == 1
    assert not PortalSession.objects.filter(person=maya()).exists()


def test_the_department_follows_where_it_is_known(provider: Provider, come_in: ComeIn, settings: Any) -> None:
    settings.OIDC_DEPARTMENT_CLAIM = "department"
    sales = make_department("Sales")
    provider.person["department"] = "sales"
    come_in()
    assert maya().department == sales

    provider.person["department"] = "Nobody knows"
    come_in(client=Client())
    assert maya().department == sales
    assert Department.objects.count() == 1


@pytest.mark.parametrize("groups", [NOTHING, ["g"] * 5000, [f"group-{n}" for n in range(5000)], "staff", 7])
def test_any_number_of_groups(provider: Provider, browser: Client, come_in: ComeIn, groups: Any) -> None:
    provider.claims["groups"] = groups
    provider.userinfo["groups"] = groups

    assert come_in().status_code == 302
    assert browser.get("/access/me/").status_code == 200
    assert not maya().permissions


def test_an_invited_person_connects_with_their_link(provider: Provider, browser: Client, administrator: Person) -> None:
    invited = make_person("Ines Invited", "engineer")
    provider.person["email"] = invited.email
    link = sign_in_link(invited.pk, by=administrator)

    page = browser.get(link).content.decode()
    assert "Connect your corporate account" in page
    assert 'type="password"' not in page
    way = browser.get(link.replace("/set-password/", "/oidc/connect/"))["Location"]
    answer = browser.get(provider.approve(way))

    assert answer.status_code == 302
    bound = fresh(invited)
    assert (bound.issuer, bound.subject) == (provider.issuer, "u-1")
    assert not bound.has_usable_password()
    assert bound.has_role("engineer")
    assert "access.person.linked" in verbs_of(bound)
    assert browser.get("/access/me/").status_code == 200
    assert browser.get(link).status_code == 404


def test_the_link_connects_once(provider: Provider, browser: Client, administrator: Person) -> None:
    invited = make_person("Ines Invited")
    link = sign_in_link(invited.pk, by=administrator).replace("/set-password/", "/oidc/connect/")
    ways = [browser.get(link)["Location"] for _time in range(2)]
    browser.get(provider.approve(ways[0]))
    provider.person |= {"sub": "u-2", "email": "thief@example.com"}
    thief = Client()
    thief.cookies = browser.cookies

    assert browser.get(provider.approve(ways[1])).status_code in {400, 403}
    assert fresh(invited).subject == "u-1"


def test_a_corporate_account_belongs_to_one_person(provider: Provider, administrator: Person, come_in: ComeIn) -> None:
    come_in(client=Client())
    invited, browser = make_person("Ines Invited"), Client()
    link = sign_in_link(invited.pk, by=administrator).replace("/set-password/", "/oidc/connect/")

    answer = browser.get(provider.approve(browser.get(link)["Location"]))

    assert answer.status_code == 403
    assert "belongs to Maya Corporate already" in answer.content.decode()
    assert fresh(invited).issuer == "local"
