"""Whose clock says another day: what is due, late and over goes by the organisation's days, for everybody at once."""

from datetime import timedelta

import pytest
from django.urls import reverse

from access.actions.people import save_appearance
from common.clock import held_at, today
from common.permissions import RoleName
from registers.actions.reviews.chasing import chase_reviewers
from registers.choices import UseCaseState
from registers.models import Decision
from tests.factories.clients import api_of, client_of
from tests.factories.people import fresh, make_person
from tests.factories.reviews import hash_of, open_step
from tests.factories.routes import make_delegation
from tests.factories.use_cases import make_submitted

pytestmark = pytest.mark.django_db

AHEAD, BEHIND = "Pacific/Auckland", "Pacific/Honolulu"


@pytest.mark.parametrize("zone", [AHEAD, BEHIND])
def test_an_answer_is_due_by_the_organisations_day(zone: str) -> None:
    officer = make_person("Otto Officer", RoleName.COMPLIANCE_OFFICER)
    save_appearance(officer, language="", time_zone=zone, theme="auto")
    use_case = make_submitted()
    step, where = open_step(use_case), reverse("registers:review", args=[use_case.pk])
    for moment, late in ((step.due_at - timedelta(minutes=1), False), (step.due_at + timedelta(minutes=1), True)):
        with held_at(moment):
            client = client_of(officer)
            assert ("was due" in client.get(where).content.decode()) is late
            found = client.get("/registers/reviews/", {"waits": "all", "due": "late"}).content.decode()
            assert (use_case.title in found) is late
            assert chase_reviewers() == int(late)


def test_who_is_away_until_that_day_is_stood_in_for_to_its_end() -> None:
    away = make_person("Olga Officer", RoleName.COMPLIANCE_OFFICER)
    stand_in = make_person("Lena Legal", RoleName.LEGAL_REVIEWER)
    save_appearance(stand_in, language="", time_zone=AHEAD, theme="auto")
    use_case = make_submitted()
    step = open_step(use_case)
    make_delegation(away, stand_in, days=(step.due_at.date() - today()).days)
    given = {"content_hash": hash_of(use_case), "approved_until": "", "reason": ""}
    with held_at(step.due_at - timedelta(minutes=1)):
        # For the reader it is the day after; a condition of the organisation's day is not of the past.
        due = {"text": "Tell them", "owner": str(use_case.owner_id), "due_on": today().isoformat()}
        answer = api_of(fresh(stand_in)).post(
            f"/api/v1/use-cases/{use_case.pk}/approve/",
            {"content_hash": given["content_hash"], "conditions": [due]},
        )
        assert answer.status_code == 200, answer.content
    use_case.refresh_from_db()
    assert use_case.state == UseCaseState.APPROVED
    assert Decision.objects.get().on_behalf_of == away
