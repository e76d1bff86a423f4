"""What a program may not: decide, run accounts, sign in, own, or be chosen where people are."""

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from access.actions.people import deactivate_person
from access.actions.roles import appoint_administrator, assign_role, create_role, edit_role
from access.actions.service_identities.retiring import retire_service
from access.actions.tokens import issue_token
from access.authentication import PasswordBackend
from access.models import Person, Role
from access.permits import may
from access.vocabulary import for_people
from common.clock import today
from common.refusals import Refused
from registers.actions.intake import ask_for_use
from registers.actions.use_cases import ask_to_join, draft_use_case, share
from tests.factories.clients import api_of, client_of
from tests.factories.people import fresh, make_department, make_person
from tests.factories.service_identities import answerer, make_service
from tests.factories.use_cases import make_approved, make_draft

EXCEPTION = {"reason": "A pilot", "compensating_control": "A human reads each"}
DECIDING = ["administrator", "compliance-officer", "privacy-reviewer", "security-reviewer", "legal-reviewer"]


@pytest.mark.parametrize("slug", DECIDING)
def test_roles_that_decide_are_refused(administrator: Person, slug: str) -> None:
    service = make_service()
    with pytest.raises(Refused) as caught:
        assign_role(service.pk, Role.objects.get(slug=slug).pk, by=administrator, reason="Please")
    assert caught.value.refusal.code == "service_decides_nothing"
    assert not fresh(service).assignments.exists()


@pytest.mark.parametrize("slug", ["engineer", "data-owner", "auditor"])
def test_roles_that_read_and_write_are_given(administrator: Person, slug: str) -> None:
    assert make_service("Export", slug).has_role(slug)


def test_the_command_line_appoints_no_program(administrator: Person) -> None:
    with pytest.raises(Refused) as caught:
        appoint_administrator(make_service().pk)
    assert caught.value.refusal.code == "service_decides_nothing"


def test_a_role_that_a_program_holds_does_not_learn_to_decide(administrator: Person) -> None:
    role = create_role(name="Reader", description="", permissions=["registers.view_register"], by=administrator)
    service = make_service("Export", role.slug)
    wanted = ["registers.view_register", "registers.decide_use_case"]
    with pytest.raises(Refused) as caught:
        edit_role(role.pk, name="Reader", description="", permissions=wanted, by=administrator)
    assert caught.value.refusal.code == "service_decides_nothing"
    # Even where a role was changed past the rule, a program decides on nothing.
    Role._base_manager.filter(pk=role.pk).update(own_permissions=wanted)
    service = fresh(service)
    assert service.may("registers.view_register")
    assert not service.may("registers.decide_use_case")


def test_a_role_for_one_department_lets_a_program_decide_on_nothing(administrator: Person) -> None:
    reads, decides = "registers.view_use_case", "registers.decide_use_case"
    role = create_role(name="Reader", description="", permissions=[reads], by=administrator)
    service, sales = make_service(), make_department("Sales")
    assign_role(service.pk, role.pk, by=administrator, reason="Reads", department_id=sales.pk)
    # Even where a role was changed past the rule.
    Role._base_manager.filter(pk=role.pk).update(own_permissions=[reads, decides])
    assert fresh(service).departments_for(reads) == {sales.pk}
    assert not fresh(service).departments_for(decides)
    assert not fresh(service).may_for(decides, sales.pk)


def test_no_relation_lets_a_program_do_what_is_for_people(administrator: Person) -> None:
    class Duty:
        def relations_of(self, _person: Person) -> frozenset[str]:
            return frozenset({"reader", "reviewer", "owner"})

    service = make_service()
    assert not may(service, "registers.acknowledge_document", Duty())
    assert not may(service, "access.answer_review", Duty())
    assert may(make_person("Rita Reader"), "registers.acknowledge_document", Duty())
    assert "registers.decide_use_case" in for_people()


def test_it_signs_in_nowhere(administrator: Person, client: Client) -> None:
    service = make_service()
    assert PasswordBackend().authenticate(None, email="", password="x") is None
    assert PasswordBackend().get_user(str(service.pk)) is None
    client.force_login(service, backend="access.authentication.PasswordBackend")
    assert client.get("/").status_code == 302
    assert client.get("/").headers["Location"].startswith("/access/sign-in/")


@pytest.mark.parametrize(
    "wrong",
    [
        {"password": "pbkdf2$x"},
        {"email": "a@example.org"},
        {"answerable": None},
        {"issuer": "local"},
        {"kind": "person"},
    ],
)
def test_the_database_says_it_too(administrator: Person, wrong: dict[str, object]) -> None:
    service = make_service()
    with pytest.raises(IntegrityError), transaction.atomic():
        Person._base_manager.filter(pk=service.pk).update(**wrong)


def test_two_programs_need_no_address(administrator: Person) -> None:
    assert make_service("One").email == make_service("Two").email == ""


def test_a_person_with_a_local_sign_in_has_an_address(administrator: Person) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Person._base_manager.filter(pk=administrator.pk).update(email="")


def test_lists_of_people_leave_it_out(administrator: Person) -> None:
    service = make_service("Zebra export", "data-owner")
    assert service not in Person.objects.people()
    assert service not in Person.objects.active()
    assert service not in Person.objects.without_role(today())
    page = client_of(administrator)
    assert "Zebra export" not in page.get("/access/people/").content.decode()
    assert page.get(f"/access/people/{service.pk}/").status_code == 404
    assert page.post(f"/access/people/{service.pk}/deactivate/", {"reason": "x"}).status_code == 404
    api = api_of(administrator)
    assert api.get(f"/api/v1/people/{service.pk}/").status_code == 404
    assert "Zebra export" not in page.get("/access/services/new/").content.decode()


def test_it_is_named_where_the_trail_tells_of_it(administrator: Person, auditor: Person) -> None:
    service = make_service()
    retire_service(service.pk, by=administrator, reason="Replaced")
    told = client_of(auditor).get(f"/trail/?about=access.person:{service.pk}").content.decode()
    assert "retired the program Nightly export" in told


def test_what_it_enters_is_of_whoever_answers_for_it(administrator: Person) -> None:
    engineer = make_person("Edda Engineer", "engineer")
    service = make_service("Pipeline", "engineer", answerable=engineer)
    use_case = draft_use_case(title="From a pipeline", by=service)
    assert (use_case.owner, use_case.created_by) == (engineer, service)


def test_it_enters_nothing_in_the_name_of_a_leaver_or_of_who_may_own_none(administrator: Person) -> None:
    looker, engineer = make_person("Lena Looker"), make_person("Edda Engineer", "engineer")
    without, service = (make_service(each.name, "engineer", answerable=each) for each in (looker, engineer))
    with pytest.raises(Refused) as caught:
        draft_use_case(title="From a pipeline", by=without)
    assert caught.value.refusal.code == "answering_may_not_own"
    deactivate_person(engineer.pk, by=administrator, reason="Left")
    for path, body in (
        ("/api/v1/use-cases/", {"title": "From a pipeline"}),
        ("/api/v1/exceptions/", {"title": "No masking", "expires_on": today().isoformat(), **EXCEPTION}),
    ):
        _row, secret = issue_token(service, name="t", scopes=["write"], days=1, by=administrator)
        answer = Client(headers={"Authorization": f"Bearer {secret}"}).post(path, body, content_type="application/json")
        assert (answer.status_code, answer.json()["code"]) == (409, "nobody_answers_for_it"), answer.json()


def test_it_asks_to_join_nothing(administrator: Person) -> None:
    engineer = make_person("Edda Engineer", "engineer")
    with pytest.raises(Refused) as caught:
        ask_to_join(make_approved().pk, message="Me too", by=make_service("Pipeline", "engineer", answerable=engineer))
    assert caught.value.refusal.code == "for_people"


def test_nothing_is_shared_with_it_and_it_asks_for_nothing(administrator: Person, officer: Person) -> None:
    service = make_service("Pipeline", "engineer")
    with pytest.raises(Person.DoesNotExist):
        share(make_draft().pk, service.pk, "watcher", by=officer)
    with pytest.raises(Refused) as caught:
        ask_for_use(by=service, title="x", wish="x", data="x", for_whom="x")
    assert caught.value.refusal.code == "for_people"


def test_its_token_confirms_nothing(administrator: Person) -> None:
    service = make_service("Pipeline", "auditor")
    _row, secret = issue_token(service, name="t", scopes=["read", "write"], days=1, by=administrator)
    headers = {"Authorization": f"Bearer {secret}", "Portal-Step-Up": ""}
    answer = Client(headers=headers).post(
        f"/api/v1/people/{answerer().pk}/deactivate/", {"reason": "x"}, content_type="application/json"
    )
    assert answer.status_code == 403
    assert answerer().is_active
