"""Pages of providers' projects."""

from collections.abc import Sequence
from typing import Any, ClassVar

from django import forms
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from access.forms import ReasonForm
from access.pages import ActionPage, DetailPage, FormPage, ListPage
from access.permits import may
from common.cells import person_cell
from common.clock import today
from common.presentation import Action, Link
from common.templatetags.kit import when
from registers.actions import providers
from registers.choices import ModelAccess, ProjectRetention
from registers.filters.providers import ProjectFilter
from registers.forms.projects import EditProjectForm, ProjectForm
from registers.models import Project, Provider, RegionFact, UseCase
from registers.presenting.keeping import Hint, hints_for, kept_under
from registers.tables.projects import ProjectTable
from registers.tables.providers import retention_badge
from registers.views.providers import endpoint_facts, standing_badge

SHOWN_USES = 50
STAY = ("name", "external_id", "environment", "retention", "region", "model_access", "note")


def hints_of(provider: Provider, retention: str, region: str, *, brief: bool = False) -> list[Hint]:
    """Return what a retention and a region mean for a project of a provider."""
    holds = provider.retention if retention in {"", ProjectRetention.INHERITED} else retention
    fact = RegionFact.objects.in_force_on(today()).filter(kind=provider.kind, region=region).first()
    return hints_for(holds, fact, endpoint_facts(provider.kind), brief=brief)


class ProjectsPage(ListPage):
    """Every project: the destinations that data may go to."""

    permission = "registers.view_register"
    title = _("Projects")
    name = "projects"
    filterset_class = ProjectFilter
    table_class = ProjectTable
    sorts: ClassVar = {
        "name": ("name",),
        "provider": ("provider__name", "name"),
        "environment": ("environment", "name"),
        "region": ("region", "name"),
        "uses": ("uses", "name"),
        "since": ("created_at",),
    }
    default_sort = "name"
    default_columns = ("name", "provider", "environment", "retention", "region", "models", "owner", "uses", "standing")
    locked_columns = ("name",)
    export_permission = "registers.export_register"
    exports_all_columns = True
    opens_panel = "panel-body"
    empty_title = _("No projects yet")
    empty_text = _("Data goes to a project: enter the projects of a provider on its page.")

    def rows(self) -> QuerySet[Project]:
        """Return the projects with what the columns show."""
        return Project.objects.visible_to(self.reader).with_counts().select_related("provider", "owner")

    def context(self, listing: Any) -> dict[str, Any]:  # noqa: ARG002 - of the base
        """Return the way back to the providers."""
        return {"breadcrumbs": [Link(_t("Providers"), reverse("registers:providers"))]}


class ProjectPage(DetailPage):
    """One project: what stays there, which models it may call, and which use cases name it."""

    permission = "registers.view_register"
    model = Project
    template_name = "registers/project.html"

    def facts(self) -> Sequence[tuple[Any, Any]]:
        """Return what is said of it."""
        project = self.object
        provider = project.provider
        retention = retention_badge(project.effective_retention)
        if project.retention == ProjectRetention.INHERITED:
            retention = format_html('{} <span class="muted">{}</span>', retention, _t("as the organisation"))
        return (
            (_t("Provider"), format_html('<a href="{}">{}</a>', provider.get_absolute_url(), provider)),
            (_t("Project id"), format_html("<code>{}</code>", project.external_id) if project.external_id else ""),
            (_t("Environment"), project.get_environment_display()),
            (_t("Data retention"), retention),
            (_t("Residency"), project.get_region_display()),
            (_t("Owner"), person_cell(project.owner) if project.owner else _t("Nobody yet")),
            (_t("Since"), when(project.created_at)),
            *([(_t("Retired"), when(project.retired_at))] if project.retired_at else []),
            *([(_t("Note"), project.note)] if project.note else []),
        )

    def context(self) -> dict[str, Any]:
        """Return endpoints, models, use cases, and what may be done."""
        project = self.object
        changeable = project.retired_at is None and may(self.reader, "registers.edit_providers")
        edit = Action(_t("Edit"), reverse("registers:edit-project", args=[project.pk]), "edit")
        retire = reverse("registers:retire-project", args=[project.pk])
        provider = project.provider
        uses = UseCase.objects.visible_to(self.reader).filter(version__version_projects__project=project)
        return {
            "breadcrumbs": [
                Link(_t("Providers"), reverse("registers:providers")),
                Link(provider, provider.get_absolute_url()),
            ],
            "badge": standing_badge(project),
            "primary_action": edit if changeable else None,
            "actions": [Action(_t("Retire"), retire, "archive", danger=True, panel="dialog")] if changeable else [],
            "hints": hints_of(provider, project.retention, project.region),
            "every_model": project.model_access == ModelAccess.ALL,
            "models": project.permitted_models.order_by("name"),
            "endpoints": kept_under(project.effective_retention, endpoint_facts(provider.kind)),
            "uses": uses.order_by("-number")[:SHOWN_USES],
            "uses_count": uses.count(),
            "timeline_url": f"{reverse('trail:entries')}?about=registers.project:{project.pk}",
        }


class ProjectFormPage(FormPage):
    """What entering and changing a project have in common: the provider's models, and hints while typing."""

    permission = "registers.edit_providers"
    view_permission = "registers.view_register"
    form_class: type[ProjectForm] = ProjectForm
    live_template = "registers/parts/hints.html"

    def provider(self) -> Provider:
        """Return whose project it is."""
        raise NotImplementedError

    def make_form(self, data: Any = None, files: Any = None) -> forms.Form:
        """Return the form with the models of the provider."""
        return self.form_class(data, files, initial=self.initial(), provider=self.provider())

    def live(self, form: forms.Form) -> dict[str, Any]:
        """Say what the retention and the region chosen so far mean."""
        chosen = form.cleaned_data
        hints = hints_of(self.provider(), chosen.get("retention", ""), chosen.get("region", ""), brief=True)
        return {"hints": hints, "live": True}


class NewProjectPage(ProjectFormPage):
    """Enter a project of a provider."""

    model = Provider
    title = _("New project")
    submit_label = _("Enter project")
    success = _("The project is entered. Say in the boundary rules what may go there.")

    def provider(self) -> Provider:
        """Return the one of the address."""
        found: Provider = self.object
        return found

    def save(self, form: forms.Form) -> Project:
        """Enter it."""
        assert isinstance(form, ProjectForm)  # noqa: S101 - what `form_class` makes
        return providers.create_project(self.object.pk, by=self.reader, **form.content())

    def success_url(self, result: Any) -> str:
        """Return the project's page."""
        return str(result.get_absolute_url())


class EditProjectPage(ProjectFormPage):
    """Change what is said of a project."""

    model = Project
    title = _("Edit project")
    form_class = EditProjectForm
    submit_label = _("Save changes")
    success = _("The project is changed.")

    def provider(self) -> Provider:
        """Return whose project it is."""
        found: Provider = self.object.provider
        return found

    def initial(self) -> dict[str, Any]:
        """Start with what stands."""
        project = self.object
        owner = project.owner.email if project.owner else ""
        stay = {name: getattr(project, name) for name in STAY}
        return {**stay, "owner": owner, "permitted_models": list(project.permitted_models.all())}

    def version_of(self, project: Project) -> str:
        """Return everything the form holds."""
        models = sorted(str(each) for each in project.permitted.values_list("model_id", flat=True))
        return "|".join([*(str(getattr(project, name)) for name in (*STAY, "owner_id")), *models])

    def save(self, form: forms.Form) -> Project:
        """Change it."""
        assert isinstance(form, ProjectForm)  # noqa: S101 - what `form_class` makes
        return providers.edit_project(self.object.pk, by=self.reader, **form.content())


class RetireProjectPage(ActionPage):
    """Take a project out of use."""

    permission = "registers.edit_providers"
    view_permission = "registers.view_register"
    model = Project
    title = _("Retire project")
    form_class = ReasonForm
    submit_label = _("Retire")
    success = _("The project is retired.")
    danger = True

    def consequences(self) -> Sequence[Any]:
        """Return what will happen."""
        return (
            _("New requests can no longer name it."),
            _("Use cases that name it show that it is retired, until they are changed."),
        )

    def save(self, form: forms.Form) -> Project:
        """Retire it."""
        return providers.retire_project(self.object.pk, by=self.reader, reason=form.cleaned_data["reason"])
