"""Parts in use cases: kept until a day, or taken away, when a campaign is applied."""

from datetime import timedelta

import pytest

from access.actions.access_reviews.answering import answer_review_item
from access.actions.access_reviews.applying import apply_access_review
from access.models import Person
from access.review_scopes import Scope
from common.clock import today
from common.refusals import Refused
from registers.actions.use_cases import share
from tests.factories.access_reviews import item_of, make_review
from tests.factories.people import fresh, make_person
from tests.factories.use_cases import make_draft, requester
from trail.models import TrailEntry

KIND = "use-case-member"
UNTIL = today() + timedelta(days=9)


def test_it_works(officer: Person, engineer: Person, data_owner: Person) -> None:
    draft = make_draft()
    for person, membership in ((engineer, "contributor"), (data_owner, "watcher")):
        share(draft.pk, person.pk, membership, by=requester())
    told = engineer.notifications.count()
    review = make_review(by=officer, scope=Scope(kinds=(KIND,)))
    kept, removed = item_of(review, engineer, KIND), item_of(review, data_owner, KIND)
    answer_review_item(kept.pk, answer="change", ends_on=UNTIL, note="Until it runs", by=fresh(officer))
    answer_review_item(removed.pk, answer="remove", note="Not needed", by=fresh(officer))
    apply_access_review(review.pk, by=fresh(officer))
    assert [(each.user, each.until) for each in draft.members.all()] == [(engineer, UNTIL)]
    kept.refresh_from_db()
    assert (kept.outcome, kept.outcome_note) == ("done", "")
    verbs = [entry.verb for entry in TrailEntry.objects.about(draft)]
    assert sorted(verbs[:2]) == ["registers.use_case.shared", "registers.use_case.unshared"]
    assert engineer.notifications.filter(kind="use-case").count() <= told


def test_whoever_sees_a_request_through_has_no_last_day(officer: Person) -> None:
    steward = make_person("Stella Steward", "engineer")
    share(make_draft().pk, steward.pk, "steward", by=requester())
    item = item_of(make_review(by=officer), steward, KIND)
    with pytest.raises(Refused) as refused:
        answer_review_item(item.pk, answer="change", ends_on=UNTIL, note="x", by=fresh(officer))
    assert refused.value.refusal.code == "not_changeable"


def test_what_cannot_be_kept_is_named(officer: Person, engineer: Person) -> None:
    share(make_draft().pk, engineer.pk, "contributor", by=requester())
    review = make_review(by=officer, scope=Scope(kinds=(KIND,)))
    item = item_of(review, engineer, KIND)
    answer_review_item(item.pk, answer="change", ends_on=UNTIL, note="Until it runs", by=fresh(officer))
    Person.objects.filter(pk=engineer.pk).update(is_active=False, deactivated_at=engineer.created_at)
    apply_access_review(review.pk, by=fresh(officer))
    item.refresh_from_db()
    assert (item.outcome, "deactivated" in item.outcome_note) == ("refused", True)
