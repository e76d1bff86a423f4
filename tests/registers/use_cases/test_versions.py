"""Versions: begun from the one in force, given up, never two at once."""

import pytest
from django.db import IntegrityError, transaction

from access.models import Person
from access.permits import PermissionRefused
from common.refusals import Refused
from registers.actions.use_cases import begin_version, discard_version, save_draft, withdraw_use_case
from registers.models import UseCaseVersion
from registers.reading.contents import content_of
from tests.factories.use_cases import in_force, make_approved, make_draft, make_submitted, proposed, requester, shown
from trail.models import TrailEntry


def test_it_works() -> None:
    use_case = make_approved()
    version = begin_version(use_case.pk, by=requester(), note="More data")
    use_case.refresh_from_db()
    assert (version.number, version.state, version.note) == (2, "draft", "More data")
    assert content_of(version) == content_of(in_force(use_case))
    assert (use_case.state, use_case.proposed, shown(use_case)) == ("approved", version, use_case.in_force)
    assert TrailEntry.objects.about(use_case)[0].verb == "registers.use_case.revised"


def test_the_register_shows_what_is_in_force_while_a_change_is_drafted() -> None:
    use_case = make_approved("Answer mail")
    begin_version(use_case.pk, by=requester())
    save_draft(use_case.pk, {"title": "Answer letters"}, by=requester())
    use_case.refresh_from_db()
    assert (use_case.title, proposed(use_case).title) == ("Answer mail", "Answer letters")


def test_after_a_withdrawal_it_starts_from_the_last_one() -> None:
    use_case = make_submitted("Answer mail")
    withdraw_use_case(use_case.pk, by=requester(), reason="Too early")
    version = begin_version(use_case.pk, by=requester())
    use_case.refresh_from_db()
    assert (use_case.state, version.title, version.content_hash) == ("draft", "Answer mail", "")


def test_one_version_at_a_time() -> None:
    use_case = make_draft()
    with pytest.raises(Refused) as refused:
        begin_version(use_case.pk, by=requester())
    assert refused.value.refusal.code == "already_proposed"


def test_the_database_refuses_a_second_proposal() -> None:
    use_case = make_draft()
    with pytest.raises(IntegrityError, match="registers_usecaseversion_is_proposed_once"), transaction.atomic():
        UseCaseVersion.objects.create(use_case=use_case, number=2, title="Second")


def test_discarding_leaves_what_is_in_force() -> None:
    use_case = make_approved()
    begin_version(use_case.pk, by=requester())
    discard_version(use_case.pk, by=requester(), reason="Not worth it")
    use_case.refresh_from_db()
    assert (use_case.state, use_case.proposed, shown(use_case).number) == ("approved", None, 1)
    assert use_case.versions.get(number=2).state == "withdrawn"
    assert TrailEntry.objects.about(use_case)[0].verb == "registers.use_case.discarded"


def test_discarding_the_only_version_withdraws_the_use_case() -> None:
    use_case = discard_version(make_draft().pk, by=requester())
    assert (use_case.state, use_case.proposed) == ("withdrawn", None)


def test_what_is_in_review_is_not_discarded() -> None:
    use_case = make_submitted()
    with pytest.raises(Refused):
        discard_version(use_case.pk, by=requester())


def test_strangers_begin_and_discard_nothing(engineer: Person) -> None:
    with pytest.raises(PermissionRefused):
        begin_version(make_approved().pk, by=engineer)
    with pytest.raises(PermissionRefused):
        discard_version(make_draft().pk, by=engineer)
