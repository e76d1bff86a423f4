"""Input of reviewers: an answer, one for many rights, and who is asked instead."""

from django import forms
from django.utils.translation import gettext_lazy as _

from access.choices import ReviewAnswer
from access.forms import DayInput, ReasonForm
from access.people_fields import OnePersonField


class AnswerForm(forms.Form):
    """What a reviewer says of a right."""

    answer = forms.ChoiceField(label=_("Answer"), choices=ReviewAnswer.choices, widget=forms.RadioSelect)
    ends_on = forms.DateField(
        label=_("Until"), required=False, widget=DayInput(), help_text=_("The last day, for “Keep until a day”.")
    )
    note = forms.CharField(
        label=_("Note"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Needed to take something away, and to keep what is remarkable. It stands in the trail."),
    )


class KeepManyForm(forms.Form):
    """A note on many rights that are kept."""

    note = forms.CharField(
        label=_("Note"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Without a note, what is remarkable is left out: each of those needs a reason."),
    )


class RemoveManyForm(forms.Form):
    """Why many rights are taken away."""

    note = forms.CharField(
        label=_("Note"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Why they are taken away; the holders read it."),
    )


class ReassignForm(ReasonForm):
    """Who is asked instead, and why."""

    reviewer = OnePersonField(
        label=_("Who answers"), max_length=254, help_text=_("An e-mail address. They are told about it.")
    )
    field_order = ("reviewer", "reason")
