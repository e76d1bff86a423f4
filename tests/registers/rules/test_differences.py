"""What differs between two contents, and which of it is material."""

from typing import Any

import pytest

from registers.rules.content import CONTENT_FIELDS, EMPTY
from registers.rules.differences import LIMITS, MATERIAL_FIELDS, differences, is_material

OTHER: dict[str, Any] = {
    **{name: "x" for name, value in EMPTY.items() if isinstance(value, str)},
    **{name: ["x"] for name, value in EMPTY.items() if isinstance(value, tuple)},
    "ai_act_answers": ["employment"],
    "categories": {"c": "some"},
    "retention_days": 30,
    "calls_per_minute": 10,
    "tokens_per_minute": 10,
    "monthly_budget": "10.00",
    "stores_at_provider": True,
}


def test_it_works() -> None:
    (found,) = differences({"endpoints": ["files", "responses"]}, {"endpoints": ["responses", "embeddings"]})
    assert (found.field, found.added, found.removed, found.material) == ("endpoints", ("embeddings",), ("files",), True)


def test_the_same_has_no_differences() -> None:
    assert differences(OTHER, dict(OTHER)) == []
    assert differences({"purpose": "a\r\nb"}, {"purpose": "a\nb"}) == []


@pytest.mark.parametrize("name", CONTENT_FIELDS)
def test_each_field_is_told_with_its_weight(name: str) -> None:
    (found,) = differences({}, {name: OTHER[name]})
    assert found.field == name
    assert found.material is (name in MATERIAL_FIELDS)


@pytest.mark.parametrize("name", sorted(LIMITS))
@pytest.mark.parametrize(
    ("before", "after", "material"), [(10, 5, False), (10, 20, True), (10, None, True), (None, 10, False)]
)
def test_more_of_a_limit_is_material(name: str, before: Any, after: Any, material: bool) -> None:
    assert is_material(differences({name: before}, {name: after})) is material


def test_a_volume_that_changes_is_told_as_such() -> None:
    (found,) = differences({"categories": {"c": "some"}}, {"categories": {"c": "mass"}})
    assert (found.added, found.removed) == (("c:mass",), ("c:some",))


def test_every_field_is_material_or_not() -> None:
    assert MATERIAL_FIELDS | LIMITS | {"title"} == set(CONTENT_FIELDS)
