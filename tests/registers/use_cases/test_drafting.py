"""Drafting: begun, saved as far as it is, judged at every save."""

import uuid
from decimal import Decimal
from typing import Any

import pytest

from access.models import Person
from access.permits import PermissionRefused
from common.refusals import Refused
from registers.actions.use_cases import draft_use_case, save_draft
from registers.models import RegisterLine, UseCase, UseCaseVersion
from registers.reading.contents import content_of
from tests.factories.people import make_person
from tests.factories.registers import make_category, make_project
from tests.factories.use_cases import answered, make_approved, make_draft, make_submitted, proposed, requester, shown
from trail.models import TrailEntry


def saved(use_case: UseCase, by: Person, **content: Any) -> UseCase:
    return save_draft(use_case.pk, content, by=by)


def test_it_works(engineer: Person) -> None:
    use_case = draft_use_case(title="  Answer mail ", by=engineer, purpose="Suggest answers")
    use_case.refresh_from_db()
    assert (use_case.state, use_case.owner, use_case.department) == ("draft", engineer, engineer.department)
    assert (use_case.title, use_case.purpose, use_case.risk_tier) == ("Answer mail", "Suggest answers", "")
    assert use_case.proposed == use_case.version
    assert use_case.in_force is None
    (entry,) = TrailEntry.objects.about(use_case)
    assert (entry.verb, entry.actor_id) == ("registers.use_case.drafted", engineer.pk)
    (line,) = RegisterLine.objects.filter(use_case=use_case)
    assert (line.title, line.version, line.until) == ("Answer mail", use_case.version, None)


def test_saving_changes_the_draft_in_place(engineer: Person) -> None:
    use_case = make_draft(owner=engineer)
    mail = make_category("Customer mail", personal=True)
    saved(use_case, engineer, title="Answer letters", categories={str(mail.pk): "mass"})
    use_case.refresh_from_db()
    assert (use_case.title, use_case.risk_tier) == ("Answer letters", "high")
    assert use_case.versions.count() == 1
    assert content_of(shown(use_case))["categories"] == {str(mail.pk): "mass"}
    assert RegisterLine.objects.filter(use_case=use_case).count() == 2
    entry = TrailEntry.objects.about(use_case)[0]
    assert entry.verb == "registers.use_case.edited"
    assert entry.details["fields"] == ["categories", "title"]


def test_choices_are_replaced_and_volumes_changed(engineer: Person) -> None:
    one, other = make_category("One"), make_category("Other")
    place = make_project("Support")
    use_case = make_draft(owner=engineer, categories={str(one.pk): "some"}, projects=[str(place.pk)])
    saved(use_case, engineer, categories={str(one.pk): "many", str(other.pk): "some"}, projects=[])
    assert content_of(shown(use_case))["categories"] == {str(one.pk): "many", str(other.pk): "some"}
    assert content_of(shown(use_case))["projects"] == []
    saved(use_case, engineer, categories={})
    assert content_of(shown(use_case))["categories"] == {}


def test_what_is_not_given_stays(engineer: Person) -> None:
    use_case = make_draft(owner=engineer, purpose="Suggest answers")
    saved(use_case, engineer, outputs="Drafts")
    assert content_of(proposed(use_case))["purpose"] == "Suggest answers"


def test_contributors_save_and_strangers_do_not(engineer: Person, officer: Person) -> None:
    use_case = make_draft()
    with pytest.raises(PermissionRefused):
        saved(use_case, engineer, title="Mine")
    saved(use_case, officer, title="Mended")


def test_who_may_not_ask_does_not_begin(auditor: Person) -> None:
    with pytest.raises(PermissionRefused):
        draft_use_case(title="Mine", by=auditor)
    assert not UseCase.objects.exists()


def test_only_who_may_hand_over_names_another_owner(engineer: Person, officer: Person) -> None:
    with pytest.raises(PermissionRefused):
        draft_use_case(title="Theirs", by=engineer, owner=officer)
    theirs = draft_use_case(title="Theirs", by=officer, owner=engineer)
    assert theirs.owner == engineer
    assert theirs.created_by == officer


@pytest.mark.parametrize(
    ("content", "field"),
    [
        ({"title": "  "}, "title"),
        ({"autonomy": "wild"}, "autonomy"),
        ({"endpoints": ["telepathy"]}, "endpoints"),
        ({"affected": ["martians"]}, "affected"),
        ({"categories": {str(uuid.uuid4()): "some"}}, "categories"),
        ({"projects": [str(uuid.uuid4())]}, "projects"),
        ({"retention_days": -1}, "retention_days"),
        ({"networks": ["10.0.0.1/8"]}, "networks"),
        ({"networks": ["everywhere"]}, "networks"),
        ({"categories": {"nonsense": "some"}}, "categories"),
    ],
)
def test_values_that_no_field_holds_are_refused(engineer: Person, content: dict[str, Any], field: str) -> None:
    use_case = make_draft(owner=engineer)
    with pytest.raises(Refused) as refused:
        saved(use_case, engineer, **content)
    assert refused.value.refusal.field == field
    assert TrailEntry.objects.about(use_case).count() == 1


def test_an_unknown_volume_is_refused(engineer: Person) -> None:
    mail = make_category("Customer mail")
    with pytest.raises(Refused):
        make_draft(owner=engineer, categories={str(mail.pk): "oceans"})


def test_what_was_submitted_does_not_change() -> None:
    use_case = make_submitted()
    with pytest.raises(Refused) as refused:
        saved(use_case, requester(), title="Other")
    assert refused.value.refusal.code == "version_frozen"


def test_without_a_draft_there_is_nothing_to_save() -> None:
    use_case = make_approved()
    with pytest.raises(Refused) as refused:
        saved(use_case, requester(), title="Other")
    assert refused.value.refusal.code == "nothing_proposed"


def test_complete_contents_come_back_as_they_were_given() -> None:
    given = answered(monthly_budget="250.00", networks=["10.0.0.0/8"], calls_per_minute=60)
    use_case = make_draft(**given)
    proposed(use_case).refresh_from_db()
    found = content_of(proposed(use_case))
    assert {name: str(found[name]) for name in given} == {name: str(value) for name, value in given.items()}


def test_a_leaver_of_the_portal_saves_nothing() -> None:
    owner = make_person("Lea Leaver", "engineer")
    use_case = draft_use_case(title="Theirs", by=make_officer(), owner=owner)
    owner.is_active = False
    with pytest.raises(PermissionRefused):
        saved(use_case, owner, title="Mine")


def make_officer() -> Person:
    return make_person("Olga Officer", "compliance-officer")


def test_the_same_again_leaves_no_entry(engineer: Person) -> None:
    mail = make_category("Mail")
    use_case = make_draft(owner=engineer, **answered(categories=(mail,), monthly_budget="250.00"))
    save_draft(use_case.pk, {}, by=engineer, note="First")
    version = proposed(use_case)
    before, lines = TrailEntry.objects.count(), use_case.lines.count()
    again = {"title": f" {use_case.title} ", "categories": {mail.pk: "some"}, "monthly_budget": Decimal(250)}
    save_draft(use_case.pk, again, by=engineer, note="First")
    saved(use_case, engineer)
    assert (TrailEntry.objects.count(), use_case.lines.count()) == (before, lines)
    assert proposed(use_case).saved_at == version.saved_at
    save_draft(use_case.pk, {}, by=engineer, note="Second")
    assert TrailEntry.objects.count() == before + 1


def test_what_the_rules_make_something_else_of_by_now_is_saved(engineer: Person) -> None:
    mail = make_category("Mail", "internal")
    use_case = make_draft(owner=engineer, **answered(categories=(mail,)))
    UseCaseVersion.objects.filter(use_case=use_case).update(risk_tier="high")
    before = TrailEntry.objects.count()
    saved(use_case, engineer)
    assert proposed(use_case).risk_tier != "high"
    assert TrailEntry.objects.count() == before + 1
