"""Playing what the registers are made of: data categories, projects, models and boundary rules."""

from collections.abc import Iterator
from datetime import timedelta
from functools import partial

from access.models import Person
from common.clock import today
from registers.actions.boundaries import Cell, enter_rule, withdraw_rule
from registers.actions.categories import create_category, retire_category
from registers.actions.detectors import create_detector
from registers.actions.models import create_model, edit_model
from registers.actions.providers import create_project, create_provider, retire_project
from registers.choices import ModelAccess
from registers.models import BoundaryRule, ClassificationLevel, ProviderModel
from registers.sample.boundaries import RULES, SampleRule
from registers.sample.categories import CATEGORIES, RETIRED, SampleCategory
from registers.sample.providers import MODELS, MUTUAL, PILOT, PROJECTS, PROVIDERS, SampleModel, SampleProject
from registers.sample.stage import Event, Stage
from registers.sample.telling import OFFICER

SECURITY = "Tomasz Wieczorek"
ASSESSED = {
    "approved": "Answers, price and data handling looked at.",
    "restricted": "Good, but not for everything.",
    "deprecated": "The provider announced that it ends.",
    "refused": "Looked at and turned down.",
}


def events(stage: Stage) -> Iterator[Event]:
    """Return how the registers came to hold what they hold."""
    for number, category in enumerate((*CATEGORIES, RETIRED)):
        yield Event(stage.moment(87, 20 + 9 * number), OFFICER, partial(_enter_category, stage, category))
    for number, provider in enumerate(PROVIDERS):
        yield Event(stage.moment(87, 300 + number), OFFICER, partial(_enter_provider, stage, provider))
    for number, project in enumerate((*PROJECTS, PILOT)):
        yield Event(stage.moment(86, 240 + 11 * number), OFFICER, partial(_enter_project, stage, project))
    yield Event(stage.moment(50, 150), OFFICER, partial(_retire_category, stage))
    yield Event(stage.moment(43, 95), OFFICER, partial(_retire_pilot, stage))
    yield from _of_models(stage)
    yield from _of_rules(stage)


def _of_models(stage: Stage) -> Iterator[Event]:
    for number, model in enumerate(MODELS):
        yield Event(stage.moment(model.entered, 20 + 4 * number), SECURITY, partial(_enter_model, stage, model))
        if model.deprecated is not None or model.state in {"restricted", "refused"}:
            days_ago = model.assessed if model.deprecated is None else model.deprecated
            yield Event(stage.moment(days_ago, 60 + 5 * number), SECURITY, partial(_assess, stage, model))


def _of_rules(stage: Stage) -> Iterator[Event]:
    for number, rule in enumerate(RULES):
        yield Event(stage.moment(rule.ago, 40 + 4 * number), OFFICER, partial(_enter_rule, stage, rule))
        if rule.withdrawn:
            yield Event(stage.moment(rule.ago - 1, 200 + number), OFFICER, partial(_withdraw_rule, stage, rule))


def _enter_category(stage: Stage, said: SampleCategory, by: Person) -> None:
    category = create_category(
        name=said.name,
        level_id=ClassificationLevel.objects.get(slug=said.level).pk,
        description=said.description,
        personal=said.personal,
        special=said.special,
        owner_id=stage.people[said.owner].pk,
        detectors=said.detectors,
        retention_days=said.retention_days,
        by=by,
    )
    stage.categories[said.name] = category.pk
    for name, pattern in said.patterns:
        create_detector(category.pk, name=name, kind="pattern", pattern=pattern, by=by)
    for name, words in said.words:
        create_detector(category.pk, name=name, kind="keywords", keywords=words, by=by)


def _retire_category(stage: Stage, by: Person) -> None:
    reason = "The same as customer contact details; two names led to two sets of rules."
    retire_category(stage.categories[RETIRED.name], by=by, reason=reason)


def _enter_provider(stage: Stage, said: tuple[str, str, str, str], by: Person) -> None:
    name, external_id, retention, note = said
    provider = create_provider(name=name, external_id=external_id, retention=retention, note=note, by=by)
    stage.providers[name] = provider.pk


def _enter_project(stage: Stage, said: SampleProject, by: Person) -> None:
    project = create_project(
        stage.providers[said.provider],
        name=said.name,
        external_id=said.external_id,
        environment=said.environment,
        retention=said.retention,
        region=said.region,
        model_access=ModelAccess.LISTED if said.models else ModelAccess.ALL,
        permitted_models=[stage.models[said.provider, name] for name in said.models],
        owner_id=stage.people[said.owner].pk,
        note=said.note,
        by=by,
    )
    stage.projects[said.name] = project.pk


def _retire_pilot(stage: Stage, by: Person) -> None:
    retire_project(stage.projects[PILOT.name], by=by, reason="The trials are over; their key was revoked.")


def _enter_model(stage: Stage, said: SampleModel, by: Person) -> None:
    usable = said.state in {"approved", "deprecated"}
    model = create_model(
        stage.providers[said.provider],
        name=said.name,
        endpoints=said.endpoints,
        state="approved" if usable else "proposed",
        note=said.note if said.state in {"approved", "proposed"} else "",
        by=by,
    )
    stage.models[said.provider, said.name] = model.pk


def _assess(stage: Stage, said: SampleModel, by: Person) -> None:
    model = ProviderModel.objects.get(pk=stage.models[said.provider, said.name])
    edit_model(
        model.pk,
        state=said.state,
        restriction=said.restriction,
        approved_on=today() if said.state == "restricted" else model.approved_on,
        shut_down_on=stage.day(said.shut_down_in) if said.shut_down_in is not None else None,
        replacement_id=stage.models[MUTUAL, said.replacement] if said.replacement else None,
        note=said.note,
        by=by,
        reason=ASSESSED[said.state],
    )


def _enter_rule(stage: Stage, said: SampleRule, by: Person) -> None:
    enter_rule(
        _cell(stage, said),
        said.outcome,
        reason=said.reason,
        starts_on=today() + timedelta(days=said.starts_in),
        ends_on=None if said.ends_in is None else stage.day(said.ends_in),
        by=by,
    )


def _withdraw_rule(stage: Stage, said: SampleRule, by: Person) -> None:
    cell = _cell(stage, said)
    rules = BoundaryRule.objects.filter(
        category=cell.category_id, project=cell.project_id, endpoint=cell.endpoint, reason=said.reason
    )
    withdraw_rule(rules.get().pk, by=by, reason=said.withdrawn)


def _cell(stage: Stage, said: SampleRule) -> Cell:
    project = stage.projects[said.project] if said.project else None
    return Cell(stage.categories[said.category], project, said.endpoint)
