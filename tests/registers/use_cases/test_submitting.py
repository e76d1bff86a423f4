"""Submitting and withdrawing: frozen under its hash, refused with every open question."""

import pytest

from access.models import Person
from access.permits import PermissionRefused
from common.refusals import Refused
from registers.actions.use_cases import begin_version, share, submit_use_case, withdraw_use_case
from registers.models import RegisterLine
from registers.reading.contents import content_of
from registers.rules.content import content_hash
from tests.factories.registers import make_category, make_project, make_rule
from tests.factories.use_cases import (
    answered,
    in_force,
    make_approved,
    make_draft,
    make_submitted,
    proposed,
    requester,
    shown,
)
from trail.models import TrailEntry


def test_it_works(engineer: Person) -> None:
    use_case = submit_use_case(make_draft(owner=engineer, **answered()).pk, by=engineer)
    use_case.refresh_from_db()
    version = proposed(use_case)
    assert (use_case.state, version.state, version.submitted_by) == ("in-review", "in-review", engineer)
    assert version.content_hash == content_hash(content_of(version))
    entry = TrailEntry.objects.about(use_case)[0]
    assert entry.verb == "registers.use_case.submitted"
    assert entry.details["content_hash"] == version.content_hash
    assert RegisterLine.objects.get(use_case=use_case, until=None).state == "in-review"


def test_every_open_question_is_named(engineer: Person) -> None:
    use_case = make_draft(owner=engineer, purpose="Suggest answers")
    with pytest.raises(Refused) as refused:
        submit_use_case(use_case.pk, by=engineer)
    for word in ("people affected", "What comes out", "data that is sent", "projects", "models", "EU AI Act"):
        assert word in str(refused.value)
    assert "purpose" not in str(refused.value)
    use_case.refresh_from_db()
    assert use_case.state == "draft"


def test_special_categories_need_their_basis(engineer: Person) -> None:
    diagnosis = make_category("Diagnosis", personal=True, special=True)
    make_rule(diagnosis, "mask")
    use_case = make_draft(owner=engineer, **answered(categories=(diagnosis,)))
    with pytest.raises(Refused) as refused:
        submit_use_case(use_case.pk, by=engineer)
    assert refused.value.refusal.field == "special_basis"


def test_rules_of_today_are_asked_not_those_of_the_last_save(engineer: Person) -> None:
    texts, place = make_category("Manuals", "internal"), make_project("Support")
    make_rule(texts, "allow")
    use_case = make_draft(owner=engineer, **answered(place, (texts,)))
    make_rule(texts, "deny", place)
    with pytest.raises(Refused, match="“Manuals” may not go to Support"):
        submit_use_case(use_case.pk, by=engineer)


def test_contributors_do_not_submit(engineer: Person, data_owner: Person) -> None:
    use_case = make_draft(owner=engineer, **answered())
    share(use_case.pk, data_owner.pk, "contributor", by=engineer)
    with pytest.raises(PermissionRefused):
        submit_use_case(use_case.pk, by=data_owner)


def test_the_version_in_force_stays_while_a_change_is_in_review() -> None:
    use_case = make_approved()
    begin_version(use_case.pk, by=requester())
    use_case = submit_use_case(use_case.pk, by=requester())
    assert use_case.state == "approved"
    assert in_force(use_case).number == 1
    assert proposed(use_case).state == "in-review"
    withdraw_use_case(use_case.pk, by=requester(), reason="Not needed")
    use_case.refresh_from_db()
    assert (use_case.state, use_case.proposed, in_force(use_case).number) == ("approved", None, 1)


def test_withdrawing() -> None:
    use_case = make_submitted()
    withdraw_use_case(use_case.pk, by=requester(), reason="Asked too early")
    use_case.refresh_from_db()
    assert (use_case.state, use_case.proposed, shown(use_case).state) == ("withdrawn", None, "withdrawn")
    entry = TrailEntry.objects.about(use_case)[0]
    assert (entry.verb, entry.reason) == ("registers.use_case.withdrawn", "Asked too early")


def test_what_is_not_in_review_is_not_withdrawn() -> None:
    use_case = make_draft()
    with pytest.raises(Refused) as refused:
        withdraw_use_case(use_case.pk, by=requester(), reason="Why not")
    assert refused.value.refusal.code == "not_in_review"


def test_strangers_do_not_withdraw(engineer: Person) -> None:
    use_case = make_submitted()
    with pytest.raises(PermissionRefused):
        withdraw_use_case(use_case.pk, by=engineer, reason="Mine")
