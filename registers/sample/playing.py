"""Playing the use cases: each draft, and what became of it."""

from collections.abc import Callable, Iterator, Mapping
from functools import partial
from typing import Any

from access.models import Department, Person
from registers.actions import use_cases as actions
from registers.models import JoinRequest
from registers.sample.providers import PROJECTS
from registers.sample.reviewing import REVIEWING
from registers.sample.stage import Event, Stage
from registers.sample.telling import SampleUseCase, Step
from registers.sample.use_cases import USE_CASES

# The words of the sample for fields of the content; other fields have one word for both.
FIELDS = {
    "basis": "lawful_basis",
    "special": "special_basis",
    "ai_act": "ai_act_answers",
    "calls": "calls_per_minute",
    "budget": "monthly_budget",
    "keeps": "retention_days",
    "stores": "stores_at_provider",
}
PLAIN = (
    "purpose", "outputs", "affected", "autonomy", "oversight", "endpoints", "environments", "networks", *FIELDS,
)  # fmt: skip
TOKENS_A_CALL = 2_500
PROVIDER_OF = {project.name: project.provider for project in PROJECTS}


def events(stage: Stage) -> Iterator[Event]:
    """Return what happened to each use case."""
    for number, told in enumerate(USE_CASES):
        begins = 30 + 37 * number % 380
        yield Event(stage.moment(told.ago, begins), told.owner, partial(_draft, stage, told))
        owner = told.owner
        for place, step in enumerate(told.story, start=1):
            at = stage.moment(step.ago, begins + 8 * place)
            yield Event(at, step.by or owner, partial(DOES[step.what], stage, told, step))
            owner = step.said["to"] if step.what == "handed_over" else owner


def _draft(stage: Stage, told: SampleUseCase, by: Person) -> None:
    department = Department.objects.get(name=told.department) if told.department else None
    said = {name: getattr(told, name) for name in (*PLAIN, "data", "projects", "models")}
    content = _content(stage, told, said)
    use_case = actions.draft_use_case(
        title=told.title, by=by, department=department, reference=told.reference, **content
    )
    stage.use_cases[told.title] = use_case.pk


def _edited(stage: Stage, told: SampleUseCase, step: Step, by: Person) -> None:
    actions.save_draft(stage.use_cases[told.title], _content(stage, told, step.said), by=by)


def _submitted(stage: Stage, told: SampleUseCase, step: Step, by: Person) -> None:
    actions.submit_use_case(stage.use_cases[told.title], by=by, renew=step.said["renew"])


def _taken_over(stage: Stage, told: SampleUseCase, step: Step, by: Person) -> None:
    actions.take_over_approval(
        stage.use_cases[told.title],
        approved_on=stage.day(-step.said["approved"]),
        approved_until=stage.day(step.said["until"]),
        evidence=step.said["evidence"],
        by=by,
        reason=step.said["reason"],
    )


def _withdrawn(stage: Stage, told: SampleUseCase, step: Step, by: Person) -> None:
    actions.withdraw_use_case(stage.use_cases[told.title], by=by, reason=step.said["reason"])


def _discarded(stage: Stage, told: SampleUseCase, step: Step, by: Person) -> None:
    actions.discard_version(stage.use_cases[told.title], by=by, reason=step.said["reason"])


def _retired(stage: Stage, told: SampleUseCase, step: Step, by: Person) -> None:
    actions.retire_use_case(stage.use_cases[told.title], by=by, reason=step.said["reason"])


def _revised(stage: Stage, told: SampleUseCase, step: Step, by: Person) -> None:
    key = stage.use_cases[told.title]
    actions.begin_version(key, by=by, note=step.said["note"])
    if step.said["content"]:
        actions.save_draft(key, _content(stage, told, step.said["content"]), by=by)


def _shared(stage: Stage, told: SampleUseCase, step: Step, by: Person) -> None:
    person = stage.people[step.said["person"]]
    actions.share(stage.use_cases[told.title], person.pk, step.said["membership"], by=by)


def _asked_to_join(stage: Stage, told: SampleUseCase, step: Step, by: Person) -> None:
    actions.ask_to_join(stage.use_cases[told.title], message=step.said["message"], by=by)


def _answered(stage: Stage, told: SampleUseCase, step: Step, by: Person) -> None:
    asked = JoinRequest.objects.get(use_case=stage.use_cases[told.title], answered_at=None)
    actions.answer_join(asked.pk, accepted=step.said["accepted"], note=step.said["note"], by=by)


def _handed_over(stage: Stage, told: SampleUseCase, step: Step, by: Person) -> None:
    owner = stage.people[step.said["to"]]
    actions.hand_over(stage.use_cases[told.title], owner.pk, by=by, reason=step.said["reason"])


DOES: Mapping[str, Callable[[Stage, SampleUseCase, Step, Person], None]] = {
    "edited": _edited,
    "submitted": _submitted,
    "taken_over": _taken_over,
    "withdrawn": _withdrawn,
    "discarded": _discarded,
    "retired": _retired,
    "revised": _revised,
    "shared": _shared,
    "asked_to_join": _asked_to_join,
    "answered": _answered,
    "handed_over": _handed_over,
    **REVIEWING,
}


def _content(stage: Stage, told: SampleUseCase, said: Mapping[str, Any]) -> dict[str, Any]:
    """Return the content with the fields and keys of the register."""
    content = {FIELDS.get(name, name): value for name, value in said.items() if name in PLAIN}
    for name in ("affected", "endpoints", "environments", "networks", "ai_act_answers"):
        if content.get(name) is not None:
            content[name] = list(content[name])
    if content.get("calls_per_minute"):
        content["tokens_per_minute"] = TOKENS_A_CALL * content["calls_per_minute"]
    if "data" in said:
        content["categories"] = {stage.categories[name]: volume for name, volume in said["data"].items()}
    if "projects" in said:
        content["projects"] = [stage.projects[name] for name in said["projects"]]
    if "models" in said:
        provider = PROVIDER_OF[told.projects[0]]
        content["models"] = [stage.models[provider, name] for name in said["models"]]
    return content
