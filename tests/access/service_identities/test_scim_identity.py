"""The service identity of the directory: entered when it is first needed, whoever answers for it."""

import pytest

from access.actions.service_identities.directory import ensure_scim_service
from access.models import SCIM_SUBJECT, SERVICE_ISSUER, Person
from tests.factories.people import make_person
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
