"""May this be entered on the register of providers? Pure: values and `today` in, a Refusal or None out."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from common.refusals import Refusal
from common.refusals import marked as _
from registers.choices import ModelAccess, ModelState, StateKept


@dataclass(frozen=True, slots=True)
class ModelAssessment:
    """What is said of a model: its state, and the dates and words that go with it."""

    state: str
    restriction: str = ""
    approved_on: date | None = None
    deprecated_on: date | None = None
    shut_down_on: date | None = None


def refuse_assessment(said: ModelAssessment, *, today: date) -> Refusal | None:
    """Say why a model may not be entered so: dates that contradict each other, or a state that lacks its words."""
    if said.state == ModelState.RESTRICTED and not said.restriction.strip():
        return Refusal("restriction_missing", _("Say to what the model is restricted."), "restriction")
    if said.state == ModelState.DEPRECATED and said.deprecated_on is None:
        return Refusal("deprecated_on_missing", _("Say since when the model is deprecated."), "deprecated_on")
    if said.approved_on and said.approved_on > today:
        return Refusal("approved_later", _("An approval counts from today at the latest."), "approved_on")
    if said.shut_down_on and said.deprecated_on and said.shut_down_on < said.deprecated_on:
        sentence = _("A model is shut down after it was deprecated, not before.")
        return Refusal("shut_down_first", sentence, "shut_down_on")
    usable = said.state in {ModelState.APPROVED, ModelState.RESTRICTED}
    if usable and said.shut_down_on and said.shut_down_on <= today:
        sentence = _(
            "The provider has shut this model down, so it cannot be used. Correct the date, or choose another."
        )
        return Refusal("shut_down", sentence, "state")
    return None


def refuse_replacement(*, model: UUID | None, replacement: UUID | None, followers: Iterable[UUID]) -> Refusal | None:
    """Say why a model may not replace another: itself, or in a circle; `followers` are what replaces it in turn."""
    if replacement is not None and model in {replacement, *followers}:
        sentence = _("This model would replace itself. Name a model that stays available.")
        return Refusal("replaces_itself", sentence, "replacement")
    return None


def refuse_strangers(*, provider: UUID, providers: Iterable[UUID], field: str) -> Refusal | None:
    """Say that a model belongs to another provider."""
    if any(each != provider for each in providers):
        return Refusal("other_provider", _("Choose models of the same provider."), field)
    return None


def refuse_model_list(*, access: str, count: int) -> Refusal | None:
    """Say that a project that may call listed models only lists none."""
    if access == ModelAccess.LISTED and count == 0:
        return Refusal("no_models", _("List at least one model, or permit every model."), "permitted_models")
    return None


def refuse_change_of_retired(*, retired: bool) -> Refusal | None:
    """Say that what is retired stays as it was."""
    return Refusal("retired", _("This is retired; it stays on the register as it was.")) if retired else None


def refuse_retired_provider(*, retired: bool) -> Refusal | None:
    """Say that a retired provider gets nothing new."""
    return (
        Refusal("provider_retired", _("This provider is retired; choose another one."), "provider") if retired else None
    )


def refuse_retirement_of_provider(*, projects: int) -> Refusal | None:
    """Say that a provider's projects are retired first."""
    if projects:
        sentence = _("Retire its projects first: %(count)s are in use.")
        return Refusal("projects_in_use", sentence, None, {"count": projects})
    return None


def refuse_endpoint_fact(*, state_kept: str, state_days: int | None) -> Refusal | None:
    """Say that days and the kind of keeping contradict each other."""
    if state_kept == StateKept.DAYS and not state_days:
        return Refusal("days_missing", _("Say for how many days it is kept."), "state_days")
    if state_kept != StateKept.DAYS and state_days is not None:
        return Refusal("days_unused", _("Days belong to what is kept for some days; leave this empty."), "state_days")
    return None


def refuse_fact_version(
    *, source: str, checked_on: date, starts_on: date, standing_since: date | None, today: date
) -> Refusal | None:
    """Say why a newer version of a fact may not be entered; `standing_since` is the day the latest one began."""
    if not source.strip():
        return Refusal("source_missing", _("Name the source, so that others can check it."), "source")
    if checked_on > today:
        return Refusal("checked_later", _("The source was checked today at the latest."), "checked_on")
    if standing_since and starts_on < standing_since:
        sentence = _("The present version holds from %(day)s; a newer one begins that day or later.")
        return Refusal("starts_before", sentence, "starts_on", {"day": standing_since})
    return None
