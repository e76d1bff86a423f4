"""More approvals at once than a request does itself are a job, which looks at each request again."""

import pytest

from access.actions import jobs
from access.choices import JobState
from access.models import Job
from registers.actions.use_cases import withdraw_use_case
from registers.models import UseCase
from tests.factories.clients import client_of
from tests.factories.people import fresh
from tests.factories.registers import steward
from tests.factories.reviews import review_of
from tests.factories.use_cases import make_submitted, requester

# A job says how far it is on a connection of its own, which sees only what is committed.
pytestmark = pytest.mark.django_db(transaction=True)

URL = "/registers/reviews/?waits=all&do=bulk"


def test_many_are_a_job(monkeypatch: pytest.MonkeyPatch) -> None:
    # What would be handed to a worker is done here; the queue itself is tried with a real worker elsewhere.
    monkeypatch.setattr("access.tasks.run_job.delay", str)
    monkeypatch.setattr("access.list_posts.MOST_AT_ONCE", 1)
    low, withdrawn = make_submitted("Low"), make_submitted("Withdrawn")
    client = client_of(fresh(steward()))
    selected = {"action": "approve", "selected": [review_of(each).pk for each in (low, withdrawn)]}
    shown = client.post(URL, selected)
    confirmed = {"confirmed": "1", "expected": shown.context["expected"], "reason": "Public texts only"}
    client.post(URL, {**selected, **confirmed})
    job = Job.objects.get(kind="bulk")
    assert set(UseCase.objects.values_list("state", flat=True)) == {"in-review"}
    withdraw_use_case(withdrawn.pk, by=fresh(requester()), reason="Not now")
    done = jobs.run(job.pk)
    assert done is not None
    assert done.state == JobState.DONE
    assert dict(UseCase.objects.values_list("title", "state")) == {"Low": "approved", "Withdrawn": "withdrawn"}
    assert done.message == f"1 row was done. 1x {withdrawn}: It was changed or answered since it was selected."
