"""Input about exceptions."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from access.forms import DayInput, ReasonForm
from access.models import Person
from common.name_fields import NameField
from registers.forms.documents import UseCasesField
from registers.forms.providers import PersonByEmailField
from registers.models import DataCategory, Project, UseCase


class UseCaseField(UseCasesField):
    """One use case by its code."""

    def clean(self, value: Any) -> Any:
        """Return the use case, or None.

        Raises:
            ValidationError: it is none that may be seen, or several.
        """
        found: list[UseCase] = super().clean(value)
        if len(found) > 1:
            raise forms.ValidationError(_("Name one use case; ask for an exception for each."), "several")
        return found[0] if found else None


class ExceptionForm(forms.Form):
    """What an exception is asked for with."""

    title = NameField(
        label=_("Title"), max_length=200, help_text=_("What is permitted: “Names unmasked in the claims pilot”.")
    )
    reason = forms.CharField(
        label=_("Why the rule cannot be kept"), max_length=4000, widget=forms.Textarea(attrs={"rows": 4})
    )
    compensating_control = forms.CharField(
        label=_("What makes up for it"),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("The compensating control: who checks what, and how often, while the rule is not kept."),
    )
    owner = PersonByEmailField(
        label=_("Owner"),
        required=False,
        max_length=254,
        help_text=_("Their e-mail address. Answers for it while it lasts. Leave empty to own it yourself."),
    )
    use_case = UseCaseField(
        label=_("Use case"), required=False, max_length=40, help_text=_("Its code, such as UC-0042.")
    )
    category = forms.ModelChoiceField(
        label=_("Data category"), queryset=DataCategory.objects.filter(retired_at=None), required=False,
        empty_label=_("None"),
    )  # fmt: skip
    project = forms.ModelChoiceField(
        label=_("Project"), queryset=Project.objects.filter(retired_at=None).select_related("provider"), required=False,
        empty_label=_("None"),
    )  # fmt: skip
    starts_on = forms.DateField(label=_("From"), widget=DayInput())
    expires_on = forms.DateField(
        label=_("Until"), widget=DayInput(), help_text=_("The last day, a year after the first at most.")
    )
    fieldsets = (
        (_("The exception"), "", ("title", "reason", "compensating_control", "owner")),
        (_("What it concerns"), _("At least one of these."), ("use_case", "category", "project")),
        (_("How long"), "", ("starts_on", "expires_on")),
    )

    def __init__(self, *args: Any, reader: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        use_case: Any = self.fields["use_case"]
        use_case.person = reader

    def content(self) -> dict[str, Any]:
        """Return what was entered as the action takes it."""
        said = dict(self.cleaned_data)
        named = {f"{name}_id": said.pop(name) for name in ("owner", "use_case", "category", "project")}
        keys = {name: each.pk if each else None for name, each in named.items()}
        if keys["owner_id"] is None:
            del keys["owner_id"]
        return {**said, **keys}


class GrantForm(forms.Form):
    """Why an exception is granted; may be left out."""

    reason = forms.CharField(
        label=_("Remark"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Stands in the trail for auditors to read."),
    )


class RefuseForm(ReasonForm):
    """Why an exception is refused."""
