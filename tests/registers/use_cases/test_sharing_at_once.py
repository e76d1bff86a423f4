"""Sharing by two people at once, and the step by which members became guardian's permissions: every row is kept."""

from functools import partial

import pytest
from django.core.management import call_command
from django.db import connection

from registers.actions.use_cases import (
    hand_over,
    share,
    share_with_department,
    unshare,
    unshare_department,
)
from registers.models import UseCaseMember
from tests.factories.people import fresh, make_department, make_person
from tests.factories.registers import steward
from tests.factories.use_cases import make_draft, requester
from tests.registers.use_cases.test_at_once import at_once
from trail.models import TrailEntry

pytestmark = [pytest.mark.django_db(transaction=True)]


def test_it_works() -> None:
    draft, place, officer = make_draft(), make_department("Sales").pk, fresh(steward())
    found = at_once(
        partial(share_with_department, draft.pk, place, "watcher", by=requester()),
        partial(share_with_department, draft.pk, place, "watcher", by=officer),
    )
    assert sorted(found) == ["", "shared_already"]
    shared = draft.shares.get()
    found = at_once(
        partial(unshare_department, shared.pk, by=requester()), partial(unshare_department, shared.pk, by=officer)
    )
    assert sorted(found) == ["", "not_shared"]
    assert TrailEntry.objects.about(draft).filter(verb="registers.use_case.department_unshared").count() == 1


def test_one_is_added_once_and_owns_it_alone() -> None:
    draft, officer = make_draft(), fresh(steward())
    colleague = make_person("Carla Colleague", "engineer")
    found = at_once(
        partial(share, draft.pk, colleague.pk, "watcher", by=requester()),
        partial(share, draft.pk, colleague.pk, "watcher", by=officer),
    )
    assert sorted(found) == ["", "member_already"]
    found = at_once(
        partial(hand_over, draft.pk, colleague.pk, by=officer, reason="Moves on"),
        partial(unshare, draft.members.get().pk, by=colleague),
    )
    assert found[0] == ""
    assert found[1] in {"", "not_a_member"}
    assert not draft.members.exists()


def test_members_of_before_are_kept_there_and_back() -> None:
    draft = make_draft()
    people = {name: make_person(f"{name} Person", "engineer") for name in ("contributor", "watcher", "steward")}
    for membership, person in people.items():
        share(draft.pk, person.pk, membership, by=requester())
    share(draft.pk, people["contributor"].pk, "watcher", by=requester())
    fields = ("pk", "user_id", "content_object_id", "membership", "since", "by_themselves")
    kept = set(UseCaseMember.objects.values_list(*fields))
    call_command("migrate", "registers", "0011", verbosity=0)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT id, person_id, use_case_id, membership, since, by_themselves FROM registers_usecasemember"
        )
        assert set(cursor.fetchall()) == kept
    call_command("migrate", "registers", verbosity=0)
    assert set(UseCaseMember.objects.values_list(*fields)) == kept
    words = set(UseCaseMember.objects.values_list("membership", "permission__codename"))
    assert words == {
        ("contributor", "contribute_usecase"),
        ("watcher", "watch_usecase"),
        ("steward", "steward_usecase"),
    }
    # The guard stands again: what is changed past the trail is refused.
    with pytest.raises(Exception, match="was not recorded in the trail"):
        UseCaseMember._base_manager.filter(membership="watcher").update(by_themselves=True)
