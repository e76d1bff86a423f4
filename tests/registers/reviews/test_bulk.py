"""Many requests of low risk at once: a count to confirm, what is left out and why, each bound to what was shown."""

from typing import Any

import pytest
from django.test import Client

from access.models import Person
from common.permissions import RoleName
from registers.actions.reviews import ask_for_changes
from registers.actions.use_cases import begin_version, save_draft, submit_use_case, withdraw_use_case
from registers.choices import UseCaseState
from registers.models import Decision, Review, UseCase
from tests.factories.clients import client_of
from tests.factories.people import fresh, make_person
from tests.factories.registers import make_rule, steward
from tests.factories.reviews import board, hash_of, review_of
from tests.factories.use_cases import allowed_category, make_submitted, requester
from trail.models import TrailEntry

pytestmark = pytest.mark.django_db

URL = "/registers/reviews/"
HIGH: dict[str, Any] = {"autonomy": "acts-alone", "ai_act_answers": ["employment"]}


def asked(client: Client, *reviews: Review) -> Any:
    """Ask for the approval of selected requests; the confirmation is shown."""
    return client.post(f"{URL}?waits=all&do=bulk", {"action": "approve", "selected": [each.pk for each in reviews]})


def confirmed(client: Client, shown: Any, **more: Any) -> Any:
    """Confirm what was shown."""
    sent = {
        "action": "approve",
        "selected": list(shown.context["keys"]),
        "confirmed": "1",
        "expected": shown.context["expected"],
        "reason": "Public texts only",
        **more,
    }
    return client.post(f"{URL}?waits=all&do=bulk", sent, follow=True)


def states() -> dict[str, str]:
    return dict(UseCase.objects.values_list("title", "state"))


def test_it_works() -> None:
    officer = fresh(steward())
    cases = [make_submitted(f"Low {number}") for number in range(3)]
    hashes = {hash_of(each) for each in cases}
    client = client_of(officer)
    shown = asked(client, *map(review_of, cases))
    assert "Approve (3)" in shown.content.decode()
    page = confirmed(client, shown).content.decode()
    assert "“Approve” is done for 3 rows." in page
    assert set(states().values()) == {UseCaseState.APPROVED}
    assert set(Decision.objects.values_list("content_hash", flat=True)) == hashes
    assert set(Decision.objects.values_list("reason", "person")) == {("Public texts only", officer.pk)}
    for each in cases:
        entry = TrailEntry.objects.about(each).first()
        assert entry is not None
        assert (entry.verb, entry.actor_id) == ("registers.use_case.approved", officer.pk)
    assert TrailEntry.objects.filter(verb="registers.use_case.approved").count() == 3


def test_the_dialog_says_what_is_left_out_and_why() -> None:
    officer = fresh(steward())
    board()
    own = make_person("Otto Officer", RoleName.COMPLIANCE_OFFICER, RoleName.ENGINEER)
    low, theirs = make_submitted("Low"), make_submitted("Own", fresh(own))
    high = make_submitted("High", **HIGH)
    client = client_of(own)
    shown = asked(client, *map(review_of, (low, theirs, high)))
    text = shown.content.decode()
    assert "Approve (1)" in text
    assert "It can be done for 1 of 3 rows." in text
    assert f"Only requests of low risk are approved together; decide on this one alone. ({high.code})" in text
    assert f"You own it or have worked on it, so somebody else decides. ({theirs.code})" in text
    page = confirmed(client, shown).content.decode()
    assert "is done for 1 row." in page
    assert states() == {"Low": "approved", "Own": "in-review", "High": "in-review"}
    assert fresh(officer) != own


def test_what_is_not_at_ones_step_or_blocked_today_is_left_out() -> None:
    officer = fresh(steward())
    people = board()
    low = make_submitted("Low")
    privacy = client_of(people[RoleName.PRIVACY_REVIEWER])
    shown = asked(privacy, review_of(low))
    assert "It can be done for 0 of 1 row." in shown.content.decode()
    assert "Approve (0)" not in shown.content.decode()
    assert "It does not wait for you" in shown.content.decode()
    confirmed(privacy, shown)
    assert states() == {"Low": "in-review"}
    make_rule(allowed_category(), "deny")
    client = client_of(officer)
    shown = asked(client, review_of(low))
    assert "The rules of today speak against it" in shown.content.decode()
    assert "It can be done for 0 of 1 row." in shown.content.decode()
    confirmed(client, shown)
    assert states() == {"Low": "in-review"}
    assert not Decision.objects.exists()


def test_what_changed_since_it_was_shown_is_left_out_by_name() -> None:
    officer = fresh(steward())
    low, changed = make_submitted("Low"), make_submitted("Changed")
    client = client_of(officer)
    shown = asked(client, review_of(low), review_of(changed))
    assert "Approve (2)" in shown.content.decode()
    asker = fresh(requester())
    begin_version(changed.pk, by=asker)
    save_draft(changed.pk, {"purpose": "Something else altogether"}, by=asker)
    submit_use_case(changed.pk, by=asker)
    page = confirmed(client, shown).content.decode()
    assert "is done for 1 row." in page
    assert f"{changed.code} Changed: It was changed or answered since it was selected." in page
    assert states() == {"Low": "approved", "Changed": "in-review"}
    assert Decision.objects.get().review.version.use_case == low  # type: ignore[union-attr]


def test_what_somebody_else_answered_meanwhile_is_left_out() -> None:
    officer = fresh(steward())
    withdrawn, answered = make_submitted("Withdrawn"), make_submitted("Answered")
    client = client_of(officer)
    shown = asked(client, review_of(withdrawn), review_of(answered))
    withdraw_use_case(withdrawn.pk, by=fresh(requester()), reason="Not now")
    other = make_person("Otto Officer", RoleName.COMPLIANCE_OFFICER)
    ask_for_changes(answered.pk, by=other, content_hash=hash_of(answered), changes={"": "Say more"})
    page = confirmed(client, shown).content.decode()
    for each in (withdrawn, answered):
        assert f"{each}: It was changed or answered since it was selected." in page
    assert states() == {"Withdrawn": "withdrawn", "Answered": "changes-asked"}


def test_every_row_that_matches_is_confirmed_by_its_count() -> None:
    officer = fresh(steward())
    make_submitted("Low")
    client = client_of(officer)
    shown = client.post(f"{URL}?do=bulk", {"action": "approve", "all_matching": "1"})
    make_submitted("Another")
    again = confirmed(client, shown, all_matching="1", selected=[])
    assert again.status_code == 422
    assert "Approve (2)" in again.content.decode()
    assert not Decision.objects.exists()
    confirmed(client, again, all_matching="1", selected=[])
    assert states() == {"Low": "approved", "Another": "approved"}


def test_a_reason_is_asked_for() -> None:
    client, low = client_of(fresh(steward())), make_submitted("Low")
    shown = asked(client, review_of(low))
    assert confirmed(client, shown, reason="").status_code == 422
    assert states() == {"Low": "in-review"}


def test_who_may_not_decide_is_turned_away(auditor: Person, administrator: Person) -> None:
    review = review_of(make_submitted("Low"))
    for person in (auditor, administrator):
        assert asked(client_of(person), review).status_code == 403
    assert not Decision.objects.exists()
