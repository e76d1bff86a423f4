"""Whoever the directory deactivates leaves their things to the officers, who are told at once."""

from access.actions.provisioning import deprovision_person, release_person
from access.actions.service_identities.directory import ensure_scim_service
from access.models import Notification, Person
from access.work import groups_for
from tests.factories.leavers import make_owner
from tests.factories.people import fresh


def told(person: Person) -> list[str]:
    return list(Notification.objects.filter(person=person, kind="leaver").values_list("title", flat=True))


def test_it_works(officer: Person) -> None:
    owner, _use_cases, _exception = make_owner()
    deprovision_person(owner.pk, by=ensure_scim_service())
    assert fresh(owner).successor is None
    assert told(officer) == ["Viktor Leaver left: 2 use cases, 1 exception"]
    work = {group.kind.name: group for group in groups_for(fresh(officer))}
    assert [str(item.title) for item in work["leavers"].items] == told(officer)


def test_who_is_deleted_leaves_it_too_and_is_told_of_once(officer: Person) -> None:
    owner, _use_cases, _exception = make_owner()
    directory = ensure_scim_service()
    deprovision_person(owner.pk, by=directory)
    release_person(owner.pk, by=directory)
    assert told(officer) == ["Viktor Leaver left: 2 use cases, 1 exception"]


def test_who_is_deleted_at_once_is_told_of(officer: Person) -> None:
    owner, _use_cases, _exception = make_owner()
    release_person(owner.pk, by=ensure_scim_service())
    assert told(officer) == ["Viktor Leaver left: 2 use cases, 1 exception"]
