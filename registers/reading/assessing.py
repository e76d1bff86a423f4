"""What the rules say of a content: tier, class, where its data may go, what blocks it. Reads only."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from common.clock import today
from common.refusals import Refusal
from registers.choices import Endpoint
from registers.models import ClassificationLevel, DataCategory, Project, ProviderModel
from registers.reading.books import book_on
from registers.reading.destinations import destination_of, knowledge_on, offered
from registers.rules import ai_act, risk, submission
from registers.rules.boundary import BoundaryBook
from registers.rules.content import complete
from registers.rules.destinations import Conflict, Knowledge, scope_conflicts

# Where a conflict of the access scope is mended; others at the endpoints.
CONFLICT_FIELDS = {
    "storing_forced_off": "stores_at_provider",
    "region_needs_agreement": "projects",
    "model_not_serving": "models",
    "endpoint_not_served": "models",
    "model_of_another_provider": "models",
    "model_not_permitted": "models",
    "model_shut_down": "models",
    "model_refused": "models",
}


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What contents are judged by today: read once, for one content or for thousands."""

    categories: Mapping[str, DataCategory]
    projects: Mapping[str, Project]
    models: Mapping[str, ProviderModel]
    # How many levels each level is below the strictest, by the level's key.
    below_top: Mapping[Any, int]
    book: BoundaryBook
    known: Knowledge
    today: date


def surroundings() -> Surroundings:
    """Read what contents are judged by, in eight queries however much there is."""
    day = today()
    levels = ClassificationLevel.objects.order_by("-rank").values_list("pk", flat=True)
    return Surroundings(
        categories={str(each.pk): each for each in DataCategory.objects.all()},
        projects={
            str(each.pk): each for each in Project.objects.select_related("provider").prefetch_related("permitted")
        },
        models={str(each.pk): each for each in ProviderModel.objects.select_related("provider", "replacement")},
        below_top={level: place for place, level in enumerate(levels)},
        book=book_on(day),
        known=knowledge_on(day),
        today=day,
    )


@dataclass(frozen=True, slots=True)
class Assessed:
    """Everything the rules say of one content."""

    ai_act_class: str
    assessment: risk.Assessment
    categories: list[risk.CategoryFact]
    flows: list[submission.Flow]
    conflicts: list[Conflict]
    blockers: list[Refusal]

    @property
    def tier(self) -> str:
        """Return the risk tier."""
        return self.assessment.tier


def assess(given: Mapping[str, Any], around: Surroundings, *, has_owner: bool = True) -> Assessed:
    """Return what the rules say of a content; ids that nobody knows are passed over."""
    content = complete(given)
    categories = _categories(content, around)
    flows = _flows(content, around)
    ai_act_class = ai_act.class_of(content["ai_act_answers"])
    facts = risk.RiskFacts(
        categories=categories,
        affected=content["affected"],
        autonomy=content["autonomy"],
        ai_act_class=ai_act_class,
        stores_at_provider=content["stores_at_provider"],
        outcomes={flow.outcome for flow in flows},
    )
    conflicts = _conflicts(content, around)
    asked = submission.SubmissionFacts(
        categories=categories,
        flows=flows,
        conflicts=[
            Refusal(each.code, each.message, CONFLICT_FIELDS.get(each.code, "endpoints"), dict(each.details))
            for each in conflicts
            if each.blocking
        ],
        retired=_retired(content, around),
        has_owner=has_owner,
    )
    blockers = submission.blockers(content, asked)
    return Assessed(ai_act_class, risk.assess(facts), categories, flows, conflicts, blockers)


def _categories(content: Mapping[str, Any], around: Surroundings) -> list[risk.CategoryFact]:
    known = [
        (around.categories[str(key)], volume)
        for key, volume in content["categories"].items()
        if str(key) in around.categories
    ]
    return [
        risk.CategoryFact(
            str(each.pk), each.name, each.personal, each.special, around.below_top.get(each.level_id, 0), volume
        )
        for each, volume in sorted(known, key=lambda pair: pair[0].name)
    ]


def _flows(content: Mapping[str, Any], around: Surroundings) -> list[submission.Flow]:
    categories = [around.categories[str(key)] for key in content["categories"] if str(key) in around.categories]
    projects = [around.projects[str(key)] for key in content["projects"] if str(key) in around.projects]
    known = [each for each in content["endpoints"] if each in Endpoint.values]
    return [
        submission.Flow(
            category.name, project.name, endpoint, around.book.verdict(category.pk, project.pk, endpoint).outcome
        )
        for category in sorted(categories, key=lambda each: each.name)
        for project in sorted(projects, key=lambda each: each.name)
        for endpoint in known
    ]


def _conflicts(content: Mapping[str, Any], around: Surroundings) -> list[Conflict]:
    projects = [around.projects[str(key)] for key in content["projects"] if str(key) in around.projects]
    models = [around.models[str(key)] for key in content["models"] if str(key) in around.models]
    return scope_conflicts(
        projects=[destination_of(each) for each in projects],
        models=[offered(each) for each in models],
        endpoints=[each for each in content["endpoints"] if each in Endpoint.values],
        stores=content["stores_at_provider"],
        known=around.known,
        today=around.today,
    )


def _retired(content: Mapping[str, Any], around: Surroundings) -> list[str]:
    categories = (around.categories.get(str(key)) for key in content["categories"])
    projects = (around.projects.get(str(key)) for key in content["projects"])
    chosen = [*categories, *projects]
    return [each.name for each in chosen if each is not None and each.retired_at is not None]
