"""The service identity of the directory: entered when it is first needed, whoever answers for it."""

import pytest

from access.actions.handing_over.one import hand_over_one
from access.actions.service_identities.directory import ensure_scim_service
from access.actions.tokens import issue_token, renew_token, revoke_token
from access.models import SCIM_SUBJECT, SERVICE_ISSUER, ApiToken, Person
from access.permits import PermissionRefused
from tests.factories.clients import api_of, client_of
from tests.factories.people import fresh, make_person
from trail.models import TrailEntry

pytestmark = pytest.mark.django_db


def test_it_works_before_anybody_is_there() -> None:
    service = ensure_scim_service()
    assert (service.kind, service.issuer, service.subject) == ("service", SERVICE_ISSUER, SCIM_SUBJECT)
    assert (service.answerable, service.email, service.has_usable_password()) == (None, "", False)
    entry = TrailEntry.objects.get(verb="access.service.entered")
    assert (entry.subject_id, entry.actor) == (str(service.pk), None)


def test_the_first_administrator_answers_for_it() -> None:
    first = make_person("Ada First", "administrator")
    make_person("Zoe Second", "administrator")
    assert ensure_scim_service().answerable == first


def test_it_is_entered_once() -> None:
    assert ensure_scim_service() == ensure_scim_service()
    assert Person.objects.services().count() == 1
    assert TrailEntry.objects.filter(verb="access.service.entered").count() == 1


def test_answering_for_the_directory_renews_no_token_of_it() -> None:
    """Whoever has one puts people into groups and so gives any role; an officer can come to answer for it."""
    administrator = make_person("Ada First", "administrator")
    officer = make_person("Oscar Officer", "compliance-officer")
    directory = ensure_scim_service()
    token, _secret = issue_token(directory, name="t", scopes=["scim"], days=3, by=administrator)
    hand_over_one(administrator.pk, officer.pk, ("services", directory.pk), by=officer, reason="Takes it over")
    assert fresh(directory).answerable == officer
    with pytest.raises(PermissionRefused):
        renew_token(token.pk, days=90, by=fresh(officer))
    page = client_of(officer)
    place = f"/access/services/{directory.pk}/"
    shown = page.get(place).content.decode()
    assert f"{place}tokens/{token.pk}/revoke/" in shown
    assert f"{place}tokens/{token.pk}/renew/" not in shown
    assert page.get(f"{place}tokens/{token.pk}/renew/").status_code == 403
    renew = f"/api/v1/services/{directory.pk}/tokens/{token.pk}/renew/"
    assert api_of(officer).post(renew, {"days": 90}).status_code == 403
    assert ApiToken.objects.filter(person=directory).count() == 1
    renew_token(token.pk, days=90, by=fresh(administrator))
    revoke_token(token.pk, by=fresh(officer))
