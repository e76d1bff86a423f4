"""Roles over the API."""

from access.models import Person, Role
from tests.factories.clients import api_of
from trail.models import TrailEntry

URL = "/api/v1/roles/"
COUNCIL = {"name": "Works council", "description": "Reads", "permissions": ["access.view_people", "access.view_roles"]}


def test_list_works(administrator: Person) -> None:
    rows = api_of(administrator).get(URL, {"kind": "builtin"}).json()["results"]
    assert len(rows) == 8
    auditor = next(each for each in rows if each["slug"] == "auditor")
    assert auditor["builtin"] is True
    assert "trail.view_entries" in auditor["permissions"]


def test_a_role_is_made_changed_and_retired(administrator: Person) -> None:
    api = api_of(administrator)
    made = api.post(URL, COUNCIL)
    assert made.status_code == 201
    url = made.headers["Location"]
    assert api.get(url).json()["permissions"] == COUNCIL["permissions"]

    changed = api.patch(url, {"permissions": ["access.view_roles"], "reason": "Less is enough"}).json()
    assert (changed["name"], changed["permissions"]) == ("Works council", ["access.view_roles"])

    assert api.post(f"{url}retire/", {"reason": "No longer needed"}).json()["retired_at"] is not None
    role = Role.objects.get(slug="works-council")
    told = TrailEntry.objects.about(role).values_list("verb", "reason")
    assert list(told) == [
        ("access.role.retired", "No longer needed"),
        ("access.role.edited", "Less is enough"),
        ("access.role.created", ""),
    ]


def test_rules_refuse_with_their_code(administrator: Person) -> None:
    api = api_of(administrator)
    builtin = Role.objects.get(slug="engineer")
    for answer, code in (
        (api.patch(f"{URL}{builtin.pk}/", {"name": "Coder"}), "builtin_role"),
        (api.post(URL, {**COUNCIL, "permissions": ["access.assign_role"]}), "not_grantable"),
        (api.post(URL, {**COUNCIL, "name": "engineer"}), "name_taken"),
    ):
        assert (answer.status_code, answer.json()["code"]) == (409, code)


def test_an_auditor_reads_roles_and_an_engineer_does_not(auditor: Person, engineer: Person) -> None:
    assert api_of(auditor).get(URL).status_code == 200
    assert api_of(auditor).post(URL, COUNCIL).json()["permission"] == "access.edit_role"
    assert api_of(engineer).get(URL).status_code == 404
