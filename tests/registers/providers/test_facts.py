"""What is known of endpoints and regions: shipped once, entered version by version, never overwritten."""

from datetime import timedelta
from typing import Any

import pytest

from access.models import Person
from access.permits import PermissionRefused
from common.clock import today
from common.refusals import Refused
from registers import shipped
from registers.actions.facts import enter_endpoint_fact, enter_region_fact, ship_endpoint_facts
from registers.choices import Endpoint, Region
from registers.facts import openai
from registers.models import EndpointFact, RegionFact
from registers.reading.destinations import knowledge_on
from trail.models import TrailEntry


def said(**more: Any) -> dict[str, Any]:
    return {"source": "Letter of the provider", "checked_on": today(), "starts_on": today(), **more}


def files(**more: Any) -> dict[str, Any]:
    return said(endpoint="files", state_kept="days", state_days=7, zero_retention="limited", **more)


def test_it_works(officer: Person) -> None:
    fact = enter_endpoint_fact(**files(abuse_log_days=0, note="Agreed"), by=officer)
    assert (fact.version, fact.entered_by) == (2, officer)
    known = knowledge_on(today())
    assert known.endpoints["files"] == fact
    assert knowledge_on(today() - timedelta(days=1)).endpoints["files"] == EndpointFact.objects.get(
        endpoint="files", version=1
    )
    place = enter_region_fact(
        **said(region="ca", stores=True, processes=True, needs_approval=False, host="ca.api.openai.com"), by=officer
    )
    assert known.regions["ca"] == RegionFact.objects.get(region="ca", version=1)
    assert knowledge_on(today()).regions["ca"] == place
    told = [entry.sentence for entry in TrailEntry.objects.by(officer.pk).order_by("id")]
    assert told[-2:] == [
        "Oscar Officer entered what the endpoint files keeps, version 2",
        "Oscar Officer entered what happens in the region Canada, version 2",
    ]


def test_every_endpoint_and_region_is_shipped_with_its_source(db: None) -> None:
    known = knowledge_on(today())
    assert sorted(known.endpoints) == sorted(Endpoint.values)
    assert sorted(known.regions) == sorted(Region.values)
    facts = [*EndpointFact.objects.all(), *RegionFact.objects.all()]
    assert {(fact.source, fact.entered_by, fact.version) for fact in facts} == {(openai.SOURCE, None, 1)}
    assert TrailEntry.objects.filter(verb="registers.endpoint_fact.shipped").count() == len(Endpoint)
    assert TrailEntry.objects.filter(verb="registers.region_fact.shipped").count() == len(Region)
    rows = EndpointFact.objects.values_list("endpoint", "abuse_log_days", "state_kept", "zero_retention")
    kept = {endpoint: tuple(said) for endpoint, *said in rows}
    assert kept["responses"] == (30, "days", "limited")
    assert kept["moderations"] == (0, "none", "yes")
    assert kept["files"] == (30, "until-deleted", "no")
    assert kept["conversations"] == (None, "until-deleted", "no")


def test_installing_again_changes_nothing(db: None) -> None:
    before = TrailEntry.objects.count()
    shipped.install()
    assert TrailEntry.objects.count() == before


def test_a_later_release_adds_a_version_and_leaves_what_was_entered(officer: Person) -> None:
    own = enter_endpoint_fact(**files(), by=officer)
    line = next(each for each in openai.ENDPOINTS if each["endpoint"] == "files")
    released = {**line, "abuse_log_days": 14, "starts_on": today() - timedelta(days=1)}
    (newer,) = ship_endpoint_facts("openai", [released])
    own.refresh_from_db()
    assert (newer.version, own.version, own.state_days) == (3, 2, 7)
    # The organisation checked later than the release: its own fact holds.
    assert knowledge_on(today()).endpoints["files"] == own
    assert ship_endpoint_facts("openai", [released]) == []
    (newest,) = ship_endpoint_facts("openai", [{**released, "starts_on": today()}])
    assert knowledge_on(today()).endpoints["files"] == newest


@pytest.mark.parametrize(
    ("content", "code"),
    [
        ({"source": " "}, "source_missing"),
        ({"checked_on": today() + timedelta(days=2)}, "checked_later"),
        ({"starts_on": openai.STARTS_ON - timedelta(days=1)}, "starts_before"),
        ({"state_days": None}, "days_missing"),
        ({"state_kept": "none"}, "days_unused"),
    ],
)
def test_a_fact_has_a_source_and_days_that_fit(officer: Person, content: dict[str, Any], code: str) -> None:
    with pytest.raises(Refused) as refused:
        enter_endpoint_fact(**{**files(), **content}, by=officer)
    assert refused.value.refusal.code == code
    assert EndpointFact.objects.filter(endpoint="files").count() == 1


def test_only_officers_and_administrators(engineer: Person, security_reviewer: Person) -> None:
    for person in (engineer, security_reviewer):
        with pytest.raises(PermissionRefused):
            enter_endpoint_fact(**files(), by=person)
        with pytest.raises(PermissionRefused):
            enter_region_fact(**said(region="ca", stores=True, processes=True, needs_approval=False), by=person)
