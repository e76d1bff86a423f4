"""One use case as its page shows it: what it says in words, what may go where at a glance."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from access.models import Person
from access.permits import may
from registers.models import UseCase
from registers.presenting.use_cases import OUTCOME_WORDS, in_words, label_of, parts_in_words
from registers.reading.assessing import Surroundings
from registers.rules.boundary import worst
from registers.rules.differences import differences
from registers.rules.submission import STEPS, Flow


@dataclass(frozen=True, slots=True)
class Cell:
    """What becomes of one category at one project; `parts` where its endpoints differ."""

    outcome: str
    word: Any
    tone: str
    icon: str
    parts: str = ""


def matrix_of(flows: Iterable[Flow]) -> tuple[list[str], list[tuple[str, list[Cell]]]]:
    """Return the projects, and for each category what becomes of it there: the least open of its endpoints."""
    cells: dict[str, dict[str, dict[str, str]]] = {}
    for flow in flows:
        cells.setdefault(flow.category, {}).setdefault(flow.project, {})[flow.endpoint] = flow.outcome
    projects = sorted({project for row in cells.values() for project in row})
    return projects, [
        (category, [_cell(row.get(project, {})) for project in projects]) for category, row in cells.items()
    ]


def answers_of_step(content: Mapping[str, Any], steps: Sequence[str], around: Surroundings) -> list[tuple[str, Any]]:
    """Return questions and answers of some steps of the request."""
    names = [name for step in steps for name in STEPS[step]]
    return [(label_of(name), in_words(name, content[name], around)) for name in names]


def difference_rows(before: Mapping[str, Any], after: Mapping[str, Any], around: Surroundings) -> list[dict[str, Any]]:
    """Return what differs between two contents, in words."""
    return [
        {
            "label": label_of(each.field),
            "before": parts_of(each.field, before[each.field], after[each.field], around),
            "after": parts_of(each.field, after[each.field], before[each.field], around),
            "material": each.material,
        }
        for each in differences(before, after)
    ]


def parts_of(name: str, value: Any, other: Any, around: Surroundings) -> list[tuple[Any, bool]]:
    """Return the parts of a value in words, each with whether the other value lacks it; one part for a text."""
    parts, others = parts_in_words(name, value, around), parts_in_words(name, other, around)
    return [(part, part not in others) for part in parts]


def is_concerned(reader: Person, use_case: UseCase) -> bool:
    """Tell whether a reader sees what is not decided yet: drafts, requests to join, what happened when."""
    return may(reader, "registers.view_all_use_cases", use_case) or bool(use_case.relations_of(reader) - {"follower"})


def _cell(outcomes: Mapping[str, str]) -> Cell:
    outcome = worst(outcomes.values())
    word, _meaning, tone, icon = OUTCOME_WORDS[next(each for each in OUTCOME_WORDS if each == outcome)]
    differing = len(set(outcomes.values())) > 1
    parts = "; ".join(f"{end}: {OUTCOME_WORDS[_key(each)][0]}" for end, each in outcomes.items()) if differing else ""
    return Cell(outcome, word, tone, icon, parts)


def _key(outcome: str) -> Any:
    return next(each for each in OUTCOME_WORDS if each == outcome)
