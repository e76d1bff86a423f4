"""Models: entered, assessed, deprecated."""

from datetime import timedelta

import pytest

from access.models import Person
from access.permits import PermissionRefused
from common.clock import today
from common.refusals import Refused
from registers.actions.models import create_model, edit_model
from registers.models import ProviderModel
from tests.factories.registers import make_model, make_provider
from trail.models import TrailEntry


def test_it_works(security_reviewer: Person, officer: Person) -> None:
    provider = make_provider()
    model = create_model(provider.pk, by=security_reviewer, name="gpt-5.5", endpoints=["responses", "chat.completions"])
    assert (model.state, model.approved_on, model.endpoints) == ("proposed", None, ["chat.completions", "responses"])
    edit_model(model.pk, by=security_reviewer, state="approved", reason="Assessed in May")
    edit_model(model.pk, by=security_reviewer, note="Preferred for drafts")
    model.refresh_from_db()
    assert (model.state, model.approved_on) == ("approved", today())
    newer = make_model("gpt-6", provider)
    last = today() + timedelta(days=60)
    edit_model(model.pk, by=officer, state="deprecated", shut_down_on=last, replacement_id=newer.pk)
    model.refresh_from_db()
    assert (model.deprecated_on, model.shut_down_on, model.replacement) == (today(), last, newer)
    assert [entry.sentence for entry in TrailEntry.objects.about(model)] == [
        "Oscar Officer set the model gpt-5.5 to: Deprecated",
        "Sara Security changed the model gpt-5.5",
        "Sara Security set the model gpt-5.5 to: Approved",
        "Sara Security entered the model gpt-5.5",
    ]


def test_the_same_again_changes_nothing(officer: Person) -> None:
    model = make_model("gpt-5.5", endpoints=["responses"])
    edit_model(model.pk, by=officer, state="approved", endpoints=["responses", "responses"])
    assert TrailEntry.objects.about(model).count() == 1


@pytest.mark.parametrize(
    ("content", "code"),
    [
        ({"name": ""}, "name_missing"),
        ({"name": "GPT-5.5"}, "name_taken"),
        ({"state": "restricted"}, "restriction_missing"),
        ({"state": "approved", "approved_on": today() + timedelta(days=2)}, "approved_later"),
        ({"state": "approved", "shut_down_on": today()}, "shut_down"),
        ({"state": "deprecated", "shut_down_on": today() - timedelta(days=1)}, "shut_down_first"),
    ],
)
def test_dates_and_words_fit_the_state(officer: Person, content: dict[str, object], code: str) -> None:
    make_model("gpt-5.5")
    with pytest.raises(Refused) as refused:
        make_model(**{"name": "new", **content})  # type: ignore[arg-type]
    assert refused.value.refusal.code == code
    assert ProviderModel.objects.count() == 1


def test_models_replace_each_other_forwards_only(officer: Person) -> None:
    first, second, third = (make_model(name) for name in ("one", "two", "three"))
    edit_model(first.pk, by=officer, replacement_id=second.pk)
    edit_model(second.pk, by=officer, replacement_id=third.pk)
    for model in (first, second, third):
        with pytest.raises(Refused) as refused:
            edit_model(third.pk, by=officer, replacement_id=model.pk)
        assert refused.value.refusal.code == "replaces_itself"
    strange = make_model("strange", make_provider("Elsewhere"))
    with pytest.raises(Refused) as refused:
        edit_model(third.pk, by=officer, replacement_id=strange.pk)
    assert refused.value.refusal.code == "other_provider"


def test_only_officers_and_security_reviewers(officer: Person, administrator: Person, engineer: Person) -> None:
    model = make_model("gpt-5.5")
    for person in (administrator, engineer):
        with pytest.raises(PermissionRefused):
            edit_model(model.pk, by=person, state="refused")
        with pytest.raises(PermissionRefused):
            create_model(model.provider_id, by=person, name="new")
