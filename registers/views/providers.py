"""Pages of providers."""

from collections.abc import Sequence
from typing import Any, ClassVar

from django import forms
from django.db.models import F, QuerySet
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from access.forms import ReasonForm
from access.pages import ActionPage, DetailPage, FormPage, ListPage
from access.permits import may
from common.clock import today
from common.presentation import Action, Badge, Link, Tone
from common.templatetags.kit import when
from registers.actions import providers
from registers.filters.providers import ProviderFilter
from registers.forms.providers import EditProviderForm, ProviderForm
from registers.models import Document, EndpointFact, Project, Provider
from registers.presenting.keeping import hints_for, kept_under
from registers.tables.providers import ProviderTable, models_words, retention_badge

STAY = ("name", "kind", "external_id", "retention", "note")


def standing_badge(row: Any) -> Badge:
    """Return whether something is in use."""
    return Badge(_t("Retired")) if row.retired_at else Badge(_t("In use"), Tone.SUCCESS)


def endpoint_facts(kind: str) -> QuerySet[EndpointFact]:
    """Return what is known today of a kind of provider's endpoints."""
    return EndpointFact.objects.in_force_on(today()).filter(kind=kind)


class ProvidersPage(ListPage):
    """Every organisation of ours at a provider."""

    permission = "registers.view_register"
    title = _("Providers")
    name = "providers"
    filterset_class = ProviderFilter
    table_class = ProviderTable
    sorts: ClassVar = {
        "name": ("name",),
        "projects": ("projects_in_use", "name"),
        "models": ("models_known", "name"),
        "since": ("created_at",),
    }
    default_sort = "name"
    default_columns = ("name", "kind", "external_id", "retention", "projects", "models", "standing")
    locked_columns = ("name",)
    export_permission = "registers.export_register"
    exports_all_columns = True
    opens_panel = "panel-body"
    empty_title = _("No providers yet")
    empty_text = _("Enter your organisation at OpenAI with what was agreed on data retention; then its projects.")

    def rows(self) -> QuerySet[Provider]:
        """Return the providers with their counts."""
        return Provider.objects.visible_to(self.reader).with_counts()

    def primary_action(self) -> Action | None:
        """Offer to enter one."""
        if not may(self.reader, "registers.edit_providers"):
            return None
        return Action(_t("New provider"), reverse("registers:new-provider"), icon="plus")

    def context(self, listing: Any) -> dict[str, Any]:  # noqa: ARG002 - of the base
        """Return the ways to projects, endpoints and regions."""
        places = (
            (_t("Projects"), "projects", "folder"),
            (_t("What endpoints keep"), "endpoint-facts", "database"),
            (_t("Regions"), "region-facts", "map-pin"),
        )
        return {"actions": [Action(label, reverse(f"registers:{name}"), icon) for label, name, icon in places]}


class ProviderPage(DetailPage):
    """One provider: its projects and documents, and what each endpoint keeps there."""

    permission = "registers.view_register"
    model = Provider
    template_name = "registers/provider.html"

    def facts(self) -> Sequence[tuple[Any, Any]]:
        """Return what is said of it."""
        provider = self.object
        count = provider.models.count()
        models = format_html('<a href="{}?provider={}">{}</a>', reverse("registers:models"), provider.pk, count)
        return (
            (_t("Provider"), provider.get_kind_display()),
            (
                _t("Organisation id"),
                format_html("<code>{}</code>", provider.external_id) if provider.external_id else "",
            ),
            (_t("Data retention"), retention_badge(provider.retention)),
            (_t("Models"), models),
            (_t("Since"), when(provider.created_at)),
            *([(_t("Retired"), when(provider.retired_at))] if provider.retired_at else []),
            *([(_t("Note"), provider.note)] if provider.note else []),
        )

    def context(self) -> dict[str, Any]:
        """Return its projects, documents and endpoints, and what may be done."""
        provider = self.object
        changeable = provider.retired_at is None and may(self.reader, "registers.edit_providers")
        projects: Any = Project.objects.filter(provider=provider).with_counts().select_related("owner", "provider")
        known = list(endpoint_facts(provider.kind))
        return {
            "breadcrumbs": [Link(_t("Providers"), reverse("registers:providers"))],
            "badge": standing_badge(provider),
            "primary_action": self._at(_t("New project"), "new-project", "plus") if changeable else None,
            "actions": self._actions() if changeable else [],
            "projects": [
                (each, retention_badge(each.effective_retention), models_words(each, each.models_listed))
                for each in projects.order_by(F("retired_at").asc(nulls_first=True), "name")
            ],
            "documents": Document.objects.visible_to(self.reader).filter(provider=provider).order_by("title"),
            "endpoints": kept_under(provider.retention, known),
            "hints": hints_for(provider.retention, None, known),
            "timeline_url": f"{reverse('trail:entries')}?about=registers.provider:{provider.pk}",
        }

    def _actions(self) -> list[Action]:
        return [
            self._at(_t("Edit"), "edit-provider", "edit"),
            self._at(_t("Retire"), "retire-provider", "archive", danger=True, panel="dialog"),
        ]

    def _at(self, label: str, name: str, icon: str, **how: Any) -> Action:
        return Action(label, reverse(f"registers:{name}", args=[self.object.pk]), icon, **how)


class NewProviderPage(FormPage):
    """Enter a provider."""

    permission = "registers.edit_providers"
    view_permission = "registers.view_register"
    title = _("New provider")
    form_class = ProviderForm
    submit_label = _("Enter provider")
    success = _("The provider is entered. Now enter its projects: data goes to a project.")

    def save(self, form: forms.Form) -> Provider:
        """Enter it."""
        return providers.create_provider(by=self.reader, **form.cleaned_data)

    def cancel_url(self) -> str:
        """Return the list."""
        return reverse("registers:providers")


class EditProviderPage(FormPage):
    """Change what is said of a provider."""

    permission = "registers.edit_providers"
    view_permission = "registers.view_register"
    model = Provider
    title = _("Edit provider")
    form_class = EditProviderForm
    submit_label = _("Save changes")
    success = _("The provider is changed.")

    def initial(self) -> dict[str, Any]:
        """Start with what stands."""
        return {name: getattr(self.object, name) for name in STAY}

    def version_of(self, provider: Provider) -> str:
        """Return everything the form holds."""
        return "|".join(str(getattr(provider, name)) for name in STAY)

    def save(self, form: forms.Form) -> Provider:
        """Change it."""
        return providers.edit_provider(self.object.pk, by=self.reader, **form.cleaned_data)


class RetireProviderPage(ActionPage):
    """Take a provider out of use."""

    permission = "registers.edit_providers"
    view_permission = "registers.view_register"
    model = Provider
    title = _("Retire provider")
    form_class = ReasonForm
    submit_label = _("Retire")
    success = _("The provider is retired.")
    danger = True

    def consequences(self) -> Sequence[Any]:
        """Return what will happen."""
        return (
            _("Nothing new can be entered for it."),
            _("It stays on the register with everything that happened to it."),
        )

    def save(self, form: forms.Form) -> Provider:
        """Retire it."""
        return providers.retire_provider(self.object.pk, by=self.reader, reason=form.cleaned_data["reason"])
