"""Input about models."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from access.forms import DayInput, ReasonForm
from common.name_fields import NameField
from registers.choices import Endpoint, ModelState
from registers.forms.providers import change_reason
from registers.models import Provider, ProviderModel


def _day(label: Any, help_text: Any = "") -> forms.DateField:
    return forms.DateField(label=label, required=False, widget=DayInput(), help_text=help_text)


class ModelForm(forms.Form):
    """What is said of a model."""

    name = NameField(label=_("Name"), max_length=100, help_text=_("As calls name it, such as gpt-5.5-mini."))
    endpoints = forms.MultipleChoiceField(
        label=_("Endpoints"),
        choices=Endpoint.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Which endpoints it serves. None chosen: not known, so nothing is checked."),
    )
    state = forms.ChoiceField(
        label=_("State"), choices=ModelState.choices, widget=forms.RadioSelect, initial=ModelState.PROPOSED
    )
    restriction = forms.CharField(
        label=_("Restricted to"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("For what it may be used, where it is restricted."),
    )
    approved_on = _day(_("Approved on"), _("Leave empty for today, where it is approved."))
    deprecated_on = _day(_("Deprecated on"), _("Leave empty for today, where it is deprecated."))
    shut_down_on = _day(_("Shut down on"), _("From that day the provider no longer answers calls to it."))
    replacement = forms.ModelChoiceField(
        label=_("Replacement"),
        queryset=ProviderModel.objects.none(),
        required=False,
        empty_label=pgettext_lazy("replacement", "None"),
    )
    note = forms.CharField(label=_("Note"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 3}))
    fieldsets: Any = (
        ("", "", ("provider", "name", "endpoints")),
        (_("Whether it may be used"), "", ("state", "restriction", "approved_on")),
        (_("When it goes"), "", ("deprecated_on", "shut_down_on", "replacement")),
        (_("Remarks"), "", ("note", "reason")),
    )

    def __init__(self, *args: Any, model: ProviderModel | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "replacement" in self.fields:
            others = ProviderModel.objects.select_related("provider").order_by("name")
            if model is not None:
                others = others.filter(provider=model.provider_id).exclude(pk=model.pk)
            self.fields["replacement"].queryset = others  # type: ignore[attr-defined]

    def content(self) -> dict[str, Any]:
        """Return what was entered as the action takes it."""
        content = {name: value for name, value in self.cleaned_data.items() if name not in {"provider", "replacement"}}
        if "replacement" in self.cleaned_data:
            replacement = self.cleaned_data["replacement"]
            content["replacement_id"] = replacement.pk if replacement else None
        return content


class NewModelForm(ModelForm):
    """A model and whose it is."""

    provider = forms.ModelChoiceField(label=_("Provider"), queryset=Provider.objects.none(), empty_label=None)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["provider"].queryset = Provider.objects.in_use()  # type: ignore[attr-defined]


class EditModelForm(ModelForm):
    """What is said of a model, and why it changes."""

    reason = change_reason()


class AssessModelForm(ReasonForm):
    """Whether a model may be used."""

    state = forms.ChoiceField(
        label=_("It is"),
        choices=[(each.value, each.label) for each in (ModelState.APPROVED, ModelState.RESTRICTED, ModelState.REFUSED)],
        widget=forms.RadioSelect,
    )
    restriction = forms.CharField(
        label=_("Restricted to"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("For what it may be used, where it is restricted."),
    )
    field_order = ("state", "restriction", "reason")

    def content(self) -> dict[str, Any]:
        """Return what was entered as the action takes it."""
        return self.cleaned_data


class DeprecateModelForm(ModelForm, ReasonForm):
    """When a model goes, and what follows it."""

    name = endpoints = state = restriction = approved_on = note = None  # type: ignore[assignment]
    field_order = ("deprecated_on", "shut_down_on", "replacement", "reason")
    fieldsets = ()

    def content(self) -> dict[str, Any]:
        """Return what was entered as the action takes it."""
        return {"state": ModelState.DEPRECATED.value, **super().content()}
