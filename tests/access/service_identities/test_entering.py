"""Programs: entered with somebody who answers for them, changed, handed over, retired and brought back."""

import pytest

from access.actions.people import deactivate_person
from access.actions.service_identities.answering import hand_over_service
from access.actions.service_identities.entering import edit_service, enter_service
from access.actions.service_identities.retiring import bring_back_service, retire_service
from access.actions.tokens import issue_token
from access.models import SERVICE_ISSUER, ApiToken, Person
from access.permits import PermissionRefused
from common.refusals import Refused
from tests.factories.clients import ApiClient
from tests.factories.people import fresh, make_person
from tests.factories.service_identities import answerer, make_service
from trail.models import TrailEntry


def refused(caught: pytest.ExceptionInfo[Refused]) -> str:
    return caught.value.refusal.code


def test_it_works(administrator: Person) -> None:
    anna = answerer()
    service = enter_service(
        name="  Nightly   export ", purpose=" Reads ", answerable_id=anna.pk, department_id=None, by=administrator
    )
    assert (service.name, service.purpose, service.answerable) == ("Nightly export", "Reads", anna)
    assert (service.issuer, service.subject, service.email) == (SERVICE_ISSUER, str(service.pk), "")
    assert not service.has_usable_password()
    entry = TrailEntry.objects.about(service)[0]
    assert entry.sentence == "Ada Administrator entered the program Nightly export"
    assert entry in TrailEntry.objects.about(anna)
    assert anna.notifications.get().title == "You answer for the program Nightly export from now on"


@pytest.mark.parametrize(
    ("changed", "code"),
    [({"name": " \u200b".strip("\u200b")}, "name_missing"), ({"purpose": "  "}, "purpose_missing")],
)
def test_name_and_purpose_have_to_be_there(administrator: Person, changed: dict[str, str], code: str) -> None:
    given = {"name": "Export", "purpose": "Reads", **changed}
    with pytest.raises(Refused) as caught:
        enter_service(**given, answerable_id=answerer().pk, department_id=None, by=administrator)
    assert refused(caught) == code
    assert not Person.objects.services().exists()


def test_a_program_answers_for_nothing(administrator: Person) -> None:
    one = make_service()
    with pytest.raises(Refused) as caught:
        enter_service(name="Two", purpose="Reads", answerable_id=one.pk, department_id=None, by=administrator)
    assert refused(caught) == "answerable_is_a_service"


def test_a_leaver_answers_for_nothing(administrator: Person) -> None:
    anna = answerer()
    deactivate_person(anna.pk, by=administrator, reason="Left")
    with pytest.raises(Refused) as caught:
        enter_service(name="Two", purpose="Reads", answerable_id=anna.pk, department_id=None, by=administrator)
    assert refused(caught) == "answerable_inactive"


def test_only_administrators_enter_and_change_them(engineer: Person, officer: Person) -> None:
    service = make_service(answerable=engineer)
    for by in (engineer, officer):
        with pytest.raises(PermissionRefused):
            enter_service(name="X", purpose="Y", answerable_id=engineer.pk, department_id=None, by=by)
        with pytest.raises(PermissionRefused):
            edit_service(service.pk, name="X", purpose="Y", department_id=None, by=by)
        with pytest.raises(PermissionRefused):
            retire_service(service.pk, by=by, reason="No")
    with pytest.raises(PermissionRefused):
        hand_over_service(service.pk, engineer.pk, by=make_person("Otto Other"), reason="Mine")


def test_it_is_edited(administrator: Person) -> None:
    service = make_service()
    edit_service(service.pk, name="Hourly export", purpose="Reads often", department_id=None, by=administrator)
    assert (fresh(service).name, fresh(service).purpose) == ("Hourly export", "Reads often")
    before = TrailEntry.objects.count()
    edit_service(service.pk, name="Hourly export", purpose="Reads often", department_id=None, by=administrator)
    assert TrailEntry.objects.count() == before


def test_it_is_handed_over_and_its_tokens_go_on(administrator: Person, engineer: Person) -> None:
    service, anna = make_service(), answerer()
    token, secret = issue_token(service, name="t", scopes=["read"], days=9, by=administrator)
    hand_over_service(service.pk, engineer.pk, by=administrator, reason="Moves on")
    assert fresh(service).answerable == engineer
    entry = TrailEntry.objects.about(service)[0]
    assert entry.sentence == "Ada Administrator made Emil Engineer answer for the program Nightly export"
    assert {*entry.about} >= {f"access.person:{each.pk}" for each in (service, anna, engineer)}
    assert anna.notifications.filter(title="You no longer answer for the program Nightly export").exists()
    assert ApiToken.objects.get(pk=token.pk).revoked_at is None
    answer = ApiClient(headers={"Authorization": f"Bearer {secret}"}).get("/api/v1/people/me/")
    assert answer.json()["name"] == "Nightly export"


def test_whoever_hands_over_what_a_leaver_owned_hands_it_over(administrator: Person, officer: Person) -> None:
    service, anna = make_service(), answerer()
    deactivate_person(anna.pk, by=administrator, reason="Left")
    hand_over_service(service.pk, officer.pk, by=officer, reason="Until somebody is found")
    assert fresh(service).answerable == officer


def test_retired_it_is_out_at_once(administrator: Person) -> None:
    service = make_service()
    _token, secret = issue_token(service, name="t", scopes=["read"], days=9, by=administrator)
    client = ApiClient(headers={"Authorization": f"Bearer {secret}"})
    assert client.get("/api/v1/people/me/").status_code == 200
    retire_service(service.pk, by=administrator, reason="Replaced")
    assert client.get("/api/v1/people/me/").status_code == 401
    entry = TrailEntry.objects.about(service)[0]
    assert (entry.verb, entry.reason, entry.details["tokens"]) == ("access.service.retired", "Replaced", 1)
    with pytest.raises(Refused) as caught:
        issue_token(fresh(service), name="t", scopes=["read"], days=9, by=administrator)
    assert refused(caught) == "person_inactive"
    with pytest.raises(Refused) as caught:
        edit_service(service.pk, name="X", purpose="Y", department_id=None, by=administrator)
    assert refused(caught) == "service_retired"
    bring_back_service(service.pk, by=administrator, reason="Needed after all")
    assert fresh(service).is_active
    assert client.get("/api/v1/people/me/").status_code == 401
    assert TrailEntry.objects.about(service)[0].verb == "access.service.brought_back"


def test_it_comes_back_to_somebody_who_is_there(administrator: Person) -> None:
    service, anna = make_service(), answerer()
    retire_service(service.pk, by=administrator, reason="Replaced")
    deactivate_person(anna.pk, by=administrator, reason="Left")
    with pytest.raises(Refused) as caught:
        bring_back_service(service.pk, by=administrator, reason="Needed")
    assert refused(caught) == "answerable_inactive"
