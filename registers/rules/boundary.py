"""What may happen to a data category at a destination: the most specific rule decides.

The pages and the API ask here, and the gateway asks the same for every call. Keys may be of any kind that can be
hashed, so that whoever asks a lot can use texts.
"""

from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass

ALLOW, MASK, REVIEW, DENY = "allow", "mask", "review", "deny"
# From the most to the least open.
OUTCOMES = (ALLOW, MASK, REVIEW, DENY)


class _Ranks(dict[str, int]):
    """How closed each outcome is; a word that is not among them was written by a later version: the most closed."""

    def __missing__(self, outcome: str) -> int:
        return len(OUTCOMES)


_RANKS = _Ranks({outcome: rank for rank, outcome in enumerate(OUTCOMES)})


@dataclass(frozen=True, slots=True)
class RuleLine:
    """The rule that holds in one cell of the matrix; no project means any project, no endpoint any endpoint."""

    id: Hashable
    category: Hashable
    project: Hashable | None
    endpoint: str
    outcome: str
    version: int


@dataclass(frozen=True, slots=True)
class Verdict:
    """What may happen, and by which version of which rule; without a rule somebody has to look at it."""

    outcome: str
    rule_id: Hashable | None = None
    version: int = 0


NO_RULE = Verdict(REVIEW)
_Cells = Mapping[Hashable | None, Mapping[str, Verdict]]
_NO_CELLS: _Cells = {}


@dataclass(frozen=True, slots=True)
class BoundaryBook:
    """Every rule that holds on one day, arranged so that a verdict takes a few look-ups however many there are."""

    cells: Mapping[Hashable, _Cells]

    @classmethod
    def of(cls, lines: Iterable[RuleLine]) -> "BoundaryBook":
        """Arrange the rules of a day; of two for one cell the later version holds."""
        cells: dict[Hashable, dict[Hashable | None, dict[str, Verdict]]] = {}
        for line in lines:
            cell = cells.setdefault(line.category, {}).setdefault(line.project, {})
            there = cell.get(line.endpoint)
            if there is None or there.version < line.version:
                cell[line.endpoint] = Verdict(line.outcome, line.id, line.version)
        return cls(cells)

    def verdict(self, category: Hashable, project: Hashable | None, endpoint: str) -> Verdict:
        """Return what may happen to a category of data there.

        The cell of project and endpoint decides, else that of the project, of the endpoint, of any destination. Asked
        about no project or no endpoint, only what holds for any of them is looked at.
        """
        cells = self.cells.get(category, _NO_CELLS)
        for rules in (cells.get(project), cells.get(None)):
            if rules:
                found = rules.get(endpoint) or rules.get("")
                if found is not None:
                    return found
        return NO_RULE

    def verdicts(self, categories: Iterable[Hashable], project: Hashable | None, endpoint: str) -> list[Verdict]:
        """Return what may happen to each category of data of one call, in their order."""
        return [self.verdict(category, project, endpoint) for category in categories]


def worst(outcomes: Iterable[str]) -> str:
    """Return the outcome that counts for all of them: the least open; of none, allow."""
    return max(outcomes, key=_RANKS.__getitem__, default=ALLOW)
