"""Groups of the directory over the API."""

from access.models import DirectoryGroup, Person
from tests.factories.clients import api_of
from tests.factories.groups import map_to, sign_in_with, slugs_of
from tests.factories.people import make_department
from trail.models import TrailEntry

URL = "/api/v1/directory-groups/"


def test_it_works(administrator: Person, nobody: Person) -> None:
    sign_in_with(nobody, "builders")
    api = api_of(administrator)
    asked = {"name": "builders", "roles": ["engineer"], "department": str(make_department("Building").pk)}
    tried = api.post(f"{URL}preview/", asked).json()
    assert (tried["members"], tried["changed"], tried["refusal"]) == (1, 1, None)
    assert [(each["kind"], each["sentence"]) for each in tried["effects"]] == [
        ("gains", "1 person gains Engineer"),
        ("moves", "1 person moves to Building"),
    ]
    assert tried["effects"][0]["people"] == [{"id": str(nobody.pk), "name": "Nina Nobody"}]
    assert not DirectoryGroup.objects.exists()
    made = api.post(URL, {**asked, "reason": "Agreed"})
    assert made.status_code == 201
    assert (made.json()["people_changed"], made.json()["job"]) == (1, None)
    url = made.headers["Location"]
    read = api.get(url).json()
    assert ([role["slug"] for role in read["roles"]], read["by_sign_in"], read["by_directory"]) == (["engineer"], 1, 0)
    changed = api.patch(url, {"roles": ["data-owner"], "version": read["version"], "reason": "Agreed again"})
    assert changed.status_code == 200
    assert slugs_of(nobody) == {"data-owner": ["builders"]}
    held = api.get(f"/api/v1/people/{nobody.pk}/").json()["assignments"]
    assert [each["from_groups"] for each in held] == [["builders"]]
    assert api.post(f"{url}unmap/", {"reason": "Dissolved"}).json()["roles"] == []
    assert slugs_of(nobody) == {}
    told = TrailEntry.objects.about(DirectoryGroup.objects.get()).values_list("verb", flat=True)
    assert list(told) == ["access.group.unmapped", "access.group.edited", "access.group.mapped"]


def test_rules_refuse_with_their_code(administrator: Person) -> None:
    group = map_to("builders", "engineer")
    api = api_of(administrator)
    both = {"name": "both", "roles": ["auditor", "administrator"], "reason": "x"}
    assert api.post(URL, both).json()["code"] == "roles_apart"
    assert api.post(f"{URL}preview/", both).json()["refusal"]["code"] == "roles_apart"
    stale = api.patch(f"{URL}{group.pk}/", {"roles": [], "version": "0" * 32, "reason": "x"})
    assert (stale.status_code, stale.json()["code"]) == (409, "changed_meanwhile")
    assert api.patch(f"{URL}{group.pk}/", {"roles": [], "reason": "x"}).json()["code"] == "gives_nothing"
    assert api.post(URL, {"name": "x" * 256, "roles": ["engineer"], "reason": "x"}).status_code == 422
    assert api.post(URL, {"name": "new", "roles": ["no-such"], "reason": "x"}).status_code == 422
    assert api.post(URL, {"name": "new", "roles": ["engineer"]}).status_code == 422


def test_a_role_of_groups_is_not_taken_away_by_hand(administrator: Person, nobody: Person) -> None:
    map_to("builders", "engineer")
    sign_in_with(nobody, "builders")
    answer = api_of(administrator).post(
        f"/api/v1/people/{nobody.pk}/withdraw-role/", {"role": "engineer", "reason": "x"}
    )
    assert (answer.status_code, answer.json()["code"]) == (409, "given_by_groups")


def test_filters_and_who_may(administrator: Person, auditor: Person, engineer: Person) -> None:
    map_to("builders", "engineer")
    rows = api_of(auditor).get(URL, {"mapped": "yes", "role": "engineer", "sort": "-since"}).json()["results"]
    assert [each["name"] for each in rows] == ["builders"]
    assert api_of(auditor).post(URL, {"name": "x", "roles": []}).json()["permission"] == "access.map_groups"
    assert api_of(auditor).post(f"{URL}preview/", {"name": "x"}).status_code == 403
    assert api_of(engineer).get(URL).status_code == 404
    unconfirmed = api_of(administrator, step_up=False).post(URL, {"name": "x", "roles": ["engineer"], "reason": "x"})
    assert unconfirmed.json()["code"] == "step_up_required"
