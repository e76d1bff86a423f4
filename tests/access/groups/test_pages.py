"""Pages of groups: what they show to whom, the preview before saving, and what people see of it elsewhere."""

from typing import Any

import pytest
from django.test import Client

from access.actions.groups import apply_groups
from access.models import DirectoryGroup, Person, Role
from tests.factories.clients import client_of
from tests.factories.groups import map_to, provision, sign_in_with, slugs_of
from tests.factories.people import PASSWORD, make_department, make_person

LIST, NEW, SEEN = "/access/groups/", "/access/groups/new/", "/access/groups/seen/"


@pytest.fixture
def page(administrator: Person) -> Client:
    return client_of(administrator, confirmed=True)


def read(client: Client, address: str, **query: Any) -> str:
    answer = client.get(address, query)
    assert answer.status_code == 200, answer.status_code
    return answer.content.decode()


def fields(name: str, *roles: str, **more: Any) -> dict[str, Any]:
    keys = [str(key) for key in Role.objects.filter(slug__in=roles).values_list("pk", flat=True)]
    return {"name": name, "external_id": "", "roles": keys, "department": "", "reason": "Agreed with IT", **more}


def test_it_works(administrator: Person, nobody: Person) -> None:
    sign_in_with(nobody, "builders")
    page = client_of(administrator)
    assert "Confirm that it is you" in read(page, NEW)
    answer = page.post(NEW, fields("builders", "engineer", confirmation=PASSWORD), follow=True)
    group = DirectoryGroup.objects.get()
    assert answer.redirect_chain[-1][0] == group.get_absolute_url()
    text = answer.content.decode()
    assert "Saved. 1 person gained or lost something." in text
    assert "Nina Nobody" in text
    assert "Last sign-in" in text
    assert "lets the group builders give Engineer" in text
    assert slugs_of(nobody) == {"engineer": ["builders"]}


def test_without_the_step_up_nothing_happens(administrator: Person) -> None:
    answer = client_of(administrator).post(NEW, fields("builders", "engineer", confirmation="wrong"))
    assert answer.status_code == 422
    assert not DirectoryGroup.objects.exists()


def test_the_preview_comes_while_typing(page: Client, nobody: Person) -> None:
    sign_in_with(nobody, "builders")
    text = page.post(NEW, fields("builders", "engineer", live="1", reason="")).content.decode()
    assert "1 person gains Engineer" in text
    assert "Nina Nobody" in text
    assert "1 active person is in this group." in text
    assert "Name a group and choose roles" in page.post(NEW, fields("", live="1")).content.decode()
    own = page.post(NEW, fields("both", "auditor", "administrator", live="1")).content.decode()
    assert "one group cannot give both: “Administrator” and “Auditor”" in own
    assert not DirectoryGroup.objects.exists()


def test_the_preview_comes_without_javascript(administrator: Person, nobody: Person) -> None:
    sign_in_with(nobody, "builders")
    answer = client_of(administrator).post(NEW, fields("builders", "engineer", submit="preview", reason=""))
    assert answer.status_code == 200
    text = answer.content.decode()
    assert "1 person gains Engineer" in text
    assert 'value="builders"' in text
    assert not DirectoryGroup.objects.exists()


def test_names_seen_in_sign_ins_are_offered(page: Client, nobody: Person, engineer: Person) -> None:
    sign_in_with(nobody, "all-staff", "50%_off")
    sign_in_with(engineer, "all-staff")
    map_to("known", "engineer")
    sign_in_with(engineer, "all-staff", "known")
    assert f"{NEW}?name=all-staff" in read(page, NEW)
    text = read(page, SEEN)
    assert text.index("all-staff") < text.index("50%_off")
    assert "known" not in text.split("<main")[1].split("</main>")[0].replace("unknown", "")
    assert "all-staff" not in read(page, SEEN, q="50%_").split("<main")[1]
    assert "No sign-in names such a group" in read(page, SEEN, q="%staff")
    assert 'value="all-staff"' in read(page, NEW, name="all-staff")


def test_a_group_is_changed_and_guarded(page: Client, nobody: Person) -> None:
    group = map_to("builders", "engineer")
    sign_in_with(nobody, "builders")
    address = f"{group.get_absolute_url()}edit/"
    text = read(page, address)
    version = text.split('name="version" value="')[1].split('"')[0]
    assert page.post(address, fields("builders", "data-owner", version=version)).status_code == 302
    assert slugs_of(nobody) == {"data-owner": ["builders"]}
    late = page.post(address, fields("builders", "engineer", version=version))
    assert late.status_code == 422
    assert "Somebody else changed this group meanwhile" in late.content.decode()
    assert slugs_of(nobody) == {"data-owner": ["builders"]}
    present = late.content.decode().split('name="version" value="')[1].split('"')[0]
    assert page.post(address, fields("builders", "engineer", version=present)).status_code == 302
    assert slugs_of(nobody) == {"engineer": ["builders"]}


def test_a_refusal_comes_back_at_its_field(page: Client) -> None:
    map_to("builders", "engineer")
    answer = page.post(NEW, fields("builders", "engineer"))
    assert answer.status_code == 422
    assert "This group gives something already" in answer.content.decode()
    assert "Choose a role or a department" in page.post(NEW, fields("new")).content.decode()


def test_ending_it_says_who_loses_what(page: Client, nobody: Person) -> None:
    group = map_to("builders", "engineer")
    sign_in_with(nobody, "builders")
    address = f"{group.get_absolute_url()}unmap/"
    assert "1 person loses Engineer" in read(page, address)
    answer = page.post(address, {"reason": "Dissolved"}, follow=True)
    assert "Whoever is in this group gets nothing by it." in answer.content.decode()
    assert slugs_of(nobody) == {}


def test_the_list_finds_filters_and_exports(page: Client, nobody: Person) -> None:
    map_to("builders", "engineer", department="Building", external_id="b-1")
    provision("Choir", nobody)
    sign_in_with(nobody, "b-1")
    text = read(page, LIST)
    assert "builders" in text
    assert "Choir" in text
    for query, name in (({"mapped": "yes"}, "builders"), ({"mapped": "no"}, "Choir"), ({"q": "b-1"}, "builders")):
        rows = page.get(LIST, {**query, "export": "json"}).json()
        assert [row["name"] for row in rows] == [name], query
    [row] = page.get(LIST, {"role": "engineer", "kept_by": "hand", "export": "json"}).json()
    assert (row["roles"], row["by_sign_in"], row["by_directory"]) == ("Engineer", 1, 0)
    [row] = page.get(LIST, {"kept_by": "directory", "export": "json"}).json()
    assert row["by_directory"] == 1


def test_people_are_found_by_group(page: Client, nobody: Person, engineer: Person) -> None:
    group = map_to("builders", "engineer")
    sign_in_with(nobody, "builders")
    rows = page.get("/access/people/", {"group": str(group.pk), "export": "json"}).json()
    assert [row["name"] for row in rows] == ["Nina Nobody"]


def test_a_persons_page_says_which_group_gave_what(page: Client, administrator: Person, nobody: Person) -> None:
    map_to("builders", "engineer")
    map_to("auditors", "auditor")
    map_to("officers", "compliance-officer")
    sign_in_with(nobody, "builders", "auditors", "officers", "all-staff")
    text = read(page, nobody.get_absolute_url())
    assert "by the group builders" in text
    assert "Auditor did not follow the groups." in text
    assert "Duties are kept apart" in text
    assert "named 1 other group that gives nothing" in text
    held = nobody.assignments.get()
    assert f"/access/assignments/{held.pk}/withdraw/" not in text
    answer = page.post(f"/access/assignments/{held.pk}/withdraw/", {"reason": "x"})
    assert answer.status_code == 422
    assert "comes from the directory, by “builders”" in answer.content.decode()
    assert "builders" in read(page, Role.objects.get(slug="engineer").get_absolute_url())


def test_a_claim_that_was_missing_is_said(page: Client, nobody: Person) -> None:
    apply_groups(nobody, claimed=None)
    assert "Their last sign-in named no groups" in read(page, nobody.get_absolute_url())


def test_who_may_see_and_who_may_change(auditor: Person, engineer: Person) -> None:
    group = map_to("builders", "engineer", department="Building")
    make_department("Building")
    auditors, engineers = client_of(auditor), client_of(engineer)
    text = read(auditors, group.get_absolute_url())
    assert f"{group.get_absolute_url()}edit/" not in text
    assert auditors.get(f"{group.get_absolute_url()}edit/").status_code == 403
    assert auditors.get(NEW).status_code == 403
    assert engineers.get(group.get_absolute_url()).status_code == 404
    assert engineers.get(LIST).status_code == 404
    sign_in_with(engineer, "all-staff")
    assert "all-staff" in read(auditors, SEEN)
    assert "?name=all-staff" not in read(auditors, SEEN)


def test_many_people_are_named_in_part(page: Client) -> None:
    for number in range(7):
        sign_in_with(make_person(f"Builder {number}"), "builders")
    text = page.post(NEW, fields("builders", "engineer", live="1")).content.decode()
    assert "7 people gain Engineer" in text
    assert "2 more" in text
