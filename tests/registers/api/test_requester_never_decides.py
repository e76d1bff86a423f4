"""Whoever asked decides on nothing of it: with whatever roles, for somebody else, or named as a reviewer."""

from datetime import timedelta
from itertools import combinations

import pytest

from access.models import Person, Role, RoleAssignment
from common.clock import today
from common.permissions import RoleName
from common.refusals import Refused
from registers.actions.delegations import delegate_decisions
from registers.actions.reviews import approve_use_case, name_reviewer
from registers.models import Decision, NamedReviewer, UseCase
from registers.permissions import PERMISSIONS
from tests.factories.clients import ApiClient, api_of, client_of
from tests.factories.people import fresh, make_person, operator
from tests.factories.reviews import board, hash_of, open_step
from tests.factories.use_cases import make_submitted
from trail.recording import record

pytestmark = pytest.mark.django_db

EVERY = [names for size in range(len(RoleName) + 1) for names in combinations(RoleName, size)]
ANSWERS = ({"path": "approve"}, {"path": "ask-for-changes", "changes": {"": "More"}}, {"path": "reject"})


def answers_of(client: ApiClient, use_case: UseCase, seen: str) -> set[int]:
    found = set()
    for answer in ANSWERS:
        given = {"content_hash": seen, "reason": "Because I can do so", **answer}
        found.add(client.post(f"/api/v1/use-cases/{use_case.pk}/{given.pop('path')}/", given).status_code)
    return found


def hold(person: Person, names: tuple[RoleName, ...], roles: dict[str, Role]) -> None:
    """Have a person hold just these roles, those that are kept apart by the actions too."""
    RoleAssignment.objects.filter(person=person).delete()
    RoleAssignment.objects.bulk_create(RoleAssignment(person=person, role=roles[name]) for name in names)
    record("access.role.assigned", subject=person, by=None, reason="For a test", role="", starts_on="", ends_on="")


def test_with_every_combination_of_roles() -> None:
    use_case = make_submitted()
    asker, seen = use_case.owner, hash_of(use_case)
    assert asker is not None
    client, roles = api_of(asker, step_up=False), {each.slug: each for each in Role.objects.in_use()}
    assert len(EVERY) == 2 ** len(RoleName) >= 256
    for names in EVERY:
        hold(asker, names, roles)
        given = {"content_hash": seen, "reason": "Because I can do so"}
        answer = client.post(f"/api/v1/use-cases/{use_case.pk}/approve/", given)
        assert answer.status_code == 403, (names, answer.content)
    assert not Decision.objects.exists()


def test_with_every_answer_and_page() -> None:
    officers = make_person("Otto Officer", RoleName.COMPLIANCE_OFFICER)
    asker = make_person("Renate Requester", RoleName.ENGINEER, RoleName.COMPLIANCE_OFFICER, "executive")
    use_case = make_submitted(owner=asker)
    assert answers_of(api_of(asker), use_case, hash_of(use_case)) == {403}
    given = {"content_hash": hash_of(use_case), "reason": "Because I can do so", "answer": "reject"}
    assert client_of(asker).post(f"/registers/use-cases/{use_case.pk}/decide/", given).status_code == 403
    assert not Decision.objects.exists()
    assert answers_of(api_of(officers), use_case, hash_of(use_case)) == {200, 409}


def test_for_somebody_who_is_away() -> None:
    officer = make_person("Otto Officer", RoleName.COMPLIANCE_OFFICER)
    asker = make_person("Renate Requester", RoleName.ENGINEER, RoleName.COMPLIANCE_OFFICER)
    use_case = make_submitted(owner=asker)
    delegate_decisions(officer.pk, asker.pk, starts_on=today(), ends_on=today() + timedelta(days=5), by=fresh(officer))
    assert answers_of(api_of(asker), use_case, hash_of(use_case)) == {403}
    assert not Decision.objects.exists()


def test_nor_does_somebody_else_for_them() -> None:
    asker = make_person("Renate Requester", RoleName.ENGINEER, RoleName.COMPLIANCE_OFFICER)
    make_person("Otto Officer", RoleName.COMPLIANCE_OFFICER)
    stand_in = make_person("Susi Stand-In", RoleName.LEGAL_REVIEWER)
    board()
    use_case = make_submitted(owner=asker)
    delegate_decisions(asker.pk, stand_in.pk, starts_on=today(), ends_on=today() + timedelta(days=5), by=fresh(asker))
    with pytest.raises(Refused) as error:
        approve_use_case(use_case.pk, by=fresh(stand_in), content_hash=hash_of(use_case))
    assert error.value.refusal.code == "not_your_step"


def test_as_a_named_reviewer(officer: Person) -> None:
    asker = make_person("Renate Requester", RoleName.ENGINEER, RoleName.LEGAL_REVIEWER)
    use_case = make_submitted(owner=asker)
    with pytest.raises(Refused) as error:
        name_reviewer(use_case.pk, asker.pk, by=fresh(officer), reason="Nobody else is here")
    assert error.value.refusal.code == "too_near"
    # Named past the actions, they still do not decide.
    NamedReviewer.objects.create(step=open_step(use_case), person=asker, named_by=operator())
    record(
        "registers.use_case.reviewer_named", subject=use_case, by=officer, reason="Past the actions", person=asker,
        step="Compliance",
    )  # fmt: skip
    assert answers_of(api_of(asker), use_case, hash_of(use_case)) == {403}
    assert not Decision.objects.exists()


def test_by_a_role_of_ones_own_making() -> None:
    from access.actions.roles import assign_role, create_role

    asker = make_person("Renate Requester", RoleName.ENGINEER)
    everything = [name for name, each in PERMISSIONS.items() if each.grantable and not each.relations]
    role = create_role(
        name="Everything", description="", permissions=["registers.decide_use_case", *everything], by=operator()
    )
    assign_role(asker.pk, role.pk, by=operator(), reason="For a test")
    use_case = make_submitted(owner=asker)
    assert answers_of(api_of(asker), use_case, hash_of(use_case)) == {403}
    assert not Decision.objects.exists()
