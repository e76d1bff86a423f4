"""People over the API."""

from uuid import uuid4

from access.models import Person
from tests.factories.clients import api_of
from tests.factories.people import fresh, make_department, make_person
from trail.models import TrailEntry

URL = "/api/v1/people/"


def last_entry(verb: str) -> TrailEntry:
    return TrailEntry.objects.filter(verb=verb).latest("id")


def test_list_works(administrator: Person, engineer: Person) -> None:
    answer = api_of(administrator).get(URL)
    assert answer.status_code == 200
    assert set(answer.json()) == {"results", "next", "previous"}
    ada, emil = answer.json()["results"]
    assert (ada["name"], emil["name"]) == ("Ada Administrator", "Emil Engineer")
    assert emil["department"]["name"] == "Engineering"
    assert [each["role"]["slug"] for each in emil["assignments"]] == ["engineer"]
    assert emil["assignments"][0]["given_by"]["name"] == "Ada Administrator"


def test_list_is_paged_filtered_and_sorted(administrator: Person, engineer: Person, auditor: Person) -> None:
    api = api_of(administrator)
    first = api.get(f"{URL}?page_size=2&sort=-name").json()
    assert [each["name"] for each in first["results"]] == ["Emil Engineer", "Anna Auditor"]
    second = api.get(first["next"]).json()
    assert [each["name"] for each in second["results"]] == ["Ada Administrator"]
    assert second["next"] is None
    assert api.get(second["previous"]).json()["results"] == first["results"]
    found = api.get(URL, {"role": "auditor"}).json()["results"]
    assert [each["id"] for each in found] == [str(auditor.pk)]
    assert len(api.get(URL, {"page_size": 100000}).json()["results"]) == 3


def test_a_bad_query_is_told_by_parameter(administrator: Person) -> None:
    for query in ({"page_size": "x"}, {"page_size": "0"}, {"sort": "shoe"}, {"active": "maybe"}, {"cursor": "x"}):
        answer = api_of(administrator).get(URL, query)
        assert answer.status_code == 400
        assert [each["field"] for each in answer.json()["errors"]] == list(query)


def test_a_list_costs_the_same_queries_for_more_rows(administrator: Person, django_assert_max_num_queries) -> None:
    for number in range(5):
        make_person(f"Person {number}", "engineer", department=f"Department {number}")
    api = api_of(administrator)
    with django_assert_max_num_queries(6):
        api.get(URL)


def test_retrieve_works_whatever_the_filters_say(administrator: Person, engineer: Person) -> None:
    answer = api_of(administrator).get(f"{URL}{engineer.pk}/?active=no")
    assert answer.json()["email"] == "emil-engineer@example.org"


def test_me_shows_what_i_may_do(engineer: Person, auditor: Person) -> None:
    mine = api_of(auditor).get(f"{URL}me/").json()
    assert mine["name"] == "Anna Auditor"
    assert "access.view_people" in mine["permissions"]
    assert "access.view_people" not in api_of(engineer).get(f"{URL}me/").json()["permissions"]


def test_create_invites(administrator: Person) -> None:
    department = make_department("Sales")
    given = {"email": "nora@example.org", "name": "Nora New", "department": str(department.pk)}
    answer = api_of(administrator).post(URL, given)
    assert answer.status_code == 201
    person = Person.objects.get(email="nora@example.org")
    assert answer.headers["Location"] == f"http://testserver{URL}{person.pk}/"
    assert answer.json()["department"]["name"] == "Sales"
    entry = last_entry("access.person.invited")
    assert (entry.actor_id, entry.channel, entry.address) == (administrator.pk, "api", "127.0.0.1")


def test_create_refuses_an_address_in_use_and_bad_fields(administrator: Person, engineer: Person) -> None:
    api = api_of(administrator)
    taken = api.post(URL, {"email": engineer.email, "name": "Twin"})
    assert (taken.status_code, taken.json()["code"]) == (409, "email_taken")
    assert taken.json()["errors"][0]["field"] == "email"
    bad = api.post(URL, {"email": "nowhere", "name": "\u0000", "department": str(uuid4())})
    assert bad.status_code == 422
    assert [each["field"] for each in bad.json()["errors"]] == ["name", "department", "email"]


def test_patch_changes_only_what_is_given(administrator: Person, engineer: Person) -> None:
    answer = api_of(administrator).patch(f"{URL}{engineer.pk}/", {"name": "Emil Engel"})
    assert answer.status_code == 200
    assert answer.json()["department"]["name"] == "Engineering"
    assert last_entry("access.person.edited").diff == [("name", "Emil Engineer", "Emil Engel")]
    assert api_of(administrator).patch(f"{URL}{engineer.pk}/", {"department": None}).json()["department"] is None


def test_roles_are_given_and_taken(administrator: Person, engineer: Person) -> None:
    api = api_of(administrator)
    given = api.post(f"{URL}{engineer.pk}/assign-role/", {"role": "data-owner", "reason": "New duty"})
    assert given.status_code == 200
    assert fresh(engineer).has_role("data-owner")
    assert last_entry("access.role.assigned").reason == "New duty"
    again = api.post(f"{URL}{engineer.pk}/assign-role/", {"role": "data-owner", "reason": "Twice"})
    assert (again.status_code, again.json()["code"]) == (409, "role_held")
    longer = api.post(
        f"{URL}{engineer.pk}/extend-role/", {"role": "data-owner", "ends_on": "2099-12-31", "reason": "Stays"}
    )
    assert [each["ends_on"] for each in longer.json()["assignments"]] == ["2099-12-31", None]
    assert last_entry("access.role.extended").reason == "Stays"
    taken = api.post(f"{URL}{engineer.pk}/withdraw-role/", {"role": "data-owner", "reason": "Moved on"})
    assert [each["role"]["slug"] for each in taken.json()["assignments"]] == ["engineer"]
    assert last_entry("access.role.withdrawn").reason == "Moved on"
    none = api.post(f"{URL}{engineer.pk}/withdraw-role/", {"role": "data-owner", "reason": "Twice"})
    assert (none.status_code, none.json()["code"]) == (409, "role_not_held")


def test_deactivate_and_reactivate(administrator: Person, engineer: Person) -> None:
    api, theirs = api_of(administrator), api_of(engineer)
    assert api.post(f"{URL}{engineer.pk}/deactivate/", {"reason": "Left"}).json()["is_active"] is False
    assert theirs.get(f"{URL}me/").status_code == 401
    assert last_entry("access.person.deactivated").reason == "Left"
    assert api.post(f"{URL}{engineer.pk}/reactivate/", {"reason": "Back"}).json()["is_active"] is True
    assert theirs.get(f"{URL}me/").status_code == 401


def test_end_sessions(administrator: Person, engineer: Person, client) -> None:
    client.force_login(engineer)
    answer = api_of(administrator).post(f"{URL}{engineer.pk}/end-sessions/", {"reason": "Lost laptop"})
    assert answer.json() == {"ended": 1}
    assert client.get(f"{URL}me/").status_code == 401
    assert last_entry("access.session.all_ended").reason == "Lost laptop"


def test_nobody_changes_their_own_standing(administrator: Person) -> None:
    answer = api_of(administrator).post(f"{URL}{administrator.pk}/deactivate/", {"reason": "Bye"})
    assert (answer.status_code, answer.json()["code"]) == (409, "own_roles")


def test_an_auditor_reads_but_does_not_write(auditor: Person, engineer: Person) -> None:
    api = api_of(auditor)
    assert api.get(f"{URL}{engineer.pk}/").status_code == 200
    answer = api.post(f"{URL}{engineer.pk}/deactivate/", {"reason": "No"})
    assert answer.status_code == 403
    assert (answer.json()["code"], answer.json()["permission"]) == ("permission_refused", "access.deactivate_person")
    assert fresh(engineer).is_active


def test_for_an_engineer_people_do_not_exist(engineer: Person, administrator: Person) -> None:
    api = api_of(engineer)
    for path in (URL, f"{URL}{administrator.pk}/", f"{URL}{uuid4()}/"):
        assert api.get(path).status_code == 404
    assert api.post(URL, {"email": "x@example.org", "name": "X"}).status_code == 404


def test_an_unknown_person_is_not_found(administrator: Person) -> None:
    for key in (uuid4(), "x", "0"):
        answer = api_of(administrator).get(f"{URL}{key}/")
        assert (answer.status_code, answer.json()["code"]) == (404, "not_found")
