"""Pages of models."""

from collections.abc import Sequence
from typing import Any, ClassVar

from django import forms
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from access.pages import ActionPage, DetailPage, FormPage, ListPage
from access.permits import may
from common.clock import today
from common.presentation import Action, Link, Tone
from common.templatetags.kit import when
from registers.actions import models
from registers.choices import ModelState
from registers.filters.models import ProviderModelFilter
from registers.forms.models import AssessModelForm, DeprecateModelForm, EditModelForm, NewModelForm
from registers.models import Project, ProviderModel, UseCase
from registers.presenting.keeping import Hint
from registers.reading.destinations import offered
from registers.rules.destinations import model_conflicts
from registers.tables.models import ProviderModelTable, shut_down_words, state_of

SHOWN_USES = 50
STAY = (
    "name", "endpoints", "state", "restriction", "approved_on", "deprecated_on", "shut_down_on", "replacement", "note",
)  # fmt: skip


class ModelsPage(ListPage):
    """Every model, and whether it may be used."""

    permission = "registers.view_register"
    title = _("Models")
    name = "models"
    filterset_class = ProviderModelFilter
    table_class = ProviderModelTable
    sorts: ClassVar = {
        "name": ("name",),
        "state": ("state", "name"),
        "approved_on": ("approved_on", "name"),
        "deprecated_on": ("deprecated_on", "name"),
        "shut_down_on": ("shut_down_on", "name"),
        "uses": ("uses", "name"),
    }
    default_sort = "name"
    default_columns = ("name", "state", "provider", "endpoints", "shut_down_on", "replacement", "uses")
    locked_columns = ("name",)
    export_permission = "registers.export_register"
    exports_all_columns = True
    opens_panel = "panel-body"
    empty_title = _("No models yet")
    empty_text = _("Enter the models that people ask for, and say which may be used.")

    def rows(self) -> QuerySet[ProviderModel]:
        """Return the models with what the columns show."""
        rows = ProviderModel.objects.visible_to(self.reader).with_uses()
        return rows.select_related("provider", "replacement")

    def primary_action(self) -> Action | None:
        """Offer to enter one."""
        if not may(self.reader, "registers.edit_models"):
            return None
        return Action(_t("New model"), reverse("registers:new-model"), icon="plus")


class ModelPage(DetailPage):
    """One model: whether it may be used, until when, where, and which use cases name it."""

    permission = "registers.view_register"
    model = ProviderModel
    template_name = "registers/model.html"

    def facts(self) -> Sequence[tuple[Any, Any]]:
        """Return what is said of it."""
        model = self.object
        follows = model.replacement
        provider = format_html('<a href="{}">{}</a>', model.provider.get_absolute_url(), model.provider)
        return (
            (_t("Provider"), provider),
            *([(_t("Restricted to"), model.restriction)] if model.restriction else []),
            (_t("Approved on"), when(model.approved_on)),
            (_t("Deprecated on"), when(model.deprecated_on)),
            (_t("Shut down on"), shut_down_words(model)),
            (
                _t("Replacement"),
                format_html('<a href="{}">{}</a>', follows.get_absolute_url(), follows) if follows else "",
            ),
            *([(_t("Note"), model.note)] if model.note else []),
        )

    def context(self) -> dict[str, Any]:
        """Return where it may be called, who names it, and what may be done."""
        model = self.object
        uses = UseCase.objects.visible_to(self.reader).filter(version__version_models__model=model)
        projects = Project.objects.in_use().filter(provider=model.provider_id)
        conflicts = model_conflicts(offered(model), endpoints=(), project=None, today=today())
        return {
            "breadcrumbs": [Link(_t("Models"), reverse("registers:models"))],
            "badge": state_of(model),
            **self._may_do(),
            "hints": [Hint(each.text, Tone.DANGER if each.blocking else Tone.WARNING) for each in conflicts],
            "listing": projects.filter(permitted__model=model).order_by("name"),
            "open_projects": projects.filter(model_access="all").order_by("name"),
            "uses": uses.select_related("owner").order_by("-number")[:SHOWN_USES],
            "uses_count": uses.count(),
            "timeline_url": f"{reverse('trail:entries')}?about=registers.providermodel:{model.pk}",
        }

    def _may_do(self) -> dict[str, Any]:
        if not may(self.reader, "registers.edit_models"):
            return {}
        edit = self._at(_t("Edit"), "edit-model", "edit")
        assess = self._at(_t("Assess"), "assess-model", "shield-check", panel="dialog")
        deprecate = self._at(_t("Deprecate"), "deprecate-model", "hourglass", danger=True, panel="dialog")
        if self.object.state == ModelState.PROPOSED:
            return {"primary_action": assess, "actions": [edit, deprecate]}
        over = self.object.state == ModelState.DEPRECATED
        return {"primary_action": edit, "actions": [assess] if over else [assess, deprecate]}

    def _at(self, label: str, name: str, icon: str, **how: Any) -> Action:
        return Action(label, reverse(f"registers:{name}", args=[self.object.pk]), icon, **how)


class NewModelPage(FormPage):
    """Enter a model."""

    permission = "registers.edit_models"
    view_permission = "registers.view_register"
    title = _("New model")
    form_class = NewModelForm
    submit_label = _("Enter model")
    success = _("The model is entered.")

    def save(self, form: forms.Form) -> ProviderModel:
        """Enter it."""
        assert isinstance(form, NewModelForm)  # noqa: S101 - what `form_class` makes
        return models.create_model(form.cleaned_data["provider"].pk, by=self.reader, **form.content())

    def cancel_url(self) -> str:
        """Return the list."""
        return reverse("registers:models")


class EditModelPage(FormPage):
    """Change what is said of a model."""

    permission = "registers.edit_models"
    view_permission = "registers.view_register"
    model = ProviderModel
    title = _("Edit model")
    form_class = EditModelForm
    submit_label = _("Save changes")
    success = _("The model is changed.")

    def initial(self) -> dict[str, Any]:
        """Start with what stands."""
        return {name: getattr(self.object, name) for name in STAY}

    def make_form(self, data: Any = None, files: Any = None) -> forms.Form:
        """Return the form with the provider's other models."""
        return EditModelForm(data, files, initial=self.initial(), model=self.object)

    def version_of(self, model: ProviderModel) -> str:
        """Return everything the form holds."""
        return "|".join(str(getattr(model, name)) for name in STAY)

    def save(self, form: forms.Form) -> ProviderModel:
        """Change it."""
        assert isinstance(form, EditModelForm)  # noqa: S101 - what `form_class` makes
        return models.edit_model(self.object.pk, by=self.reader, **form.content())


class AssessModelPage(ActionPage):
    """Say whether a model may be used."""

    permission = "registers.edit_models"
    view_permission = "registers.view_register"
    model = ProviderModel
    title = _("Assess model")
    form_class: type[Any] = AssessModelForm
    submit_label = _("Keep assessment")
    success = _("The model is assessed.")

    def initial(self) -> dict[str, Any]:
        """Start with what stands."""
        return {"state": self.object.state, "restriction": self.object.restriction}

    def save(self, form: Any) -> ProviderModel:
        """Change its state."""
        return models.edit_model(self.object.pk, by=self.reader, **form.content())


class DeprecateModelPage(AssessModelPage):
    """Say that a model goes, when, and what follows it."""

    title = _("Deprecate model")
    form_class = DeprecateModelForm
    submit_label = _("Deprecate")
    success = _("The model is deprecated.")
    danger = True

    def make_form(self, data: Any = None, files: Any = None) -> forms.Form:
        """Return the form with the provider's other models."""
        return DeprecateModelForm(data, files, initial=self.initial(), model=self.object)

    def initial(self) -> dict[str, Any]:
        """Start with today, or what stands."""
        model = self.object
        return {
            "deprecated_on": model.deprecated_on or today(),
            "shut_down_on": model.shut_down_on,
            "replacement": model.replacement,
        }

    def consequences(self) -> Sequence[Any]:
        """Return what will happen."""
        uses = UseCase.objects.visible_to(self.reader).filter(version__version_models__model=self.object).count()
        named = ngettext("%(n)d use case names it today.", "%(n)d use cases name it today.", uses) % {"n": uses}
        return (
            _t("Requests that name it are told when it goes and what follows it."),
            _t("%(named)s While any does, it stands in “My work” of those who keep the models.") % {"named": named},
        )
