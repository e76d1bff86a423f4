"""The account for emergencies is nobody: not to choose, not to name, not to change from the portal."""

from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest
from django.core.exceptions import ObjectDoesNotExist
from django.test import Client

from access.actions import people, roles, sessions
from access.actions.access_reviews.answering import reassign_review_item
from access.hand_over_form import DeactivateManyForm, takers_for
from access.models import Authenticator, Person, Role
from access.permits import answering_for
from access.querysets import PersonQuerySet
from access.views.service_identities.forms import NewServiceForm
from common.refusals import Refused
from compliance_portal.posture import tiles_for
from registers.actions.handing_over import hand_over_exception
from registers.actions.use_cases.people import hand_over
from registers.forms.delegations import DelegationForm
from registers.forms.use_cases import PersonChoiceForm
from registers.importing.known import read_known
from tests.factories.access_reviews import item_of, make_review
from tests.factories.break_glass import EMAIL, Sheet, open_it, prepare
from tests.factories.clients import api_of, client_of
from tests.factories.documents import make_document, make_exception
from tests.factories.leavers import leave, make_owner
from tests.factories.people import fresh
from tests.factories.registers import make_category, make_project
from tests.factories.service_identities import make_service

EMERGENCY = "/access/emergency/"


@pytest.fixture
def sheet(administrator: Person, officer: Person) -> Sheet:
    return prepare()


def enter(sheet: Sheet) -> Client:
    open_it()
    client = Client()
    client.post(EMERGENCY, {"email": EMAIL, "password": sheet.password, "code": sheet.codes[0]})
    return client


def offered(person: Person) -> dict[str, Any]:
    """Return the people that each kind of chooser offers."""
    return {
        "who takes over": takers_for(person),
        "who takes over from many": DeactivateManyForm().fields["successor"].queryset,  # type: ignore[attr-defined]
        "who answers for a program": NewServiceForm().fields["answerable"].queryset,  # type: ignore[attr-defined]
        "who shares a use case": PersonChoiceForm().fields["person"].queryset,  # type: ignore[attr-defined]
        "who decides": DelegationForm(reader=person, for_others=True).fields["delegate"].queryset,  # type: ignore[attr-defined]
    }


def test_no_chooser_offers_it(sheet: Sheet, engineer: Person) -> None:
    Role.objects.get(slug="administrator").assignments.filter(person=sheet.person).update(
        role=Role.objects.get(slug="compliance-officer")
    )
    for name, queryset in offered(engineer).items():
        assert sheet.person not in set(queryset), name
    for asked in (PersonQuerySet.active, PersonQuerySet.people):
        assert sheet.person not in set(asked(Person.objects.all()))


def test_actions_refuse_it_too(sheet: Sheet, administrator: Person, officer: Person, engineer: Person) -> None:
    account = sheet.person
    _owner, (use_case, _other), granted = make_owner()
    service, item = make_service(), item_of(make_review(by=officer), engineer)
    tried: tuple[Callable[[], object], ...] = (
        lambda: people.deactivate_person(engineer.pk, by=administrator, reason="x", successor_id=account.pk),
        lambda: hand_over_exception(granted.pk, account.pk, by=officer, reason="x"),
        lambda: reassign_review_item(item.pk, reviewer=account, by=officer, reason="x"),
        lambda: make_review("Chosen", by=officer, reviewers=(account.pk,)),
        lambda: make_service("Other", answerable=account),
    )
    for attempt in tried:
        with pytest.raises(Refused) as caught:
            attempt()
        assert caught.value.refusal.code == "emergency_chosen"
    with pytest.raises(ObjectDoesNotExist):
        hand_over(use_case.pk, account.pk, by=officer, reason="x")
    with pytest.raises(Refused) as caught:
        answering_for(account)
    assert caught.value.refusal.code == "emergency_owns_nothing"
    assert fresh(service).answerable != account
    assert fresh(engineer).is_active


@pytest.mark.parametrize("make", [make_category, make_project, make_document, make_exception])
def test_it_owns_nothing_that_is_entered(sheet: Sheet, make: Callable[..., Any]) -> None:
    with pytest.raises(Refused) as caught:
        make("Something", owner_id=sheet.person.pk)
    assert (caught.value.refusal.code, caught.value.refusal.field) == ("emergency_chosen", "owner")


def test_a_file_does_not_name_it(sheet: Sheet, engineer: Person) -> None:
    assert set(read_known([EMAIL, engineer.email]).people) == {engineer.email}


def test_nothing_about_it_changes_in_the_portal(sheet: Sheet, administrator: Person) -> None:
    account = sheet.person
    by: dict[str, Any] = {"by": administrator, "reason": "x"}
    held = account.assignments.get()
    engineer = Role.objects.get(slug="engineer")
    tried: tuple[Callable[[], object], ...] = (
        lambda: roles.assign_role(account.pk, engineer.pk, **by),
        lambda: roles.extend_role(held.pk, ends_on=None, **by),
        lambda: roles.withdraw_role(held.pk, **by),
        lambda: people.edit_person(account.pk, name="Other", department_id=None, by=administrator),
        lambda: people.deactivate_person(account.pk, **by),
        lambda: people.reactivate_person(account.pk, **by),
        lambda: people.set_password(account.pk, f"Long-enough-{uuid4()}"),
        lambda: sessions.remove_second_factor(account.pk, **by),
        lambda: sessions.remove_second_factor(account.pk, by=account),
        lambda: sessions.renew_recovery_codes(account),
    )
    for attempt in tried:
        with pytest.raises(Refused) as caught:
            attempt()
        assert caught.value.refusal.code == "emergency_kept"
    assert Authenticator.objects.filter(person=account).exists()
    assert account.recovery_codes.count() == 10
    assert fresh(account).check_password(sheet.password)
    assert [each.role.slug for each in fresh(account).assignments_today] == ["administrator"]


def test_its_page_says_so_and_offers_to_end_its_sessions(sheet: Sheet, administrator: Person) -> None:
    client, page = client_of(administrator), sheet.person.get_absolute_url()
    shown = client.get(page).content.decode()
    assert "manage.py break_glass" in shown
    assert "For emergencies" in shown
    assert f"{page}end-sessions/" in shown
    for offer in (
        "Give a role",
        "Change the end",
        "Take away",
        "Reset second factor",
        f"{page}edit/",
        f"{page}deactivate/",
    ):
        assert offer not in shown
    listed = client.get("/access/people/").content.decode()
    assert EMAIL in listed
    assert "For emergencies" in listed
    assert EMAIL not in client.get("/access/people/?active=yes").content.decode()
    found = api_of(administrator).get(f"/api/v1/people/{sheet.person.pk}/")
    assert found.status_code == 200


def test_the_start_page_does_not_count_it(administrator: Person) -> None:
    before = [tile.value for tile in tiles_for(fresh(administrator))][:4]
    prepare()
    assert [tile.value for tile in tiles_for(fresh(administrator))][:4] == before


def test_in_an_emergency_no_token_is_offered(sheet: Sheet) -> None:
    client = enter(sheet)
    shown = client.get("/access/me/tokens/").content.decode()
    assert "The account for emergencies has no API tokens." in shown
    assert "tokens/new/" not in shown
    refused = client.get("/access/me/tokens/new/")
    assert refused.status_code == 403
    assert "has no API tokens" in refused.content.decode()
    entered = {"name": "t", "scope": "read", "days": "1", "confirmation": sheet.codes[1]}
    assert client.post("/access/me/tokens/new/", entered).status_code == 403
    assert sheet.person.recovery_codes.count() == 9, "the sign-in took one, and nothing since"


def test_in_an_emergency_the_second_factor_stays(sheet: Sheet) -> None:
    client, place = enter(sheet), "/access/me/second-factor/"
    shown = client.get(place).content.decode()
    assert "manage.py break_glass" in shown
    for address in (f"{place}remove/", f"{place}codes/"):
        assert address not in shown
    refused = client.post(f"{place}remove/", {"confirmation": sheet.codes[1]})
    assert refused.status_code == 403
    assert "Your password alone opens your account" not in refused.content.decode()
    assert Authenticator.objects.filter(person=sheet.person).exists()
    assert sheet.person.recovery_codes.count() == 9


def test_it_gets_no_messages_of_leavers(sheet: Sheet, engineer: Person) -> None:
    leave(engineer)
    assert not sheet.person.notifications.exclude(kind="role").exists()
