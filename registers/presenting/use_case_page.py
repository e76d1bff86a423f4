"""One use case as its page shows it: what it says in words, what may go where at a glance, what happens next."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _t

from access.models import Person
from access.permits import may
from common.presentation import Action
from registers.choices import Origin, UseCaseState, VersionState
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
    return may(reader, "registers.view_all_use_cases") or bool(use_case.relations_of(reader) - {"follower"})


def vouches_for(reader: Person, use_case: UseCase) -> bool:
    """Tell whether a reader comes to an imported draft to take over its approval; whoever edits it no longer may."""
    is_draft = use_case.proposed is not None and use_case.proposed.state == VersionState.DRAFT
    foreign = use_case.origin == Origin.IMPORTED and not use_case.relations_of(reader)
    return is_draft and foreign and may(reader, "registers.take_over_approval")


def primary_action(reader: Person, use_case: UseCase) -> Action | None:
    """Return the one thing to do next, for whoever may."""
    proposed = use_case.proposed
    if vouches_for(reader, use_case):
        place = reverse("registers:take-over-approval", args=[use_case.pk])
        return Action(_t("Take over an approval"), place, "certificate", panel="dialog")
    if may(reader, "registers.edit_use_case", use_case) and use_case.state != UseCaseState.RETIRED:
        if proposed is not None and proposed.state == VersionState.DRAFT:
            step = reverse("registers:request-step", args=[use_case.pk, "purpose"])
            return Action(_t("Continue the request"), step, "edit")
        begin = reverse("registers:begin-version", args=[use_case.pk])
        if proposed is not None and proposed.state == VersionState.CHANGES_ASKED:
            return Action(_t("Answer the changes"), begin, "edit", panel="dialog")
        if proposed is None:
            return Action(_t("Change it"), begin, "edit", panel="dialog")
    asks = may(reader, "registers.request_use_case") and not use_case.relations_of(reader) - {"follower"}
    if asks and use_case.owner_id and use_case.state == UseCaseState.APPROVED:
        return Action(
            _t("Join this one"), reverse("registers:join-use-case", args=[use_case.pk]), "users", panel="dialog"
        )
    return None


def other_actions(reader: Person, use_case: UseCase) -> list[Action]:
    """Return what else the reader may do."""
    if use_case.state == UseCaseState.RETIRED:
        return []
    proposed = use_case.proposed.state if use_case.proposed else None
    relations = use_case.relations_of(reader)
    submits = may(reader, "registers.submit_use_case", use_case)
    shares = may(reader, "registers.share_use_case", use_case)
    offered = (
        ("take-over-approval", _t("Take over an approval"), "certificate",
         proposed == VersionState.DRAFT and not use_case.in_force_id and may(reader, "registers.take_over_approval")
         and not (relations or vouches_for(reader, use_case))),
        ("withdraw-use-case", _t("Withdraw"), "rotate-clockwise-2",
         submits and proposed in {VersionState.IN_REVIEW, VersionState.CHANGES_ASKED}),
        ("follow-use-case", _t("Follow"), "bell", not relations),
        ("share-use-case", _t("Add a person"), "user-plus", shares),
        ("hand-over-use-case", _t("Hand over"), "user-share", shares),
        ("discard-version", _t("Give up the draft"), "trash",
         proposed == VersionState.DRAFT and may(reader, "registers.edit_use_case", use_case)),
        ("retire-use-case", _t("Retire"), "archive", may(reader, "registers.retire_use_case", use_case)),
    )  # fmt: skip
    ends = {"discard-version", "retire-use-case"}
    edit = Action(_t("Edit the draft"), reverse("registers:request-step", args=[use_case.pk, "purpose"]), "edit")
    return [
        *([edit] if vouches_for(reader, use_case) else []),
        *(
            Action(label, reverse(f"registers:{name}", args=[use_case.pk]), icon, danger=name in ends, panel="dialog")
            for name, label, icon, allowed in offered
            if allowed
        ),
    ]


def _cell(outcomes: Mapping[str, str]) -> Cell:
    outcome = worst(outcomes.values())
    word, _meaning, tone, icon = OUTCOME_WORDS[next(each for each in OUTCOME_WORDS if each == outcome)]
    differing = len(set(outcomes.values())) > 1
    parts = "; ".join(f"{end}: {OUTCOME_WORDS[_key(each)][0]}" for end, each in outcomes.items()) if differing else ""
    return Cell(outcome, word, tone, icon, parts)


def _key(outcome: str) -> Any:
    return next(each for each in OUTCOME_WORDS if each == outcome)
