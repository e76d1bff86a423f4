"""Data categories: entered, changed, retired, listed; by officers, and by whoever owns one."""

from typing import Any

import pytest

from access.actions.roles import assign_role
from access.models import Person, Role
from access.permits import PermissionRefused
from common.clock import today
from common.refusals import Refused
from registers.actions.categories import create_category, edit_category, retire_category
from registers.models import ClassificationLevel, DataCategory
from tests.factories.clients import client_of
from tests.factories.people import make_department, make_person, operator
from tests.factories.registers import make_category, make_project, make_rule
from trail.models import TrailEntry

pytestmark = pytest.mark.django_db
URL = "/registers/data-categories/"


def level(slug: str = "confidential") -> ClassificationLevel:
    return ClassificationLevel.objects.get(slug=slug)


def entered(**content: object) -> dict[str, object]:
    return {"name": "Customer e-mail", "level": level().pk, "description": "", "reason": "", **content}


def test_it_works(officer: Person, data_owner: Person) -> None:
    page = client_of(officer)
    assert f'href="{URL}new/"' in page.get(URL).content.decode()
    answer = page.post(
        f"{URL}new/",
        entered(personal="on", owner=data_owner.pk, detectors=["phone", "email"], retention_days=90),
    )
    category = DataCategory.objects.get()
    assert answer.headers["Location"] == category.get_absolute_url()
    assert (category.slug, category.personal, category.special) == ("customer-e-mail", True, False)
    assert (category.owner, category.detectors, category.retention_days) == (data_owner, ["email", "phone"], 90)
    form = page.get(f"{category.get_absolute_url()}edit/").content.decode()
    seen = form.split('name="seen" value="')[1].split('"')[0].replace("&#x27;", "'")
    answer = page.post(
        f"{category.get_absolute_url()}edit/",
        entered(level=level("restricted").pk, special="on", personal="on", reason="Health, too", seen=seen),
    )
    assert answer.status_code == 302
    category.refresh_from_db()
    assert (category.level, category.special, category.owner) == (level("restricted"), True, None)
    page.post(f"{category.get_absolute_url()}retire/", {"reason": "Merged"})
    category.refresh_from_db()
    assert category.retired_at is not None
    told = [(entry.verb.rsplit(".", 1)[1], entry.reason) for entry in TrailEntry.objects.about(category)]
    assert told == [("retired", "Merged"), ("edited", "Health, too"), ("created", "")]


def test_who_is_data_owner_for_one_department_only_is_not_offered(officer: Person, data_owner: Person) -> None:
    partly, role = make_person("Paula Partly"), Role.objects.get(slug="data-owner")
    sales = make_department("Sales").pk
    assign_role(partly.pk, role.pk, by=operator(), reason="Helps there", department_id=sales)
    page = client_of(officer)
    assert str(data_owner.pk) in (form := page.get(f"{URL}new/").content.decode())
    assert str(partly.pk) not in form
    assert page.post(f"{URL}new/", entered(owner=partly.pk)).status_code == 422


def test_its_page_says_where_it_may_go(officer: Person, engineer: Person) -> None:
    category = make_category("Diagnosis", "restricted", personal=True, special=True, detectors=["medical-record"])
    support = make_project("Support", retention="zdr")
    make_rule(category, "deny", reason="Nothing leaves")
    make_rule(category, "mask", support)
    page = client_of(engineer).get(category.get_absolute_url()).content.decode()
    for text in ("Special category", "Restricted", "Medical record number", "MRN 00482913", "Any project", "Support"):
        assert text in page
    assert "edit/" not in page
    assert "edit/" in client_of(officer).get(category.get_absolute_url()).content.decode()


def test_the_list_filters_and_exports(officer: Person, data_owner: Person) -> None:
    make_category("Diagnosis", "restricted", personal=True, special=True, detectors=["medical-record"])
    make_category("Customer e-mail", personal=True, owner_id=data_owner.pk, detectors=["email"])
    make_category("Press releases", "public")
    page = client_of(officer)
    for query, names in (
        ({"level": ["restricted", "public"]}, {"Diagnosis", "Press releases"}),
        ({"personal": "special"}, {"Diagnosis"}),
        ({"personal": "no"}, {"Press releases"}),
        ({"owner": "none"}, {"Diagnosis", "Press releases"}),
        ({"detector": "email"}, {"Customer e-mail"}),
        ({"detector": "none"}, {"Press releases"}),
        ({"q": "customer"}, {"Customer e-mail"}),
        ({"retired": "yes"}, set()),
    ):
        lines = page.get(URL, {**query, "export": "csv"}).content.decode("utf-8-sig").splitlines()[1:]
        assert {line.split(",")[0] for line in lines} == names
    assert "Customer e-mail" in client_of(data_owner).get(URL, {"owner": "me"}).content.decode()


@pytest.mark.parametrize(
    ("content", "code"),
    [
        ({"name": " "}, "name_missing"),
        ({"name": "diagnosis"}, "name_taken"),
        ({"special": True}, "special_is_personal"),
        ({"retention_days": 0}, "retention_too_short"),
        ({"detectors": ["crystal-ball"]}, "detector_unknown"),
    ],
)
def test_what_cannot_be_is_refused(officer: Person, content: dict[str, Any], code: str) -> None:
    make_category("Diagnosis")
    with pytest.raises(Refused) as refused:
        create_category(by=officer, **{"name": "New", "level_id": level().pk, **content})
    assert refused.value.refusal.code == code
    assert DataCategory.objects.count() == 1


def test_what_is_not_given_stays_and_the_same_again_is_no_event(officer: Person) -> None:
    category = make_category("Diagnosis", personal=True, detectors=["email"], description="What a patient has")
    edit_category(category.pk, by=officer, retention_days=30)
    category.refresh_from_db()
    assert (category.detectors, category.description, category.retention_days) == (["email"], "What a patient has", 30)
    edit_category(category.pk, by=officer, retention_days=30, detectors=("email",))
    assert TrailEntry.objects.filter(verb="registers.data_category.edited").count() == 1


def test_its_owner_changes_it_and_others_do_not(officer: Person, data_owner: Person, engineer: Person) -> None:
    mine, other = make_category("Diagnosis", owner_id=data_owner.pk), make_category("Contracts")
    edit_category(mine.pk, by=data_owner, description="What a patient has")
    assert client_of(data_owner).get(f"{mine.get_absolute_url()}edit/").status_code == 200
    for person, category in ((data_owner, other), (engineer, mine)):
        assert client_of(person).get(f"{category.get_absolute_url()}edit/").status_code == 403
        with pytest.raises(PermissionRefused):
            edit_category(category.pk, by=person, description="Mine now")
        with pytest.raises(PermissionRefused):
            retire_category(category.pk, by=person, reason="Mine now")
    with pytest.raises(PermissionRefused):
        create_category(name="New", level_id=level().pk, by=data_owner)


def test_what_is_retired_stays_as_it_was(officer: Person) -> None:
    category = make_category("Diagnosis")
    make_rule(category, "deny", starts_on=today())
    retire_category(category.pk, by=officer, reason="Merged")
    retire_category(category.pk, by=officer, reason="Again")
    assert TrailEntry.objects.filter(verb="registers.data_category.retired").count() == 1
    with pytest.raises(Refused) as refused:
        edit_category(category.pk, by=officer, description="New")
    assert refused.value.refusal.code == "category_retired"
    assert "edit/" not in client_of(officer).get(category.get_absolute_url()).content.decode()


def test_nobody_overwrites_what_somebody_else_changed(officer: Person) -> None:
    category = make_category("Diagnosis")
    page = client_of(officer)
    form = page.get(f"{category.get_absolute_url()}edit/").content.decode()
    seen = form.split('name="seen" value="')[1].split('"')[0]
    edit_category(category.pk, by=officer, description="Changed meanwhile")
    answer = page.post(f"{category.get_absolute_url()}edit/", entered(name="Mine", seen=seen))
    assert answer.status_code == 422
    assert "Somebody else changed this" in answer.content.decode()


def test_the_palette_finds_it(engineer: Person) -> None:
    category = make_category("Diagnosis")
    assert category.get_absolute_url() in client_of(engineer).get("/search/", {"q": "diagn"}).content.decode()
