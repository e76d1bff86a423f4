"""The card beside a request: what the rules make of what is entered so far, in words."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from common.presentation import Badge
from common.refusals import Refusal
from registers.choices import RiskTier
from registers.models import RouteStep, UseCase
from registers.presenting.review_route import asks
from registers.presenting.use_cases import OUTCOME_WORDS, TIER_TONES, class_badge, tier_badge
from registers.reading.assessing import Assessed, Surroundings, assess
from registers.rules.content import complete
from registers.rules.risk import Reason
from registers.rules.submission import STEP_OF, STEPS, Flow

# Where a question stands on its page when it is not at the field of its own name.
ANCHORS = {"categories": "categories", "ai_act_answers": "id_ai_prohibited"}


@dataclass(frozen=True, slots=True)
class Answer:
    """What becomes of data at its destinations: one outcome in words, and the lines it is true of."""

    outcome: str
    word: Any
    meaning: Any
    tone: str
    icon: str
    lines: Sequence[tuple[str, str, str]]


@dataclass(frozen=True, slots=True)
class Card:
    """What stands beside a request."""

    # No badge while nothing is known; not settled while an answer is missing that could raise it.
    tier: Badge | None
    settled: bool
    # Those that decided on the tier, and those for a lower one.
    reasons: Sequence[tuple[str, Reason]]
    lesser_reasons: Sequence[tuple[str, Reason]]
    ai_act_class: Badge | None
    answers: Sequence[Answer]
    # Nobody has chosen a project: the answers are what each project would say.
    tentative: bool
    conflicts: Sequence[Any]
    reviewers: Sequence[str]
    blockers: Sequence[tuple[str, str]]


def card_of(use_case: UseCase, content: Mapping[str, Any], around: Surroundings) -> Card:
    """Return the card of a use case as if it were saved with this content."""
    judged = assess(content, around, has_owner=use_case.owner_id is not None)
    flows, tentative = judged.flows, False
    if judged.categories and not flows:
        flows, tentative = _would_be(content, around), True
    reasons = [(TIER_TONES[RiskTier(reason.tier)], reason) for reason in judged.assessment.reasons]
    return Card(
        tier=tier_badge(judged.tier),
        settled=judged.assessment.settled,
        reasons=[pair for pair in reasons if pair[1].tier == judged.tier],
        lesser_reasons=[pair for pair in reasons if pair[1].tier != judged.tier],
        ai_act_class=class_badge(judged.ai_act_class),
        answers=answers_of(flows),
        tentative=tentative,
        conflicts=judged.conflicts,
        reviewers=reviewers_of(judged.tier),
        blockers=_blockers(use_case, judged),
    )


def reviewers_of(tier: str) -> list[str]:
    """Return who decides on a request of a tier, step by step of the route that it would go by today."""
    steps = RouteStep.objects.filter(route__route_for=tier, route__until=None).order_by("position")
    return [asks(each) for each in steps.prefetch_related("parties__role", "parties__person")] if tier else []


def answers_of(flows: Iterable[Flow]) -> list[Answer]:
    """Return what becomes of the data, the least open outcome first; endpoints of one project on one line."""
    lines: dict[str, dict[tuple[str, str], list[str]]] = {}
    for flow in flows:
        lines.setdefault(flow.outcome, {}).setdefault((flow.category, flow.project), []).append(flow.endpoint)
    return [
        Answer(
            outcome, word, meaning, tone, icon,
            [(category, place, ", ".join(filter(None, ends))) for (category, place), ends in lines[outcome].items()],
        )
        for outcome, (word, meaning, tone, icon) in OUTCOME_WORDS.items()
        if outcome in lines
    ]  # fmt: skip


def question_url(use_case: UseCase, name: str | None) -> str:
    """Return where a question is answered: its step of the request, at its field."""
    if name == "owner":
        return reverse("registers:hand-over-use-case", args=[use_case.pk])
    step = STEP_OF.get(name or "", next(iter(STEPS)))
    anchor = ANCHORS.get(name or "", f"id_{name}")
    return f"{_step_url(use_case, step)}#{anchor}"


def blocker_url(use_case: UseCase, blocker: Refusal) -> str:
    """Return where something that blocks is settled: the amount of one category at that category."""
    if blocker.code == "volume_missing":
        return f"{_step_url(use_case, 'data')}#id_volume_{blocker.details['id']}"
    return question_url(use_case, blocker.field)


def _step_url(use_case: UseCase, step: str) -> str:
    return reverse("registers:request-step", args=[use_case.pk, step])


def _blockers(use_case: UseCase, judged: Assessed) -> list[tuple[str, str]]:
    return [(each.text, blocker_url(use_case, each)) for each in judged.blockers]


def _would_be(content: Mapping[str, Any], around: Surroundings) -> list[Flow]:
    """Return what the rules say of the data at every project or endpoint that is chosen, or could be."""
    given = complete(content)
    chosen = [str(key) for key in given["projects"]]
    projects = [each for key, each in around.projects.items() if key in chosen or (not chosen and not each.retired_at)]
    categories = [around.categories[str(key)] for key in given["categories"] if str(key) in around.categories]
    return [
        Flow(category.name, project.name, endpoint, around.book.verdict(category.pk, project.pk, endpoint).outcome)
        for category in sorted(categories, key=lambda each: each.name)
        for project in sorted(projects, key=lambda each: each.name)
        for endpoint in given["endpoints"] or [""]
    ]
