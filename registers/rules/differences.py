"""What differs between two contents, field by field, and which of it is material: needs a new decision.

Whoever changes the list of material fields gives it a new version, so that a decision can say by which list it stands.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from registers.rules.content import CONTENT_FIELDS, exported

MATERIAL_VERSION = 1
# A title or a lower budget does not change what was agreed to; where data goes, whose it is, who watches over it,
# what is done with it and what the law says about that do.
MATERIAL_FIELDS = frozenset(
    {
        "purpose", "outputs", "lawful_basis", "special_basis", "affected", "autonomy", "oversight", "ai_act_answers",
        "categories", "retention_days", "projects", "models", "endpoints", "environments", "networks",
        "stores_at_provider",
    }
)  # fmt: skip
# Limits are agreed to as limits: less of them is no material change, more is; none at all is most.
LIMITS = frozenset({"calls_per_minute", "tokens_per_minute", "monthly_budget"})


@dataclass(frozen=True, slots=True)
class Difference:
    """One field that differs: what it was, what it is, what came and went of several values, and whether it matters."""

    field: str
    before: Any
    after: Any
    added: tuple[str, ...]
    removed: tuple[str, ...]
    material: bool


def differences(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[Difference]:
    """Return what differs between two contents, in the order of the fields; spelling that reads the same does not."""
    old, new = exported(before), exported(after)
    return [_difference(name, old[name], new[name]) for name in CONTENT_FIELDS if old[name] != new[name]]


def is_material(found: Collection[Difference]) -> bool:
    """Tell whether any of the differences needs a new decision."""
    return any(each.material for each in found)


def _difference(name: str, before: Any, after: Any) -> Difference:
    old, new = _values(before), _values(after)
    return Difference(
        field=name,
        before=before,
        after=after,
        added=tuple(each for each in new if each not in old),
        removed=tuple(each for each in old if each not in new),
        material=name in MATERIAL_FIELDS or (name in LIMITS and _is_more(before, after)),
    )


def _values(value: Any) -> list[str]:
    if isinstance(value, Mapping):
        return [f"{key}:{each}" for key, each in value.items()]
    return list(value) if isinstance(value, list) else []


def _is_more(before: Any, after: Any) -> bool:
    if before is None or after is None:
        return before is not None
    return float(after) > float(before)
