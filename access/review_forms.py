"""Input about a new access review: what it looks at, who answers, until when."""

from datetime import date, timedelta

from django import forms
from django.utils.translation import gettext_lazy as _

from access.forms import DayInput
from access.models import Department, Role
from access.people_fields import PeopleField, RolesField
from access.review_scopes import Scope
from access.reviewing import kind_choices
from access.rules.access_reviews import refuse_opening
from common.clock import today
from common.name_fields import NameField


class NewReviewForm(forms.Form):
    """What a campaign looks at, who answers, and until when."""

    name = NameField(label=_("Name"), max_length=200)
    due_on = forms.DateField(label=_("Answers until"), widget=DayInput(), help_text=_("The last day."))
    departments = forms.ModelMultipleChoiceField(
        label=_("Departments"),
        queryset=Department.objects.all(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("None chosen means all of them, and people without one."),
    )
    roles = RolesField(
        label=_("Roles"),
        queryset=Role.objects.in_use(),
        required=False,
        help_text=_("None chosen means all. Of tokens and memberships, those of who holds one of the roles."),
    )
    kinds = forms.MultipleChoiceField(
        label=_("Kinds of right"),
        choices=kind_choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("None chosen means all."),
    )
    reviewers = PeopleField(
        label=_("Who answers"),
        required=False,
        max_length=5000,
        help_text=_(
            "E-mail addresses; people are shared out among them. Empty: the compliance officers. "
            "Nobody is asked about their own access."
        ),
    )
    fieldsets = (
        ("", "", ("name", "due_on")),
        (_("What it looks at"), "", ("departments", "roles", "kinds")),
        (_("Who answers"), "", ("reviewers",)),
    )

    def clean_due_on(self) -> date:
        """Refuse a last day that is none together with whatever else is wrong."""
        due_on: date = self.cleaned_data["due_on"]
        # How many rights there are is asked when the review is opened.
        if refusal := refuse_opening(rights=1, opened_on=today(), due_on=due_on):
            raise forms.ValidationError(refusal.text)
        return due_on

    @property
    def scope(self) -> Scope:
        """Return the scope as far as it is entered."""
        entered = self.cleaned_data
        return Scope(
            tuple(each.pk for each in entered.get("departments") or ()),
            tuple(each.slug for each in entered.get("roles") or ()),
            tuple(entered.get("kinds") or ()),
        )


def next_month() -> date:
    """Return the day that a new campaign proposes as its last."""
    return today() + timedelta(days=30)
