"""Forms of projects."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from common.name_fields import NameField
from registers.choices import (
    Environment,
    ModelAccess,
    ModelState,
    ProjectRetention,
    Region,
)
from registers.forms.providers import PersonByEmailField, change_reason
from registers.models import Provider, ProviderModel


class ProjectForm(forms.Form):
    """What is said of a project."""

    name = NameField(label=_("Name"), max_length=100)
    external_id = NameField(
        label=_("Project id"), required=False, max_length=100, help_text=_("As the provider shows it: proj_…")
    )
    environment = forms.ChoiceField(
        label=_("Environment"), choices=Environment.choices, widget=forms.RadioSelect, initial=Environment.PRODUCTION
    )
    owner = PersonByEmailField(
        label=_("Owner"), required=False, max_length=254, help_text=_("Their e-mail address. Answers for the project.")
    )
    retention = forms.ChoiceField(
        label=_("Data retention"),
        choices=ProjectRetention.choices,
        widget=forms.RadioSelect,
        initial=ProjectRetention.INHERITED,
    )
    region = forms.ChoiceField(
        label=_("Residency"),
        choices=Region.choices,
        initial=Region.GLOBAL,
        help_text=_("The provider fixes it when the project is made there; it cannot be moved later."),
    )
    model_access = forms.ChoiceField(
        label=_("Models"), choices=ModelAccess.choices, widget=forms.RadioSelect, initial=ModelAccess.ALL
    )
    permitted_models = forms.ModelMultipleChoiceField(
        label=_("Permitted models"),
        queryset=ProviderModel.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("They count where only those listed may be called."),
    )
    note = forms.CharField(label=_("Note"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 3}))
    fieldsets = (
        ("", "", ("name", "external_id", "environment", "owner")),
        (_("What the provider keeps, and where"), "", ("retention", "region")),
        (_("Which models it may call"), "", ("model_access", "permitted_models")),
        (_("Remarks"), "", ("note", "reason")),
    )

    def __init__(self, *args: Any, provider: Provider, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        held = [each.pk for each in self.initial.get("permitted_models", ())]
        models = provider.models.exclude(state=ModelState.REFUSED) | provider.models.filter(pk__in=held)
        self.fields["permitted_models"].queryset = models  # type: ignore[attr-defined]

    def content(self) -> dict[str, Any]:
        """Return what was entered as the action takes it."""
        owner = self.cleaned_data["owner"]
        kept = {name: value for name, value in self.cleaned_data.items() if name not in {"owner", "permitted_models"}}
        permitted = [each.pk for each in self.cleaned_data["permitted_models"]]
        return {**kept, "owner_id": owner.pk if owner else None, "permitted_models": permitted}


class EditProjectForm(ProjectForm):
    """What is said of a project, and why it changes."""

    reason = change_reason()
