"""Input about what endpoints keep and what happens in regions."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from access.forms import DayInput
from common.clock import today
from registers.choices import Eligibility, StateKept

MOST_DAYS = 3_660


class FactForm(forms.Form):
    """What every fact says of itself: its source, when it was checked, from when it holds."""

    note = forms.CharField(label=_("Note"), required=False, max_length=4000, widget=forms.Textarea(attrs={"rows": 4}))
    source = forms.CharField(
        label=_("Source"), max_length=300, help_text=_("A title or an address under which others find it.")
    )
    checked_on = forms.DateField(label=_("Checked on"), widget=DayInput(), initial=today)
    starts_on = forms.DateField(label=_("Holds from"), widget=DayInput(), initial=today)


class EndpointFactForm(FactForm):
    """What an endpoint keeps."""

    abuse_log_days = forms.IntegerField(
        label=_("Abuse log (days)"),
        required=False,
        min_value=0,
        max_value=MOST_DAYS,
        help_text=_("0 where it keeps none. Leave empty where entries stay until the content is deleted."),
    )
    state_kept = forms.ChoiceField(label=_("Application state"), choices=StateKept.choices, widget=forms.RadioSelect)
    state_days = forms.IntegerField(
        label=_("Kept for (days)"),
        required=False,
        min_value=1,
        max_value=MOST_DAYS,
        help_text=_("Only where state is kept for some days."),
    )
    zero_retention = forms.ChoiceField(
        label=_("Covered by zero retention"), choices=Eligibility.choices, widget=forms.RadioSelect
    )
    fieldsets = (
        (_("What it keeps"), "", ("abuse_log_days", "state_kept", "state_days", "zero_retention", "note")),
        (_("How you know"), "", ("source", "checked_on", "starts_on")),
    )


class RegionFactForm(FactForm):
    """What happens in a region."""

    stores = forms.BooleanField(label=_("Content is stored there"), required=False)
    processes = forms.BooleanField(label=_("Content is computed there"), required=False)
    needs_approval = forms.BooleanField(label=_("Needs the provider's approval"), required=False)
    host = forms.CharField(
        label=_("Host"), required=False, max_length=100, help_text=_("The name that calls go to: eu.api.openai.com")
    )
    fieldsets: Any = (
        (_("What happens there"), "", ("stores", "processes", "needs_approval", "host", "note")),
        (_("How you know"), "", ("source", "checked_on", "starts_on")),
    )
