"""Writing a content into a version, and having the use case show it."""

from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import models

from common.clock import now
from common.names import clean_name
from common.refusals import Refusal, Refused, refuse_if
from common.refusals import marked as _
from registers.choices import Volume
from registers.models import UseCase, UseCaseVersion, VersionCategory, VersionModel, VersionProject
from registers.reading.assessing import Surroundings, assess
from registers.reading.contents import LINKED, PLAIN, content_of
from registers.rules.content import complete
from registers.rules.use_cases import (
    NOTHING_PROPOSED,
    TITLE_MISSING,
    refuse_long_texts,
    refuse_networks,
    refuse_volumes,
)

# What follows the version that is shown; see RegisterFacts.
SHOWN = ("title", "purpose", "risk_tier", "ai_act_class")
USE_CASE_FIELDS = [*SHOWN, "version", "in_force", "proposed", "state", "changed_at"]


def write_content(version: UseCaseVersion, given: Mapping[str, Any], around: Surroundings) -> None:
    """Put a content into an unsaved or locked draft, with what the rules make of it; its links are written at once.

    Raises:
        Refused: a value is not one that its field can hold, or names what is not on the register.
    """
    content = complete(given)
    for name in PLAIN:
        value = content[name]
        setattr(version, name, list(value) if isinstance(value, tuple) else value)
    version.title = clean_name(version.title, "title")
    if not version.title:
        raise Refused(TITLE_MISSING)
    _check_values(version)
    refuse_if(refuse_long_texts(content))
    refuse_if(refuse_networks(content["networks"]))
    refuse_if(refuse_volumes(content["categories"], Volume.values))
    _check_links(content, around)
    judged = assess(content, around)
    version.risk_tier, version.ai_act_class = judged.tier, judged.ai_act_class
    version.saved_at = now()


def write_links(version: UseCaseVersion, given: Mapping[str, Any]) -> None:
    """Have a saved draft name just these categories, projects and models."""
    content = complete(given)
    volumes = {_key(key): volume for key, volume in content["categories"].items()}
    _renew(VersionProject, version, "project_id", [_key(each) for each in content["projects"]])
    _renew(VersionModel, version, "model_id", [_key(each) for each in content["models"]])
    _renew(VersionCategory, version, "category_id", volumes, volume=volumes)


def show(use_case: UseCase) -> None:
    """Have a use case show the version in force, else the one proposed, else the last one; unsaved."""
    use_case.version = use_case.in_force or use_case.proposed or use_case.version
    for name in SHOWN:
        setattr(use_case, name, getattr(use_case.version, name))
    use_case.changed_at = now()


def proposed_state(use_case: UseCase) -> str | None:
    """Return where the version being prepared or reviewed stands, if there is one."""
    return use_case.proposed.state if use_case.proposed else None


def proposed_of(use_case: UseCase) -> UseCaseVersion:
    """Return the version being prepared or reviewed.

    Raises:
        Refused: there is none.
    """
    if use_case.proposed is None:
        raise Refused(NOTHING_PROPOSED)
    return use_case.proposed


def shown_of(use_case: UseCase) -> UseCaseVersion:
    """Return the version that a new one starts from where none is proposed: in force, or the last that was shown."""
    return use_case.in_force or use_case.versions.latest("number")


def stand(use_case: UseCase, state: str) -> None:
    """Save where a use case stands now; while a version is in force, it stands as decided."""
    if use_case.in_force is None:
        use_case.state = state
    show(use_case)
    use_case.save(update_fields=USE_CASE_FIELDS)


def changed_content(version: UseCaseVersion, given: Mapping[str, Any]) -> dict[str, Any]:
    """Return the content of a version with some of its fields replaced."""
    return complete({**content_of(version), **given})


def _renew(
    link: type[models.Model], version: UseCaseVersion, target: str, wanted: Iterable[UUID], **values: Mapping[UUID, Any]
) -> None:
    rows = {getattr(row, target): row for row in link._base_manager.filter(version=version)}
    for key, row in rows.items():
        if key not in set(wanted):
            row.delete()
    for key in wanted:
        said = {name: each[key] for name, each in values.items()}
        if key not in rows:
            link._base_manager.create(version=version, **{target: key}, **said)
            continue
        row = rows[key]
        if any(getattr(row, name) != value for name, value in said.items()):
            for name, value in said.items():
                setattr(row, name, value)
            row.save(update_fields=list(said))


def _check_values(version: UseCaseVersion) -> None:
    try:
        version.clean_fields(exclude=[field.name for field in version._meta.fields if field.name not in PLAIN])
    except ValidationError as error:
        name, messages = next(iter(error.message_dict.items()))
        raise Refused(
            Refusal("value_unknown", _("%(field)s: %(problem)s"), name, {"field": name, "problem": " ".join(messages)})
        ) from None


def _check_links(content: Mapping[str, Any], around: Surroundings) -> None:
    for name in LINKED:
        known = getattr(around, name)
        for key in content[name]:
            if str(key) not in known:
                message = _("%(id)s is not on the register.")
                raise Refused(Refusal("not_on_register", message, name, {"id": str(key)}))


def _key(value: Any) -> UUID:
    return value if isinstance(value, UUID) else UUID(str(value))
