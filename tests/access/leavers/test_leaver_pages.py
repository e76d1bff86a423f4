"""Where leavers show up: the list, the person's page, the form that deactivates, my work."""

from access.models import Person
from tests.factories.clients import client_of
from tests.factories.leavers import leave, make_owner, make_successor
from tests.factories.people import PASSWORD, fresh

LIST = "/access/leavers/"


def text_of(person: Person, address: str) -> str:
    answer = client_of(person).get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def test_it_works(officer: Person, auditor: Person, administrator: Person) -> None:
    owner, _use_cases, _exception = make_owner()
    leave(owner, make_successor())
    for somebody in (officer, auditor, administrator):
        page = text_of(somebody, LIST)
        assert "Viktor Leaver" in page
        assert "2 use cases, 1 exception" in page
        assert "Susi Successor" in page
    assert f"/access/people/{owner.pk}/hand-over/" in text_of(officer, LIST)
    assert f"/access/people/{owner.pk}/hand-over/" not in text_of(auditor, LIST)


def test_who_owns_nothing_is_not_on_the_list(officer: Person, engineer: Person) -> None:
    leave(engineer)
    assert "No leaver owns anything" in text_of(officer, LIST)


def test_the_list_is_filtered_by_successor(officer: Person) -> None:
    owner, _use_cases, _exception = make_owner()
    leave(owner, make_successor())
    assert "Viktor Leaver" in text_of(officer, f"{LIST}?successor=yes")
    assert "Viktor Leaver" not in text_of(officer, f"{LIST}?successor=no")
    assert "Compliance officers" not in text_of(officer, LIST)
    leave(Person.objects.get(name="Susi Successor"))
    assert "Viktor Leaver" in text_of(officer, f"{LIST}?successor=no")


def test_the_list_is_exported(officer: Person) -> None:
    owner, _use_cases, _exception = make_owner()
    leave(owner)
    # Without a successor they are asked.
    assert "Compliance officers" in text_of(officer, LIST)
    answer = client_of(officer).get(f"{LIST}?export=csv")
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content  # type: ignore[attr-defined]
    assert "2 use cases, 1 exception" in content.decode("utf-8-sig")


def test_engineers_do_not_see_the_list(engineer: Person) -> None:
    assert client_of(engineer).get(LIST).status_code == 404


def test_a_person_s_page_says_what_they_own(officer: Person, administrator: Person) -> None:
    owner, _use_cases, _exception = make_owner()
    place = f"/access/people/{owner.pk}/"
    assert f'<a href="{place}hand-over/">2 use cases, 1 exception</a>' in text_of(officer, place)
    page = text_of(administrator, place)
    assert "2 use cases, 1 exception" in page
    assert "hand-over/" not in page
    leave(owner, make_successor())
    assert "Who takes over" in text_of(administrator, place)
    assert "Hand over" not in text_of(administrator, place)
    assert "Hand over" in text_of(officer, place)


def test_the_form_that_deactivates_asks_who_takes_over(administrator: Person, officer: Person) -> None:
    owner, _use_cases, _exception = make_owner()
    successor, page = make_successor(), client_of(administrator)
    place = f"/access/people/{owner.pk}/deactivate/"
    form = page.get(place).content.decode()
    assert "They own 2 use cases, 1 exception" in form
    assert f'value="{owner.pk}"' not in form
    fields = {"reason": "Left", "successor": str(successor.pk), "confirmation": PASSWORD}
    assert page.post(place, fields).status_code == 302
    gone = fresh(owner)
    assert not gone.is_active
    assert gone.successor == successor


def test_nobody_can_name_themselves_or_the_leaver(administrator: Person) -> None:
    owner, _use_cases, _exception = make_owner()
    page = client_of(administrator)
    for wrong in (administrator, owner):
        fields = {"reason": "Left", "successor": str(wrong.pk), "confirmation": PASSWORD}
        assert page.post(f"/access/people/{owner.pk}/deactivate/", fields).status_code == 422
    assert fresh(owner).is_active


def test_my_work_leads_there(officer: Person) -> None:
    owner, _use_cases, _exception = make_owner()
    leave(owner)
    page = text_of(officer, "/my-work/")
    assert "Viktor Leaver left: 2 use cases, 1 exception" in page
    assert f"/access/people/{owner.pk}/hand-over/" in page
