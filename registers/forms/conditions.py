"""Input about conditions of approvals."""

from django import forms
from django.utils.translation import gettext_lazy as _


class ReportConditionForm(forms.Form):
    """What was done."""

    report = forms.CharField(
        label=_("What was done"),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("So that a reviewer can check it: what, where, since when. Attach proof to the use case."),
    )


class FindMetForm(forms.Form):
    """What was checked."""

    reason = forms.CharField(
        label=_("What you checked"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Stands in the trail for auditors to read."),
    )


class SendBackForm(forms.Form):
    """What is missing."""

    reason = forms.CharField(
        label=_("What is missing"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Whoever sees to it reads it; it stands in the trail, too."),
    )
