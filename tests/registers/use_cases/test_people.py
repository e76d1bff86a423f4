"""Owners, contributors, watchers, and those who ask to join."""

from datetime import timedelta

import pytest

from access.actions.people import deactivate_person
from access.actions.roles import withdraw_role
from access.models import Notification, Person
from access.permits import PermissionRefused
from common.clock import today
from common.refusals import Refused
from registers.actions.use_cases import answer_join, ask_to_join, hand_over, retire_use_case, share, unshare
from registers.models import RegisterLine, UseCase
from tests.factories.use_cases import make_approved, make_draft, requester, shown
from trail.models import TrailEntry


def verbs(use_case: UseCase) -> list[str]:
    return [entry.verb.rsplit(".", 1)[1] for entry in TrailEntry.objects.about(use_case)]


def test_handing_over(engineer: Person) -> None:
    use_case = make_draft()
    share(use_case.pk, engineer.pk, "contributor", by=requester())
    hand_over(use_case.pk, engineer.pk, by=requester(), reason="I move on")
    use_case.refresh_from_db()
    assert (use_case.owner, use_case.department) == (engineer, engineer.department)
    assert not use_case.members.exists()
    assert verbs(use_case)[0] == "handed_over"
    assert RegisterLine.objects.get(use_case=use_case, until=None).owner == engineer
    told = Notification.objects.filter(person=engineer).order_by("-id")[0]
    assert "made you the owner" in told.title
    assert told.text == "I move on"
    with pytest.raises(PermissionRefused):
        hand_over(use_case.pk, requester().pk, by=requester(), reason="Back to me")


def test_handing_over_to_oneself_or_to_leavers_is_refused(officer: Person, engineer: Person) -> None:
    use_case = make_draft(owner=engineer)
    with pytest.raises(Refused):
        hand_over(use_case.pk, engineer.pk, by=officer, reason="Same")
    assert use_case.owner == engineer


def test_sharing_and_taking_off(engineer: Person, data_owner: Person) -> None:
    use_case = make_draft(owner=engineer)
    member = share(use_case.pk, data_owner.pk, "contributor", by=engineer)
    assert use_case.relations_of(data_owner) == {"contributor"}
    assert use_case in UseCase.objects.visible_to(data_owner)
    assert Notification.objects.filter(person=data_owner, title__contains="added you").exists()
    with pytest.raises(Refused):
        share(use_case.pk, data_owner.pk, "contributor", by=engineer)
    with pytest.raises(Refused):
        share(use_case.pk, engineer.pk, "watcher", by=engineer)
    unshare(member.pk, by=data_owner)
    assert not use_case.members.exists()
    assert verbs(use_case)[:2] == ["unshared", "shared"]


def test_only_the_owner_or_an_officer_shares(engineer: Person, data_owner: Person) -> None:
    use_case = make_approved()
    with pytest.raises(PermissionRefused):
        share(use_case.pk, data_owner.pk, "contributor", by=engineer)
    with pytest.raises(PermissionRefused):
        share(use_case.pk, engineer.pk, "contributor", by=engineer)
    member = share(use_case.pk, engineer.pk, "watcher", by=engineer)
    with pytest.raises(PermissionRefused):
        unshare(member.pk, by=data_owner)


def test_nobody_follows_what_they_may_not_see(engineer: Person) -> None:
    with pytest.raises(UseCase.DoesNotExist):
        share(make_draft().pk, engineer.pk, "watcher", by=engineer)


def test_joining(engineer: Person) -> None:
    use_case = make_approved()
    asked = ask_to_join(use_case.pk, message="We answer letters too", by=engineer)
    assert Notification.objects.filter(person=requester(), title__contains="asks to join").exists()
    with pytest.raises(Refused):
        ask_to_join(use_case.pk, message="Again", by=engineer)
    with pytest.raises(PermissionRefused):
        answer_join(asked.pk, accepted=True, by=engineer)
    answer_join(asked.pk, accepted=True, by=requester(), note="Welcome")
    assert "contributor" in use_case.relations_of(engineer)
    assert Notification.objects.filter(person=engineer, text="Welcome").exists()
    assert verbs(use_case)[:2] == ["join_answered", "join_asked"]
    with pytest.raises(Refused):
        answer_join(asked.pk, accepted=False, by=requester())


def test_declining(engineer: Person) -> None:
    use_case = make_approved()
    asked = ask_to_join(use_case.pk, message="Us too", by=engineer)
    answer_join(asked.pk, accepted=False, by=requester())
    assert not use_case.relations_of(engineer)
    assert ask_to_join(use_case.pk, message="Once more", by=engineer).answered_at is None


def test_joining_again_after_ones_part_was_over(engineer: Person) -> None:
    use_case = make_approved()
    member = share(use_case.pk, engineer.pk, "contributor", by=requester(), until=today())
    type(member).objects.filter(pk=member.pk).update(until=today() - timedelta(days=1))
    asked = ask_to_join(use_case.pk, message="Once more", by=engineer)
    answer_join(asked.pk, accepted=True, by=requester())
    assert use_case.relations_of(engineer) == {"contributor"}
    assert use_case.members.get().until is None


def test_who_left_meanwhile_does_not_join(engineer: Person, administrator: Person) -> None:
    use_case = make_approved()
    asked = ask_to_join(use_case.pk, message="Us too", by=engineer)
    deactivate_person(engineer.pk, by=administrator, reason="Left")
    with pytest.raises(Refused) as refused:
        answer_join(asked.pk, accepted=True, by=requester())
    assert refused.value.refusal.code == "person_inactive"
    answer_join(asked.pk, accepted=False, by=requester())
    assert not use_case.members.exists()


def test_who_may_not_ask_any_more_does_not_join(engineer: Person, administrator: Person) -> None:
    use_case = make_approved()
    asked = ask_to_join(use_case.pk, message="Us too", by=engineer)
    withdraw_role(engineer.assignments.get().pk, by=administrator, reason="Other work")
    with pytest.raises(Refused) as refused:
        answer_join(asked.pk, accepted=True, by=requester())
    assert refused.value.refusal.code == "may_not_work"


def test_who_owns_it_meanwhile_needs_no_part(engineer: Person, officer: Person) -> None:
    use_case = make_approved()
    asked = ask_to_join(use_case.pk, message="Us too", by=engineer)
    hand_over(use_case.pk, engineer.pk, by=requester(), reason="Yours")
    answer_join(asked.pk, accepted=True, by=officer)
    assert not use_case.members.exists()


def test_who_cannot_see_or_ask_does_not_join(engineer: Person, auditor: Person) -> None:
    with pytest.raises(UseCase.DoesNotExist):
        ask_to_join(make_draft().pk, message="Let me in", by=engineer)
    with pytest.raises(PermissionRefused):
        ask_to_join(make_approved("Other").pk, message="Let me in", by=auditor)


def test_retiring_ends_everything(engineer: Person, officer: Person) -> None:
    use_case = make_approved()
    asked = ask_to_join(use_case.pk, message="Us too", by=engineer)
    retire_use_case(use_case.pk, by=officer, reason="Replaced by a product")
    use_case.refresh_from_db()
    asked.refresh_from_db()
    assert (use_case.state, use_case.in_force, use_case.proposed) == ("retired", None, None)
    assert use_case.retired_at is not None
    assert shown(use_case).state == "withdrawn"
    assert asked.accepted is False
    assert verbs(use_case)[0] == "retired"
    for change in (lambda: retire_use_case(use_case.pk, by=officer, reason="Again"),
                   lambda: ask_to_join(use_case.pk, message="Us", by=engineer),
                   lambda: share(use_case.pk, engineer.pk, "watcher", by=officer),
                   lambda: hand_over(use_case.pk, engineer.pk, by=officer, reason="Yours")):  # fmt: skip
        with pytest.raises(Refused, match="retired"):
            change()


def test_strangers_do_not_retire(engineer: Person) -> None:
    with pytest.raises(PermissionRefused):
        retire_use_case(make_approved().pk, by=engineer, reason="Mine")
