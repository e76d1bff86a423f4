"""Does what is asked of a provider fit what it does? Pure: what endpoints keep, where, and which models serve.

Facts and rows of the register fit the protocols below as they are. What is said of OpenAI comes from "Data controls in
the OpenAI platform".
"""

import dataclasses
from collections.abc import Collection, Hashable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Protocol

from common.refusals import Refusal
from common.refusals import marked as _
from registers.choices import DataRetention, Eligibility, Endpoint, ModelAccess, ModelState, Region, StateKept

# Projects under these controls cannot call them at all, whatever they keep.
BLOCKED_UNDER_CONTROLS = frozenset({Endpoint.VIDEOS.value})
# They keep what other endpoints work on; no model answers there.
WITHOUT_MODEL = frozenset({Endpoint.FILES.value, Endpoint.VECTOR_STORES.value, Endpoint.CONVERSATIONS.value})
CONTROLLED = frozenset({DataRetention.MAM.value, DataRetention.ZDR.value})


@dataclass(frozen=True, slots=True)
class Conflict:
    """Something that does not fit: a stable code, and a sentence that says what to do about it.

    `blocking` is what cannot be as described; the rest somebody has to know and weigh.
    """

    code: str
    message: str
    details: Mapping[str, Any] = dataclasses.field(default_factory=dict)
    blocking: bool = False

    @property
    def text(self) -> str:
        """Return the sentence in the reader's language."""
        return Refusal(self.code, self.message, None, dict(self.details)).text


class EndpointKeeps(Protocol):
    """What is known of an endpoint."""

    endpoint: str
    state_kept: str
    state_days: int | None
    zero_retention: str


class RegionDoes(Protocol):
    """What is known of a region."""

    region: str
    stores: bool
    processes: bool
    needs_approval: bool


@dataclass(frozen=True, slots=True)
class OfferedModel:
    """A model as the rules see it."""

    id: Hashable
    provider: Hashable
    name: str
    state: str
    restriction: str = ""
    endpoints: Collection[str] = ()
    shut_down_on: date | None = None
    replacement: str = ""


@dataclass(frozen=True, slots=True)
class Destination:
    """A project as the rules see it, with the retention that holds there."""

    provider: Hashable
    name: str
    retention: str
    region: str = Region.GLOBAL.value
    model_access: str = ModelAccess.ALL.value
    permitted: Collection[Hashable] = ()


@dataclass(frozen=True, slots=True)
class Knowledge:
    """What is known of endpoints and regions on a day, by their names."""

    endpoints: Mapping[str, EndpointKeeps]
    regions: Mapping[str, RegionDoes]


def endpoint_conflicts(retention: str, fact: EndpointKeeps) -> list[Conflict]:
    """Say what an endpoint does against the data retention of a project."""
    named = {"endpoint": fact.endpoint}
    if retention not in CONTROLLED:
        return []
    if fact.endpoint in BLOCKED_UNDER_CONTROLS:
        sentence = _(
            "%(endpoint)s is blocked in projects with modified abuse monitoring or zero retention. Choose another "
            "endpoint, or a project with the default retention."
        )
        return [Conflict("endpoint_blocked", sentence, named, blocking=True)]
    if retention == DataRetention.ZDR and fact.zero_retention != Eligibility.YES:
        return [_against_zero_retention(fact)]
    return _kept_all_the_same(fact)


def storage_conflicts(retention: str, *, wanted: bool) -> list[Conflict]:
    """Say that zero retention turns storing at the provider off, whatever a call asks for."""
    if not wanted or retention != DataRetention.ZDR:
        return []
    sentence = _(
        "Answers are not stored at the provider under zero retention: “store” is forced to false. Take this wish back, "
        "or choose a project without zero retention."
    )
    return [Conflict("storing_forced_off", sentence, blocking=True)]


def region_conflicts(retention: str, fact: RegionDoes) -> list[Conflict]:
    """Say what a region asks for, and what it does not promise."""
    named = {"region": Region(fact.region).label}
    found = []
    if fact.needs_approval and retention not in CONTROLLED:
        sentence = _(
            "%(region)s needs modified abuse monitoring or zero retention, agreed with the provider. Agree on one, or "
            "correct the data retention or the region here."
        )
        found.append(Conflict("region_needs_agreement", sentence, named))
    elif fact.needs_approval:
        sentence = _("%(region)s needs the provider's approval. Keep it among the documents.")
        found.append(Conflict("region_needs_approval", sentence, named))
    if not fact.stores:
        sentence = _("Content is not stored in %(region)s. Do not rely on this region for residency.")
        found.append(Conflict("region_stores_elsewhere", sentence, named))
    if not fact.processes:
        sentence = _(
            "Content is stored in %(region)s but computed elsewhere. Where the law asks for both, choose a region that "
            "does both."
        )
        found.append(Conflict("region_processes_elsewhere", sentence, named))
    return found


def model_conflicts(
    model: OfferedModel, *, endpoints: Collection[str], project: Destination | None, today: date
) -> list[Conflict]:
    """Say why a model may not be called, or not there, or not for long."""
    found = _of_state(model, today)
    # Models share the work: one that writes answers stands beside one that makes embeddings.
    if endpoints and model.endpoints and set(endpoints).isdisjoint(model.endpoints):
        sentence = _("%(model)s does not serve %(endpoints)s. Choose a model that does, or leave the endpoint out.")
        details = {"model": model.name, "endpoints": ", ".join(sorted(endpoints))}
        found.append(Conflict("model_not_serving", sentence, details, blocking=True))
    if project is None:
        return found
    named = {"model": model.name, "project": project.name}
    if project.provider != model.provider:
        sentence = _("%(model)s belongs to another provider than the project %(project)s. Choose a model of its own.")
        found.append(Conflict("model_of_another_provider", sentence, named, blocking=True))
    elif project.model_access == ModelAccess.LISTED and model.id not in project.permitted:
        sentence = _("The project %(project)s may not call %(model)s. Have it permitted there, or choose one that is.")
        found.append(Conflict("model_not_permitted", sentence, named, blocking=True))
    return found


def scope_conflicts(
    *,
    projects: Iterable[Destination],
    models: Collection[OfferedModel],
    endpoints: Collection[str],
    stores: bool,
    known: Knowledge,
    today: date,
) -> list[Conflict]:
    """Say everything that does not fit in what a use case asks for, each thing once, what blocks first."""
    destinations = list(projects)
    found: list[Conflict] = []
    for each in destinations:
        found += storage_conflicts(each.retention, wanted=stores)
        for endpoint in endpoints:
            fact = known.endpoints.get(endpoint)
            found += endpoint_conflicts(each.retention, fact) if fact else [_unknown(endpoint)]
        region = known.regions.get(each.region)
        found += region_conflicts(each.retention, region) if region else []
    found += [_unserved(each) for each in _left_over(models, endpoints)]
    for model in models:
        # Endpoints are said once, not in every project.
        found += model_conflicts(model, endpoints=endpoints, project=None, today=today)
        for each in destinations:
            found += model_conflicts(model, endpoints=(), project=each, today=today)
    once = {(each.code, *map(str, each.details.values())): each for each in found}
    return sorted(once.values(), key=lambda each: not each.blocking)


def _against_zero_retention(fact: EndpointKeeps) -> Conflict:
    named = {"endpoint": fact.endpoint}
    if fact.zero_retention == Eligibility.LIMITED:
        sentence = _("Zero retention covers %(endpoint)s with limits. Read its note, and use it only within them.")
        return Conflict("endpoint_limited", sentence, named)
    sentence = _(
        "%(endpoint)s keeps what is sent even under zero retention. Choose another endpoint, or a project without zero "
        "retention."
    )
    return Conflict("endpoint_not_eligible", sentence, named, blocking=True)


def _kept_all_the_same(fact: EndpointKeeps) -> list[Conflict]:
    named: dict[str, Any] = {"endpoint": fact.endpoint}
    if fact.state_kept == StateKept.UNTIL_DELETED:
        sentence = _(
            "%(endpoint)s keeps what is sent until it is deleted, in this project too. Plan who deletes it, and when."
        )
        return [Conflict("endpoint_keeps_state", sentence, named)]
    if fact.state_kept == StateKept.DAYS:
        sentence = _(
            "%(endpoint)s keeps what is sent for %(days)s days, in this project too. Turn storing off in every call "
            "where that is too long."
        )
        return [Conflict("endpoint_keeps_state", sentence, {**named, "days": fact.state_days})]
    return []


def _unknown(endpoint: str) -> Conflict:
    sentence = _("What %(endpoint)s keeps is not on the register. Ask for the fact to be entered before relying on it.")
    return Conflict("endpoint_unknown", sentence, {"endpoint": endpoint})


def _left_over(models: Collection[OfferedModel], endpoints: Collection[str]) -> list[str]:
    """Return the endpoints that no model takes, where models take others; a model that takes none says so itself."""
    served = {endpoint for each in models for endpoint in each.endpoints}
    if served.isdisjoint(endpoints) or not all(each.endpoints for each in models):
        return []
    return [each for each in endpoints if each not in served | WITHOUT_MODEL]


def _unserved(endpoint: str) -> Conflict:
    sentence = _("None of the models serves %(endpoint)s. Choose one that does, or leave the endpoint out.")
    return Conflict("endpoint_not_served", sentence, {"endpoint": endpoint}, blocking=True)


def _of_state(model: OfferedModel, today: date) -> list[Conflict]:
    named: dict[str, Any] = {"model": model.name}
    if model.shut_down_on and model.shut_down_on <= today:
        details = {**named, "day": model.shut_down_on, "replacement": model.replacement}
        sentence = (
            _("%(model)s was shut down on %(day)s. Use %(replacement)s instead.")
            if model.replacement
            else _("%(model)s was shut down on %(day)s. Choose another model.")
        )
        return [Conflict("model_shut_down", sentence, details, blocking=True)]
    if model.state == ModelState.REFUSED:
        sentence = _("%(model)s is not to be used. Choose another model.")
        return [Conflict("model_refused", sentence, named, blocking=True)]
    if model.state == ModelState.DEPRECATED or model.shut_down_on:
        return [_going(model)]
    if model.state == ModelState.RESTRICTED:
        sentence = _("%(model)s is restricted: %(restriction)s. Keep to that, or choose another model.")
        details = {**named, "restriction": model.restriction.rstrip(". ")}
        return [Conflict("model_restricted", sentence, details)]
    if model.state == ModelState.PROPOSED:
        sentence = _("%(model)s has not been assessed. Ask a security reviewer to assess it.")
        return [Conflict("model_not_assessed", sentence, named)]
    return []


def _going(model: OfferedModel) -> Conflict:
    details = {
        "model": model.name,
        "day": model.shut_down_on or "",
        "replacement": model.replacement,
    }
    sentences = {
        (False, False): _("%(model)s is deprecated. Plan which model follows it."),
        (False, True): _("%(model)s is deprecated. Move to %(replacement)s."),
        (True, False): _("%(model)s is shut down on %(day)s. Choose another model before then."),
        (True, True): _("%(model)s is shut down on %(day)s. Move to %(replacement)s before then."),
    }
    return Conflict("model_deprecated", sentences[bool(model.shut_down_on), bool(model.replacement)], details)
