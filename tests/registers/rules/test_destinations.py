"""Where what is asked of a provider does not fit what it does: every case of the tables."""

from dataclasses import dataclass
from datetime import date

import pytest

from registers.choices import DataRetention, Eligibility, Endpoint, ModelState, StateKept
from registers.rules.destinations import (
    Conflict,
    Destination,
    Knowledge,
    OfferedModel,
    endpoint_conflicts,
    model_conflicts,
    region_conflicts,
    scope_conflicts,
    storage_conflicts,
)

TODAY = date(2026, 11, 21)
LATER = date(2027, 1, 31)


@dataclass
class Fact:
    """What is known of an endpoint."""

    endpoint: str
    state_kept: str = "none"
    state_days: int | None = None
    zero_retention: str = "yes"


@dataclass
class Place:
    """What is known of a region."""

    region: str = "ca"
    stores: bool = True
    processes: bool = True
    needs_approval: bool = False


def codes(found: list[Conflict]) -> list[tuple[str, bool]]:
    return [(each.code, each.blocking) for each in found]


KEEPS = ("endpoint_keeps_state", False)
LIMITED = ("endpoint_limited", False)
NOT_ELIGIBLE = ("endpoint_not_eligible", True)
BLOCKED = ("endpoint_blocked", True)


def expected(retention: str, endpoint: str, kept: str, eligible: str) -> list[tuple[str, bool]]:
    if retention == "default":
        return []
    if endpoint == "videos":
        return [BLOCKED]
    if retention == "zdr" and eligible != "yes":
        return [NOT_ELIGIBLE if eligible == "no" else LIMITED]
    return [] if kept == "none" else [KEEPS]


@pytest.mark.parametrize("retention", DataRetention.values)
@pytest.mark.parametrize("endpoint", Endpoint.values)
def test_every_endpoint_under_every_retention(retention: str, endpoint: str) -> None:
    for kept in StateKept.values:
        for eligible in Eligibility.values:
            fact = Fact(endpoint, kept, 30 if kept == "days" else None, eligible)
            found = endpoint_conflicts(retention, fact)
            assert codes(found) == expected(retention, endpoint, kept, eligible), fact
            assert all(endpoint in each.text for each in found)


def test_a_conflict_says_what_to_do() -> None:
    assert endpoint_conflicts("zdr", Fact("files", "until-deleted", None, "no"))[0].text == (
        "files keeps what is sent even under zero retention. "
        "Choose another endpoint, or a project without zero retention."
    )
    assert "for 30 days" in endpoint_conflicts("mam", Fact("responses", "days", 30))[0].text
    assert region_conflicts("default", Place(needs_approval=True))[0].text.startswith("Canada needs modified abuse")


@pytest.mark.parametrize("retention", DataRetention.values)
@pytest.mark.parametrize("wanted", [True, False])
def test_zero_retention_forces_storing_off(retention: str, *, wanted: bool) -> None:
    found = codes(storage_conflicts(retention, wanted=wanted))
    assert found == ([("storing_forced_off", True)] if wanted and retention == "zdr" else [])


@pytest.mark.parametrize("retention", DataRetention.values)
@pytest.mark.parametrize("approval", [True, False])
@pytest.mark.parametrize("stores", [True, False])
@pytest.mark.parametrize("processes", [True, False])
def test_regions(retention: str, *, approval: bool, stores: bool, processes: bool) -> None:
    found = codes(region_conflicts(retention, Place("ca", stores, processes, approval)))
    wanted = []
    if approval:
        wanted.append("region_needs_agreement" if retention == "default" else "region_needs_approval")
    wanted += [] if stores else ["region_stores_elsewhere"]
    wanted += [] if processes else ["region_processes_elsewhere"]
    assert found == [(code, False) for code in wanted]


def model(state: str = "approved", **content: object) -> OfferedModel:
    return OfferedModel("m", "openai", "gpt-5.5", state, **content)  # type: ignore[arg-type]


@pytest.mark.parametrize("replacement", ["", "gpt-6"])
@pytest.mark.parametrize("shut_down_on", [None, TODAY, LATER])
@pytest.mark.parametrize("state", ModelState.values)
def test_models_in_every_state(state: str, shut_down_on: date | None, replacement: str) -> None:
    by_state = {
        "approved": [],
        "proposed": [("model_not_assessed", False)],
        "restricted": [("model_restricted", False)],
        "deprecated": [("model_deprecated", False)],
        "refused": [("model_refused", True)],
    }
    offered = model(state, restriction="Drafts only.", shut_down_on=shut_down_on, replacement=replacement)
    found = model_conflicts(offered, endpoints=(), project=None, today=TODAY)
    if shut_down_on == TODAY:
        wanted = [("model_shut_down", True)]
    elif shut_down_on and state != "refused":
        wanted = [("model_deprecated", False)]
    else:
        wanted = by_state[state]
    assert codes(found) == wanted
    assert all("gpt-5.5" in each.text and "%" not in each.text for each in found)
    told = [each for each in found if each.code in {"model_shut_down", "model_deprecated"}]
    assert all(("gpt-6" in each.text) == bool(replacement) for each in told)


@pytest.mark.parametrize(
    ("serves", "asked", "wanted"),
    [((), ("files",), []), (("responses",), ("responses",), []), (("responses",), ("files",), ["model_not_serving"])],
)
def test_what_a_model_serves(serves: tuple[str, ...], asked: tuple[str, ...], wanted: list[str]) -> None:
    found = model_conflicts(model(endpoints=serves), endpoints=asked, project=None, today=TODAY)
    assert [each.code for each in found] == wanted


@pytest.mark.parametrize(
    ("serve", "asked", "wanted"),
    [
        (("responses", "embeddings"), ("responses", "embeddings"), []),
        (("responses", "embeddings"), ("responses", "embeddings", "files"), []),
        (("responses", "embeddings"), ("responses", "embeddings", "images"), ["endpoint_not_served"]),
        (("responses",), ("responses", "images"), ["endpoint_not_served"]),
        (("responses", "embeddings"), ("responses",), ["model_not_serving"]),
    ],
)
def test_models_share_the_endpoints(serve: tuple[str, ...], asked: tuple[str, ...], wanted: list[str]) -> None:
    found = scope_conflicts(
        projects=[],
        models=[model(endpoints=(each,)) for each in serve],
        endpoints=asked,
        stores=False,
        known=Knowledge({}, {}),
        today=TODAY,
    )
    assert [each.code for each in found] == wanted


@pytest.mark.parametrize(
    ("project", "wanted"),
    [
        (Destination("openai", "Support", "default"), []),
        (Destination("openai", "Support", "default", model_access="listed", permitted={"m"}), []),
        (Destination("openai", "Support", "default", model_access="listed"), ["model_not_permitted"]),
        (Destination("other", "Support", "default"), ["model_of_another_provider"]),
    ],
)
def test_where_a_model_may_be_called(project: Destination, wanted: list[str]) -> None:
    found = model_conflicts(model(), endpoints=(), project=project, today=TODAY)
    assert [each.code for each in found] == wanted
    assert all(each.blocking and "Support" in each.text for each in found)


def test_a_scope_says_each_thing_once_and_what_blocks_first() -> None:
    known = Knowledge({"files": Fact("files", "until-deleted", None, "no")}, {"ca": Place(processes=False)})
    found = scope_conflicts(
        projects=[Destination("openai", name, "zdr", "ca") for name in ("Support", "Research")],
        models=[model("proposed", endpoints=["responses"])],
        endpoints=["files", "evals"],
        stores=True,
        known=known,
        today=TODAY,
    )
    assert [each.code for each in found] == [
        "storing_forced_off",
        "endpoint_not_eligible",
        "model_not_serving",
        "endpoint_unknown",
        "region_processes_elsewhere",
        "model_not_assessed",
    ]
