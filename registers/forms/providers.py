"""Input about providers and their projects."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from access.models import Person
from common.name_fields import NameField
from registers.choices import (
    DataRetention,
    ProviderKind,
)


class PersonByEmailField(forms.EmailField):
    """An active person, named by their e-mail address; a list to choose from would hold everybody."""

    def clean(self, value: Any) -> Person | None:
        """Return the person.

        Raises:
            ValidationError: nobody active has the address.
        """
        address = super().clean(value)
        if not address:
            return None
        person = Person.objects.active().filter(email__iexact=address).first()
        if person is None:
            raise forms.ValidationError(_("Nobody active here has this e-mail address."), "unknown_person")
        return person


def change_reason() -> forms.CharField:
    """Make the field that says why something changes."""
    return forms.CharField(
        label=_("Reason"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Stands in the trail for auditors to read."),
    )


class ProviderForm(forms.Form):
    """What is said of a provider."""

    name = NameField(label=_("Name"), max_length=100, help_text=_("As your organisation calls its account there."))
    kind = forms.ChoiceField(label=_("Provider"), choices=ProviderKind.choices, initial=ProviderKind.OPENAI)
    external_id = NameField(
        label=_("Organisation id"), required=False, max_length=100, help_text=_("As the provider shows it: org-…")
    )
    retention = forms.ChoiceField(
        label=_("Data retention"),
        choices=DataRetention.choices,
        widget=forms.RadioSelect,
        initial=DataRetention.DEFAULT,
        help_text=_("What was agreed for the whole organisation. A project may have its own."),
    )
    note = forms.CharField(label=_("Note"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 3}))
    fieldsets = (
        ("", "", ("name", "kind", "external_id")),
        (_("What the provider keeps"), "", ("retention",)),
        (_("Remarks"), "", ("note", "reason")),
    )


class EditProviderForm(ProviderForm):
    """What is said of a provider, and why it changes."""

    reason = change_reason()
