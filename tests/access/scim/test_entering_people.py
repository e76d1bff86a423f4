"""Entering, reading, changing and taking over people."""

from typing import Any

import pytest
from pytest_django import DjangoAssertNumQueries
from pytest_django.fixtures import Settings

from access.models import SCIM_ISSUER, Department, Person
from tests.factories.people import make_department, make_person
from tests.factories.scim import Directory, person, row_of
from trail.models import TrailEntry

ADA = {
    "externalId": "00u-ada",
    "displayName": "Ada Lovelace",
    "name": {"givenName": "Ada", "familyName": "Lovelace"},
    "title": "Countess",
    "emails": [{"value": "home@example.org", "type": "home"}, {"value": "ada@example.org", "primary": True}],
    "phoneNumbers": [{"value": "+44 20 1", "type": "work"}],
    "enterprise": {"department": "Engines", "employeeNumber": "7", "manager": {"value": "00u-charles"}},
}


def verbs_about(row: Person) -> list[str]:
    return [entry.verb for entry in TrailEntry.objects.about(row).order_by("id")]


def test_it_works(directory: Directory) -> None:
    said = directory.enter("ada@corp.example", **ADA)
    row = row_of(said)
    assert (row.issuer, row.subject, row.kind) == (SCIM_ISSUER, str(row.pk), "person")
    assert (row.name, row.email, row.user_name) == ("Ada Lovelace", "ada@example.org", "ada@corp.example")
    assert (row.external_id, row.is_active, row.has_usable_password()) == ("00u-ada", True, False)
    assert row.department == Department.objects.get(name="Engines")
    assert row.provisioned_at is not None
    entry = TrailEntry.objects.about(row).latest("id")
    assert (entry.verb, entry.actor_name, entry.channel) == ("access.person.provisioned", "Directory (SCIM)", "api")
    assert entry.request_id


def test_what_was_written_is_read_back(directory: Directory) -> None:
    sent = person("ada@corp.example", **ADA)
    said = directory.get(f"/Users/{directory.enter('ada@corp.example', **ADA)['id']}")
    assert {name: said[name] for name in sent} == sent
    assert said["active"] is True
    assert said["meta"]["resourceType"] == "User"
    assert said["meta"]["location"].endswith(f"/scim/v2/Users/{said['id']}")


def test_a_known_department_is_used_whatever_its_case(directory: Directory) -> None:
    known = make_department("Engines")
    assert row_of(directory.enter("a", enterprise={"department": "ENGINES"})).department == known
    assert Department.objects.filter(name__iexact="engines").count() == 1


@pytest.mark.parametrize(
    ("attributes", "name"),
    [
        ({"displayName": "Shown"}, "Shown"),
        ({"name": {"formatted": "Whole Name"}}, "Whole Name"),
        ({"name": {"givenName": "Given", "familyName": "Family"}}, "Given Family"),
        ({}, "ada"),
        ({"displayName": "x" * 300}, "x" * 200),
    ],
)
def test_everybody_has_a_name(directory: Directory, attributes: dict[str, Any], name: str) -> None:
    said = directory.enter("ada", **attributes)
    assert row_of(said).name == name
    assert said.get("displayName") == attributes.get("displayName")


def test_unknown_attributes_are_left_out(directory: Directory) -> None:
    said = directory.enter("ada", shoeSize=38, name={"givenName": "Ada", "rune": "x"})
    assert "shoeSize" not in said
    assert said["name"] == {"givenName": "Ada"}
    assert "shoeSize" not in row_of(said).attributes


def test_a_password_is_never_kept(directory: Directory) -> None:
    row = row_of(directory.enter("ada", password="Seven-Quiet-Harbours"))
    assert not row.has_usable_password()
    assert "Harbours" not in str(row.attributes)


@pytest.mark.parametrize(
    ("attributes", "status", "kind", "word"),
    [
        ({"userName": "TAKEN"}, 409, "uniqueness", "userName"),
        ({"externalId": "x-1"}, 409, "uniqueness", "externalId"),
        ({"emails": [{"value": "Taken@Example.org"}]}, 409, "uniqueness", "e-mail"),
        ({"userName": "x" * 256}, 400, "invalidValue", "userName"),
        ({"userName": "  "}, 400, "invalidValue", "userName"),
        ({"userName": "\u200e"}, 400, "invalidValue", "userName"),
        ({"userName": "a\u202eb"}, 400, "invalidValue", "U+202E"),
        ({"externalId": "nul\x00"}, 400, "invalidValue", ""),
        ({"title": "nul\x00"}, 400, "invalidValue", "null"),
        ({"displayName": "left\u202eright"}, 400, "invalidValue", "U+202E"),
        ({"emails": [{"value": "no address"}]}, 400, "invalidValue", ""),
        ({"title": "x" * 200_000}, 413, None, "100000"),
        ({"enterprise": {"department": "x" * 101}}, 400, "invalidValue", "department"),
    ],
)
def test_it_refuses_clearly(
    directory: Directory, attributes: dict[str, Any], status: int, kind: str | None, word: str
) -> None:
    directory.enter("taken", externalId="x-1", emails=[{"value": "taken@example.org"}])
    before = Person.objects.count(), TrailEntry.objects.count()
    answer = directory.ask("POST", "/Users", person(**{"user_name": attributes.pop("userName", "new"), **attributes}))
    assert (answer.status_code, answer.json().get("scimType")) == (status, kind)
    assert word in answer.json()["detail"]
    assert (Person.objects.count(), TrailEntry.objects.count()) == before


def test_a_local_persons_address_is_not_taken_over(directory: Directory) -> None:
    local = make_person("Lara Local")
    answer = directory.ask("POST", "/Users", person("lara", emails=[{"value": local.email}]))
    assert (answer.status_code, answer.json()["scimType"]) == (409, "uniqueness")
    assert directory.get("/Users")["totalResults"] == 0


def signed_in_before(settings: Settings, subject: str) -> Person:
    """Return somebody whom the provider vouched for at a sign-in, before the directory knew them."""
    settings.OIDC_ISSUER = "https://idp.example.org"
    known = make_person("Ada Before", "engineer")
    Person._base_manager.filter(pk=known.pk).update(issuer=settings.OIDC_ISSUER, subject=subject)
    return known


def test_who_signed_in_before_is_taken_over(directory: Directory, settings: Settings) -> None:
    known = signed_in_before(settings, "00u-ada")
    said = directory.enter("ada", externalId="00u-ada", emails=[{"value": known.email}])
    assert said["id"] == str(known.pk)
    row = row_of(said)
    assert (row.issuer, row.subject, row.user_name) == ("https://idp.example.org", "00u-ada", "ada")
    assert row.has_role("engineer")
    assert verbs_about(row)[-1] == "access.person.adopted"


def test_who_was_deleted_comes_back_as_themselves(directory: Directory, settings: Settings) -> None:
    signed_in_before(settings, "00u-ada")
    said = directory.enter("ada", externalId="00u-ada")
    directory.ask("DELETE", f"/Users/{said['id']}")
    assert not row_of(said).is_active
    assert directory.enter("ada-2", externalId="00u-ada")["id"] == said["id"]
    assert (row_of(said).is_active, row_of(said).user_name) == (True, "ada-2")


def test_nobody_is_taken_over_by_another_claim(directory: Directory, settings: Settings) -> None:
    known = signed_in_before(settings, "00u-ada")
    settings.OIDC_LINK_CLAIM = "oid"
    said = directory.enter("ada", externalId="00u-ada")
    assert said["id"] != str(known.pk)


def test_a_user_is_replaced(directory: Directory) -> None:
    said = directory.enter("ada", **ADA)
    changed = person("ada2", displayName="Ada King", emails=[{"value": "king@example.org"}])
    answer = directory.ask("PUT", f"/Users/{said['id']}", changed)
    assert answer.status_code == 200
    row = row_of(said)
    assert (row.user_name, row.name, row.email) == ("ada2", "Ada King", "king@example.org")
    assert row.department is None
    assert "title" not in answer.json()
    entry = TrailEntry.objects.about(row).latest("id")
    assert entry.verb == "access.person.synchronised"
    assert {"displayName", "emails", "title"} <= set(entry.details["fields"])


def test_the_same_again_changes_nothing(directory: Directory) -> None:
    said = directory.enter("ada", **ADA)
    entries = TrailEntry.objects.count()
    answer = directory.ask("PUT", f"/Users/{said['id']}", person("ada", **ADA, active=True))
    assert (answer.status_code, answer.headers["ETag"]) == (200, said["meta"]["version"])
    assert TrailEntry.objects.count() == entries


def test_a_department_given_here_stays(directory: Directory) -> None:
    said = directory.enter("ada", displayName="Ada")
    row = row_of(said)
    Person._base_manager.filter(pk=row.pk).update(department=make_department("Research"))
    directory.patch(f"/Users/{said['id']}", {"op": "replace", "path": "title", "value": "Dr"})
    assert str(row_of(said).department) == "Research"


def test_programs_and_people_of_the_portal_are_invisible(directory: Directory, administrator: Person) -> None:
    assert directory.get("/Users")["totalResults"] == 0
    for row in Person.objects.all():
        assert directory.ask("GET", f"/Users/{row.pk}").status_code == 404
        assert directory.ask("DELETE", f"/Users/{row.pk}").status_code == 404


def test_what_it_costs(directory: Directory, django_assert_max_num_queries: DjangoAssertNumQueries) -> None:
    with django_assert_max_num_queries(20):
        directory.enter("ada", displayName="Ada", emails=[{"value": "ada@example.org"}])
