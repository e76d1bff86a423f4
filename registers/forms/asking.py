"""What somebody asks: may this go there?"""

from django import forms
from django.utils.translation import gettext_lazy as _

from access.forms import DayInput
from registers.choices import Endpoint
from registers.models import DataCategory, Project


class AskForm(forms.Form):
    """Which data would go where."""

    category = forms.ModelMultipleChoiceField(
        label=_("Data categories"),
        queryset=DataCategory.objects.in_use().order_by("name"),
        to_field_name="slug",
        widget=forms.CheckboxSelectMultiple,
    )
    project = forms.ModelMultipleChoiceField(
        label=_("Projects"),
        queryset=Project.objects.in_use().order_by("name"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("None means any project: what holds where no project has a rule of its own."),
    )
    endpoint = forms.MultipleChoiceField(
        label=_("Endpoints"),
        choices=Endpoint.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("None means any endpoint."),
    )
    on = forms.DateField(label=_("On"), required=False, widget=DayInput(), help_text=_("Leave empty for today."))
