"""Naming a reviewer from the page of a request: offered to whom it is given, for those who may be named."""

import pytest
from django.urls import reverse

from access.models import Person
from common.permissions import RoleName
from common.refusals import Refused
from registers.actions.reviews import name_reviewer
from registers.models import NamedReviewer
from tests.factories.clients import api_of, client_of
from tests.factories.people import fresh, make_person
from tests.factories.policies import make_in_review
from tests.factories.reviews import approve, open_step
from tests.factories.use_cases import make_submitted
from trail.models import TrailEntry

pytestmark = pytest.mark.django_db


def test_it_works(administrator: Person, officer: Person) -> None:
    legal = make_person("Lena Legal", RoleName.LEGAL_REVIEWER)
    use_case = make_submitted()
    where = reverse("registers:name-reviewer", args=[use_case.pk])
    client = client_of(administrator)
    assert where in client.get(reverse("registers:review", args=[use_case.pk])).content.decode()
    answer = client.post(where, {"person": str(legal.pk), "reason": "The officers are away"})
    assert (answer.status_code, answer["Location"]) == (302, reverse("registers:review", args=[use_case.pk]))
    assert open_step(use_case).named.get().person == legal
    entry = TrailEntry.objects.about(use_case).first()
    assert entry is not None
    assert (entry.verb, entry.reason) == ("registers.use_case.reviewer_named", "The officers are away")
    page = client_of(legal).get(reverse("registers:review", args=[use_case.pk])).content.decode()
    assert 'name="answer"' in page
    assert "Lena Legal" in page
    approve(use_case, legal)
    page = client.get(reverse("registers:review", args=[use_case.pk])).content.decode()
    assert "named for this request" in page


def test_who_may_be_chosen(administrator: Person, engineer: Person, officer: Person) -> None:
    asker = make_person("Renate Requester", RoleName.ENGINEER, RoleName.LEGAL_REVIEWER)
    use_case = make_submitted(owner=asker)
    text = client_of(administrator).get(reverse("registers:name-reviewer", args=[use_case.pk])).content.decode()
    assert "Oscar Officer" in text
    for name in ("Emil Engineer", "Renate Requester", "Ada Administrator"):
        assert f">{name}</option>" not in text
    answer = client_of(administrator).post(
        reverse("registers:name-reviewer", args=[use_case.pk]), {"person": str(asker.pk), "reason": "Nobody else"}
    )
    assert answer.status_code == 422
    assert not NamedReviewer.objects.exists()


def test_who_may_not_name(auditor: Person) -> None:
    use_case = make_submitted()
    where = reverse("registers:name-reviewer", args=[use_case.pk])
    assert client_of(auditor).get(where).status_code == 403
    assert where not in client_of(auditor).get(reverse("registers:review", args=[use_case.pk])).content.decode()


def test_once_nothing_is_in_review(officer: Person) -> None:
    legal, use_case = make_person("Lena Legal", RoleName.LEGAL_REVIEWER), make_submitted()
    approve(use_case, officer)
    where = reverse("registers:name-reviewer", args=[use_case.pk])
    answer = client_of(officer).post(where, {"person": str(legal.pk), "reason": "Too late"})
    assert answer.status_code == 422
    assert "not in review any more" in answer.content.decode()


def test_nobody_is_named_for_a_policy_by_way_of_a_use_case(officer: Person) -> None:
    legal, use_case = make_person("Lena Legal", RoleName.LEGAL_REVIEWER), make_submitted()
    approve(use_case, officer)
    make_in_review()
    with pytest.raises(Refused) as error:
        name_reviewer(use_case.pk, legal.pk, by=fresh(officer), reason="By another way")
    assert error.value.refusal.code == "review_closed"
    assert not NamedReviewer.objects.exists()


def test_whoever_asked_does_not_choose_who_decides(officer: Person) -> None:
    asker = make_person("Renate Requester", RoleName.ENGINEER, RoleName.COMPLIANCE_OFFICER)
    friend, use_case = make_person("Lena Legal", RoleName.LEGAL_REVIEWER), make_submitted(owner=asker)
    where, client = reverse("registers:name-reviewer", args=[use_case.pk]), client_of(asker)
    assert where not in client.get(reverse("registers:review", args=[use_case.pk])).content.decode()
    given = {"person": str(friend.pk), "reason": "She is quick"}
    answers = [client.get(where), client.post(where, given)]
    answers.append(api_of(asker).post(f"/api/v1/use-cases/{use_case.pk}/name-reviewer/", given))
    assert [each.status_code for each in answers] == [403, 403, 403]
    assert not NamedReviewer.objects.exists()
    assert where in client_of(officer).get(reverse("registers:review", args=[use_case.pk])).content.decode()
