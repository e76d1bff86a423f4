"""What still blocks a submission: everything missing by name, with the field and the step where it is answered."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from common.refusals import Refusal
from common.refusals import marked as _
from registers.rules.ai_act import BY_CODE, PROHIBITED, class_of
from registers.rules.risk import CategoryFact

# The steps of the request in their order, and the fields that each asks for.
STEPS: dict[str, tuple[str, ...]] = {
    "purpose": ("title", "purpose"),
    "people": ("affected", "outputs"),
    "data": ("categories", "lawful_basis", "special_basis", "retention_days"),
    "access": (
        "projects", "endpoints", "models", "environments", "networks", "calls_per_minute", "tokens_per_minute",
        "monthly_budget", "stores_at_provider",
    ),
    "oversight": ("autonomy", "oversight", "ai_act_answers"),
    "check": ("note",),
}  # fmt: skip
STEP_OF = {name: step for step, names in STEPS.items() for name in names}


@dataclass(frozen=True, slots=True)
class Flow:
    """One data category on its way to one destination, and what the boundary rules say of it."""

    category: str
    project: str
    endpoint: str
    outcome: str


@dataclass(frozen=True, slots=True)
class SubmissionFacts:
    """What is known besides the content itself."""

    categories: Sequence[CategoryFact] = ()
    flows: Sequence[Flow] = ()
    # Conflicts of the access scope (rules/destinations.py) that nobody can decide away.
    conflicts: Sequence[Refusal] = ()
    # Names of what the content asks for although it is retired.
    retired: Sequence[str] = ()
    has_owner: bool = True


MISSING: tuple[tuple[str, str], ...] = (
    ("purpose", _("The purpose is missing.")),
    ("affected", _("The people affected are missing.")),
    ("outputs", _("What comes out, and who uses it, is missing.")),
    ("categories", _("The data that is sent is missing.")),
    ("projects", _("The projects are missing.")),
    ("endpoints", _("The endpoints are missing.")),
    ("models", _("The models are missing.")),
    ("environments", _("The environments are missing.")),
    ("autonomy", _("The autonomy is missing: how much it does by itself.")),
)


def blockers(content: Mapping[str, Any], facts: SubmissionFacts) -> list[Refusal]:
    """Return everything that blocks a submission, in the order of the request's steps; each names its field."""
    asked: tuple[Callable[[Mapping[str, Any], SubmissionFacts], Iterable[Refusal]], ...] = (
        _missing, _of_data, _of_oversight, _denied, _of_the_register,
    )  # fmt: skip
    found = [each for question in asked for each in question(content, facts)]
    order = [*STEP_OF, None]
    return sorted(found, key=lambda each: order.index(each.field if each.field in STEP_OF else None))


def refuse_submission(open_questions: Sequence[Refusal]) -> Refusal | None:
    """Refuse while anything blocks, and name all of it."""
    if not open_questions:
        return None
    return Refusal(
        "submission_blocked",
        _("It cannot be submitted yet. %(questions)s"),
        open_questions[0].field,
        {"questions": _Sentences(open_questions)},
    )


class _Sentences:
    """The sentences of all refusals, put into words when they are shown."""

    def __init__(self, refusals: Sequence[Refusal]) -> None:
        self.refusals = tuple(refusals)

    def __str__(self) -> str:
        return " ".join(refusal.text for refusal in self.refusals)


def _missing(content: Mapping[str, Any], _facts: SubmissionFacts) -> Iterator[Refusal]:
    for name, sentence in MISSING:
        if not content.get(name):
            yield Refusal(f"{name}_missing", sentence, name)


def _of_data(content: Mapping[str, Any], facts: SubmissionFacts) -> Iterator[Refusal]:
    for category in facts.categories:
        if not category.volume:
            message = _("The amount of “%(category)s” is missing.")
            details = {"category": category.name, "id": category.id}
            yield Refusal("volume_missing", message, "categories", details)
    personal = _names(each.name for each in facts.categories if each.personal)
    if personal and content.get("lawful_basis") in {None, "", "not-personal"}:
        message = _("The lawful basis is missing: personal data is sent (%(what)s).")
        yield Refusal("lawful_basis_missing", message, "lawful_basis", {"what": personal})
    special = _names(each.name for each in facts.categories if each.special)
    if special and not content.get("special_basis"):
        message = _("The basis for special categories of data is missing (%(what)s).")
        yield Refusal("special_basis_missing", message, "special_basis", {"what": special})


def _of_oversight(content: Mapping[str, Any], _facts: SubmissionFacts) -> Iterator[Refusal]:
    if content.get("autonomy") not in {None, "", "informs"} and not content.get("oversight"):
        message = _("The human oversight is missing: it does more than inform.")
        yield Refusal("oversight_missing", message, "oversight")
    answers = content.get("ai_act_answers")
    if answers is None:
        yield Refusal("ai_act_unanswered", _("The answers to the EU AI Act are missing."), "ai_act_answers")
    elif class_of(answers) == PROHIBITED:
        articles = _names(BY_CODE[each].article for each in answers if each in BY_CODE and _prohibits(each))
        message = _("The EU AI Act prohibits this use (%(articles)s). It cannot be asked for.")
        yield Refusal("ai_act_prohibited", message, "ai_act_answers", {"articles": articles})


def _denied(_content: Mapping[str, Any], facts: SubmissionFacts) -> Iterator[Refusal]:
    denied: dict[tuple[str, str], list[str]] = {}
    for flow in facts.flows:
        if flow.outcome == "deny":
            denied.setdefault((flow.category, flow.project), []).append(flow.endpoint)
    for (category, project), endpoints in denied.items():
        message = _(
            "“%(category)s” may not go to %(project)s (%(endpoints)s). "
            "Leave out this data, or choose another destination."
        )
        details = {"category": category, "project": project, "endpoints": ", ".join(endpoints)}
        yield Refusal("boundary_denied", message, "categories", details)


def _of_the_register(_content: Mapping[str, Any], facts: SubmissionFacts) -> Iterator[Refusal]:
    yield from facts.conflicts
    for name in facts.retired:
        yield Refusal("retired_choice", _("“%(name)s” is retired. Choose another."), "projects", {"name": name})
    if not facts.has_owner:
        yield Refusal("owner_missing", _("The owner is missing. Hand it over to somebody first."), "owner")


def _prohibits(code: str) -> bool:
    return BY_CODE[code].leads_to == PROHIBITED


def _names(names: Iterable[str] | Collection[str]) -> str:
    return ", ".join(names)
