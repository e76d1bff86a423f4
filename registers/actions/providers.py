"""Providers and their projects: entering, changing, retiring."""

from collections.abc import Collection, Mapping
from typing import Any, TypedDict, Unpack
from uuid import UUID

from django.db import models, transaction

from access.models import Person
from access.permits import permit
from common.clock import now
from common.names import clean_name
from common.refusals import Refusal, Refused, refuse_if
from common.refusals import marked as _
from common.taken import refused_when_taken
from registers.models import Project, ProjectModel, Provider, ProviderModel
from registers.owners import refuse_nobody
from registers.rules import providers as rules
from trail.recording import record

PROVIDER_TAKEN = Refusal("name_taken", _("There is a provider of that name, or with that id, already."), "name")
PROJECT_TAKEN = Refusal("name_taken", _("The provider has a project of that name, or with that id, already."), "name")
NAME_MISSING = Refusal("name_missing", _("Give it a name."), "name")


class ProviderContent(TypedDict, total=False):
    """What can be said of a provider."""

    name: str
    kind: str
    external_id: str
    retention: str
    note: str


class ProjectContent(TypedDict, total=False):
    """What can be said of a project; `permitted_models` are the only ones it may call where access is "listed"."""

    name: str
    external_id: str
    environment: str
    retention: str
    region: str
    model_access: str
    permitted_models: Collection[UUID]
    owner_id: UUID | None
    note: str


@transaction.atomic
def create_provider(*, by: Person, **content: Unpack[ProviderContent]) -> Provider:
    """Enter an organisation of ours at a provider.

    Raises:
        PermissionRefused, Refused: not allowed, or the name or id is taken or empty.
    """
    permit(by, "registers.edit_providers")
    provider = Provider()
    fill(provider, content)
    with refused_when_taken(PROVIDER_TAKEN):
        provider.save(force_insert=True)
    record("registers.provider.created", subject=provider, by=by)
    return provider


@transaction.atomic
def edit_provider(provider_id: UUID, *, by: Person, reason: str = "", **content: Unpack[ProviderContent]) -> Provider:
    """Change what is said of a provider; what is not given stays.

    Raises:
        PermissionRefused, Refused: not allowed, retired, or the name or id is taken or empty.
    """
    permit(by, "registers.edit_providers")
    provider = Provider.objects.select_for_update().get(pk=provider_id)
    refuse_if(rules.refuse_change_of_retired(retired=provider.retired_at is not None))
    changed = fill(provider, content)
    if changed:
        with refused_when_taken(PROVIDER_TAKEN):
            provider.save(update_fields=changed)
        record("registers.provider.edited", subject=provider, by=by, reason=reason)
    return provider


@transaction.atomic
def retire_provider(provider_id: UUID, *, by: Person, reason: str) -> Provider:
    """Take a provider out of use; it stays on the register.

    Raises:
        PermissionRefused, Refused: not allowed, or projects of it are in use.
    """
    permit(by, "registers.edit_providers")
    provider = Provider.objects.select_for_update().get(pk=provider_id)
    if provider.retired_at is None:
        refuse_if(rules.refuse_retirement_of_provider(projects=provider.projects.filter(retired_at=None).count()))
        provider.retired_at = now()
        provider.save(update_fields=["retired_at"])
        record("registers.provider.retired", subject=provider, by=by, reason=reason)
    return provider


@transaction.atomic
def create_project(provider_id: UUID, *, by: Person, **content: Unpack[ProjectContent]) -> Project:
    """Enter a project of a provider: a destination that data may go to.

    Raises:
        PermissionRefused, Refused: not allowed, the name or id is taken or empty, or its models do not fit.
    """
    permit(by, "registers.edit_providers")
    provider = Provider.objects.select_for_update().get(pk=provider_id)
    refuse_if(rules.refuse_retired_provider(retired=provider.retired_at is not None))
    project = Project(provider=provider)
    permitted = content.pop("permitted_models", ())
    fill(project, content)
    with refused_when_taken(PROJECT_TAKEN):
        project.save(force_insert=True)
    _permit_models(project, permitted)
    record("registers.project.created", subject=project, also=[provider], by=by)
    return project


@transaction.atomic
def edit_project(project_id: UUID, *, by: Person, reason: str = "", **content: Unpack[ProjectContent]) -> Project:
    """Change what is said of a project, its permitted models too; what is not given stays.

    Raises:
        PermissionRefused, Refused: not allowed, retired, the name or id is taken, or its models do not fit.
    """
    permit(by, "registers.edit_providers")
    project = Project.objects.select_for_update(of=("self",)).select_related("provider").get(pk=project_id)
    refuse_if(rules.refuse_change_of_retired(retired=project.retired_at is not None))
    standing = set(project.permitted.values_list("model_id", flat=True))
    permitted = content.pop("permitted_models", standing)
    changed = fill(project, content)
    if changed:
        with refused_when_taken(PROJECT_TAKEN):
            project.save(update_fields=changed)
    _permit_models(project, permitted, standing)
    if changed or set(permitted) != standing:
        record("registers.project.edited", subject=project, also=[project.provider], by=by, reason=reason)
    return project


@transaction.atomic
def retire_project(project_id: UUID, *, by: Person, reason: str) -> Project:
    """Take a project out of use: no new request may name it; what names it already shows that it is retired.

    Raises:
        PermissionRefused: not allowed.
    """
    permit(by, "registers.edit_providers")
    project = Project.objects.select_for_update(of=("self",)).select_related("provider").get(pk=project_id)
    if project.retired_at is None:
        project.retired_at = now()
        project.save(update_fields=["retired_at"])
        record("registers.project.retired", subject=project, also=[project.provider], by=by, reason=reason)
    return project


def fill(row: models.Model, content: Mapping[str, Any]) -> list[str]:
    """Set what is given and return the fields that changed.

    Raises:
        Refused: a name is empty or holds what cannot be seen.
        ValidationError: a value that the field does not know.
    """
    given = dict(content)
    if "name" in given:
        given["name"] = clean_name(str(given["name"]))
        if not given["name"]:
            raise Refused(NAME_MISSING)
    changed = [name for name, value in given.items() if getattr(row, name) != value]
    if "owner_id" in changed:
        refuse_nobody(given["owner_id"])
    for name in changed:
        setattr(row, name, given[name])
    fields = [row._meta.get_field(name).name for name in changed]
    row.clean_fields(exclude={field.name for field in row._meta.concrete_fields} - set(fields))
    return fields


def _permit_models(project: Project, wanted: Collection[UUID], standing: Collection[UUID] = ()) -> None:
    found = dict(ProviderModel.objects.filter(pk__in=wanted).values_list("pk", "provider_id"))
    refuse_if(rules.refuse_strangers(provider=project.provider_id, providers=found.values(), field="permitted_models"))
    refuse_if(rules.refuse_model_list(access=project.model_access, count=len(found)))
    ProjectModel.objects.filter(project=project, model__in=set(standing) - set(found)).delete()
    for each in sorted(set(found) - set(standing)):
        ProjectModel.objects.create(project=project, model_id=each)
