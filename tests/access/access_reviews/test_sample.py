"""The sample's campaigns: one carried out, one under way; a campaign over the sample runs to applied decisions."""

from datetime import timedelta
from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command
from django.utils.timezone import get_default_timezone, localdate

from access.actions.access_reviews.answering import answer_review_item
from access.actions.access_reviews.applying import apply_access_review
from access.comparing_reviews import compare
from access.models import AccessReview, Person, RoleAssignment
from access.review_evidence import digest_holds, evidence_of
from common.clock import now
from registers.models import UseCaseMember
from tests.factories.clients import client_of
from trail.models import TrailEntry


@pytest.mark.django_db
def test_it_works(settings: Any) -> None:
    """Look at all of it in one go: playing the sample takes some seconds."""
    settings.SAMPLE = True
    call_command("load_sample", stdout=StringIO())
    this, last = AccessReview.objects.order_by("-opened_at")
    last_quarters_was_carried_out(last)
    this_quarters_is_half_answered(this)
    nothing_in_it_is_of_later(this)
    what_was_taken_is_back(last, this)
    it_runs_to_applied_decisions(this)
    the_trail_tells_it(this)


def last_quarters_was_carried_out(review: AccessReview) -> None:
    assert (review.state, str(review.closed_by)) == ("applied", "Renate Vogel")
    assert review.closed_at is not None
    assert timedelta(days=39) < now() - review.closed_at < timedelta(days=41)
    assert review.items.filter(outcome="done", answer="remove").count() == 2
    assert not review.items.filter(outcome__in=["", "refused"]).exists()
    assert digest_holds(review)


def this_quarters_is_half_answered(review: AccessReview) -> None:
    answered, total = review.items.exclude(answer="").count(), review.items.count()
    assert review.state == "open"
    assert 0.3 < answered / total < 0.7
    assert {"deactivated", "ends_soon", "never_used"} & {flag for item in review.items.all() for flag in item.flags}
    assert "deactivated" in {flag for item in review.items.all() for flag in item.flags}
    assert digest_holds(review)


def nothing_in_it_is_of_later(review: AccessReview) -> None:
    opened_on = localdate(review.opened_at, get_default_timezone()).isoformat()
    for item in review.items.all():
        told = (str(item), item.facts["since"], item.facts["last_used_on"])
        assert item.facts["since"] <= opened_on, told
        assert (item.facts["last_used_on"] or "") <= opened_on, told
    known = {item.object_id for item in review.items.filter(kind="use-case-member")}
    assert known
    assert UseCaseMember.objects.filter(by_themselves=False, since__gt=review.opened_at).exists(), "it would be seen"
    pipeline = Person.objects.get(name="Delivery pipeline").tokens.get()
    assert pipeline.last_used_at is not None
    assert pipeline.last_used_at > review.opened_at
    kept = review.items.get(kind="service-token", person=pipeline.person)
    used = localdate(review.opened_at - timedelta(hours=3), get_default_timezone())
    assert kept.facts["last_used_on"] == used.isoformat()


def what_was_taken_is_back(last: AccessReview, this: AccessReview) -> None:
    back = compare(last, this).back_again
    assert [(pair.holder, pair.right) for pair in back] == [("Beatriz Campos", "Claims project")]


def it_runs_to_applied_decisions(review: AccessReview) -> None:
    officers = [Person.objects.get(name=name) for name in ("Samuel Brandt", "Renate Vogel")]
    for item in review.items.filter(answer=""):
        by = next(each for each in officers if each.pk not in {item.person_id, item.person.answerable_id})
        left = "deactivated" in item.flags
        answer_review_item(item.pk, answer="remove" if left else "keep", note="Looked at together", by=by)
    page = client_of(officers[0])
    assert "What is taken away" in page.get(f"{review.get_absolute_url()}apply/").content.decode()
    apply_access_review(review.pk, by=officers[0])
    review.refresh_from_db()
    assert review.state == "applied"
    removed = review.items.filter(answer="remove")
    assert removed.exists()
    assert set(removed.values_list("outcome", flat=True)) == {"done"}
    taken = RoleAssignment.objects.filter(pk__in=removed.filter(kind="role").values("object_id"))
    assert not taken.standing().exists()


def the_trail_tells_it(review: AccessReview) -> None:
    told = [entry["verb"] for entry in evidence_of(review)["trail"]]
    assert told[0] == "access.review.opened"
    assert told[-1] == "access.review.applied"
    assert told.count("access.review.answered") == review.items.count()
    done = review.items.filter(outcome="done")
    assert told.count("access.review.carried_out") == done.count()
    for item in done.filter(kind="role", answer="remove"):
        entry = TrailEntry.objects.about(item.person).filter(verb="access.role.withdrawn").first()
        assert entry is not None
        assert entry.reason.startswith(review.name)
