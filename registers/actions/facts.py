"""What is known of a provider's endpoints and regions: version by version, each with its source."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.db import transaction

from access.models import Person
from access.permits import permit
from common.clock import today
from common.refusals import Refusal, refuse_if
from common.refusals import marked as _
from common.taken import refused_when_taken
from registers.choices import Endpoint, ProviderKind, Region
from registers.models import EndpointFact, RegionFact
from registers.rules import providers as rules
from trail.recording import record

ENTERED_MEANWHILE = Refusal(
    "entered_meanwhile", _("Somebody else entered a newer version meanwhile. Look at it, then enter yours again.")
)


@transaction.atomic
def enter_endpoint_fact(
    *,
    endpoint: str,
    starts_on: date,
    source: str,
    checked_on: date,
    state_kept: str,
    zero_retention: str,
    abuse_log_days: int | None = None,
    state_days: int | None = None,
    note: str = "",
    kind: str = ProviderKind.OPENAI,
    by: Person,
) -> EndpointFact:
    """Enter what an endpoint keeps from a day on; earlier versions stay as they were.

    Raises:
        PermissionRefused, Refused: not allowed, no source, or days that contradict each other.
    """
    permit(by, "registers.edit_providers")
    refuse_if(rules.refuse_endpoint_fact(state_kept=state_kept, state_days=state_days))
    fact = EndpointFact(
        kind=kind, endpoint=endpoint, abuse_log_days=abuse_log_days, state_kept=state_kept, state_days=state_days,
        zero_retention=zero_retention, note=note, source=source.strip(), checked_on=checked_on, starts_on=starts_on,
        entered_by=by,
    )  # fmt: skip
    _enter(fact, EndpointFact.objects.filter(kind=kind, endpoint=endpoint))
    record(
        "registers.endpoint_fact.entered", subject=fact, by=by, endpoint=Endpoint(endpoint).label, version=fact.version
    )
    return fact


@transaction.atomic
def enter_region_fact(
    *,
    region: str,
    starts_on: date,
    source: str,
    checked_on: date,
    stores: bool,
    processes: bool,
    needs_approval: bool,
    host: str = "",
    note: str = "",
    kind: str = ProviderKind.OPENAI,
    by: Person,
) -> RegionFact:
    """Enter what happens in a region from a day on; earlier versions stay as they were.

    Raises:
        PermissionRefused, Refused: not allowed, no source, or days that contradict each other.
    """
    permit(by, "registers.edit_providers")
    fact = RegionFact(
        kind=kind, region=region, stores=stores, processes=processes, needs_approval=needs_approval, host=host,
        note=note, source=source.strip(), checked_on=checked_on, starts_on=starts_on, entered_by=by,
    )  # fmt: skip
    _enter(fact, RegionFact.objects.filter(kind=kind, region=region))
    record("registers.region_fact.entered", subject=fact, by=by, region=str(Region(region).label), version=fact.version)
    return fact


@transaction.atomic
def ship_endpoint_facts(kind: str, facts: Iterable[Mapping[str, Any]]) -> list[EndpointFact]:
    """Enter the facts of this release that are new or differ from what the portal shipped last."""
    entered = []
    for content in facts:
        versions = EndpointFact.objects.filter(kind=kind, endpoint=content["endpoint"])
        fact = EndpointFact(kind=kind, **content)
        if _ship(fact, versions, content):
            record("registers.endpoint_fact.shipped", subject=fact, by=None)
            entered.append(fact)
    return entered


@transaction.atomic
def ship_region_facts(kind: str, facts: Iterable[Mapping[str, Any]]) -> list[RegionFact]:
    """Enter the facts of this release that are new or differ from what the portal shipped last."""
    entered = []
    for content in facts:
        versions = RegionFact.objects.filter(kind=kind, region=content["region"])
        fact = RegionFact(kind=kind, **content)
        if _ship(fact, versions, content):
            record("registers.region_fact.shipped", subject=fact, by=None)
            entered.append(fact)
    return entered


def _enter(fact: Any, versions: Any) -> None:
    latest = versions.select_for_update(of=("self",)).order_by("-starts_on", "-version").first()
    refuse_if(
        rules.refuse_fact_version(
            source=fact.source,
            checked_on=fact.checked_on,
            starts_on=fact.starts_on,
            standing_since=latest.starts_on if latest else None,
            today=today(),
        )
    )
    fact.clean_fields(exclude=["version"])
    _number(fact, versions)


def _ship(fact: Any, versions: Any, content: Mapping[str, Any]) -> bool:
    # What nobody entered, the portal shipped.
    latest = versions.filter(entered_by=None).order_by("-version").first()
    if latest is not None and all(getattr(latest, name) == value for name, value in content.items()):
        return False
    _number(fact, versions)
    return True


def _number(fact: Any, versions: Any) -> None:
    newest = versions.order_by("-version").first()
    fact.version = newest.version + 1 if newest else 1
    with refused_when_taken(ENTERED_MEANWHILE):
        fact.save(force_insert=True)
