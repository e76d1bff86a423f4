"""Which rule decides: the most specific cell, whatever else is in the book and in whatever order."""

import random
from itertools import combinations, product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from registers.rules.boundary import (
    DENY,
    NO_RULE,
    OUTCOMES,
    REVIEW,
    BoundaryBook,
    RuleLine,
    Verdict,
    worst,
)

PROJECT, ENDPOINT = "project", "responses"
# The four cells that can speak about one destination, the most specific first.
PLACES = ((PROJECT, ENDPOINT), (PROJECT, ""), (None, ENDPOINT), (None, ""))


def line(place: tuple[str | None, str], outcome: str = "allow", version: int = 1, category: str = "email") -> RuleLine:
    return RuleLine((category, *place, version), category, *place, outcome, version)


@pytest.mark.parametrize("there", [each for n in range(5) for each in combinations(PLACES, n)])
@pytest.mark.parametrize("asked", PLACES)
def test_the_most_specific_cell_decides(
    there: tuple[tuple[str | None, str], ...], asked: tuple[str | None, str]
) -> None:
    outcomes = dict(zip(PLACES, OUTCOMES, strict=True))
    book = BoundaryBook.of(line(place, outcomes[place]) for place in there)
    # Whoever asks about any project or any endpoint is told only what holds for any.
    speaking = [
        place for place in PLACES if place in there and place[0] in {None, asked[0]} and place[1] in {"", asked[1]}
    ]
    verdict = book.verdict("email", *asked)
    if speaking:
        assert verdict == Verdict(outcomes[speaking[0]], ("email", *speaking[0], 1), 1)
    else:
        assert verdict == NO_RULE


def test_a_project_comes_before_an_endpoint() -> None:
    book = BoundaryBook.of([line((None, ENDPOINT), "deny"), line((PROJECT, ""), "allow")])
    assert book.verdict("email", PROJECT, ENDPOINT).outcome == "allow"
    assert book.verdict("email", "another", ENDPOINT).outcome == "deny"
    assert book.verdict("email", "another", "embeddings") == NO_RULE


def test_nothing_is_said_of_other_categories() -> None:
    book = BoundaryBook.of([line((None, ""))])
    assert book.verdict("diagnosis", None, "") == NO_RULE
    assert Verdict(REVIEW, None, 0) == NO_RULE
    assert BoundaryBook.of([]).verdict("email", PROJECT, ENDPOINT) == NO_RULE


def test_of_one_cell_the_later_version_holds() -> None:
    versions = [line((None, ""), "allow", 1), line((None, ""), "deny", 3), line((None, ""), "mask", 2)]
    assert BoundaryBook.of(versions).verdict("email", None, "") == Verdict("deny", versions[1].id, 3)


def test_a_call_with_several_categories_is_told_of_each() -> None:
    book = BoundaryBook.of([line((None, ""), "mask"), line((PROJECT, ""), "deny", category="diagnosis")])
    found = book.verdicts(["email", "diagnosis", "source code"], PROJECT, ENDPOINT)
    assert [each.outcome for each in found] == ["mask", "deny", "review"]
    assert worst(each.outcome for each in found) == "deny"


@pytest.mark.parametrize(
    ("outcomes", "counts"),
    [
        ((), "allow"),
        (("allow",), "allow"),
        (("allow", "mask"), "mask"),
        (("review", "mask"), "review"),
        (("allow", "deny", "review"), "deny"),
        (("deny", "of a later version"), "of a later version"),
    ],
)
def test_the_least_open_counts(outcomes: tuple[str, ...], counts: str) -> None:
    assert worst(outcomes) == counts


lines = st.lists(
    st.tuples(
        st.sampled_from(["email", "diagnosis"]),
        st.sampled_from([None, PROJECT, "another"]),
        st.sampled_from(["", ENDPOINT, "embeddings"]),
        st.sampled_from(OUTCOMES),
    ),
    unique_by=lambda each: each[:3],
).map(lambda rows: [RuleLine(n, *row, 1) for n, row in enumerate(rows)])
destinations = st.tuples(
    st.sampled_from(["email", "diagnosis"]),
    st.sampled_from([None, PROJECT, "another"]),
    st.sampled_from(["", ENDPOINT, "embeddings"]),
)


@given(rows=lines, asked=destinations, seed=st.integers())
def test_order_does_not_matter(rows: list[RuleLine], asked: tuple[str, str | None, str], seed: int) -> None:
    shuffled = rows.copy()
    random.Random(seed).shuffle(shuffled)
    assert BoundaryBook.of(rows).verdict(*asked) == BoundaryBook.of(shuffled).verdict(*asked)


@given(rows=lines, asked=destinations)
def test_a_rule_is_followed_exactly_when_no_more_specific_one_speaks(
    rows: list[RuleLine], asked: tuple[str, str | None, str]
) -> None:
    category, project, endpoint = asked
    speaking = [
        row
        for row in rows
        if row.category == category and row.project in {None, project} and row.endpoint in {"", endpoint}
    ]
    verdict = BoundaryBook.of(rows).verdict(*asked)
    if not speaking:
        assert verdict == NO_RULE
        return
    decided = max(speaking, key=lambda row: (row.project is not None, row.endpoint != ""))
    assert (verdict.outcome, verdict.rule_id) == (decided.outcome, decided.id)


@given(rows=lines, asked=destinations)
def test_a_rule_for_the_very_destination_always_decides(
    rows: list[RuleLine], asked: tuple[str, str | None, str]
) -> None:
    own = RuleLine("own", *asked, DENY, 2)
    assert BoundaryBook.of([*rows, own]).verdict(*asked) == Verdict(DENY, "own", 2)


@given(st.lists(st.sampled_from(OUTCOMES), min_size=1))
def test_the_worst_is_one_of_them_and_none_is_worse(outcomes: list[str]) -> None:
    rank = OUTCOMES.index(worst(outcomes))
    assert worst(outcomes) in outcomes
    assert all(OUTCOMES.index(each) <= rank for each in outcomes)


def test_outcomes_are_those_of_the_register() -> None:
    from registers.choices import Outcome

    assert tuple(Outcome.values) == OUTCOMES
    pairs = list(product(OUTCOMES, repeat=2))
    assert all(worst(pair) == worst(reversed(pair)) for pair in pairs)
