"""Input about access reviews."""

from datetime import date, timedelta
from typing import Any

from django import forms
from django.db.models import Q
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from access.choices import ReviewAnswer
from access.forms import DayInput, ReasonForm
from access.models import Department, Person, Role
from access.review_scopes import Scope
from access.reviewing import kind_choices
from common.clock import today
from common.name_fields import NameField

MOST_REVIEWERS = 50


class PeopleField(forms.CharField):
    """People by their e-mail addresses, separated by commas or line breaks."""

    widget: Any = forms.Textarea(attrs={"rows": 2})

    def clean(self, value: Any) -> list[Person]:
        """Return the people.

        Raises:
            ValidationError: an address is nobody's here.
        """
        text = super().clean(value)
        addresses = list(dict.fromkeys(text.replace(",", " ").replace(";", " ").lower().split()))
        if len(addresses) > MOST_REVIEWERS:
            raise forms.ValidationError(_t("At most %(most)d people.") % {"most": MOST_REVIEWERS})
        people = {address: _at(address) for address in addresses}
        unknown = [address for address, person in people.items() if person is None]
        if unknown:
            sentence = _t("Nobody who is active has the address %(addresses)s.")
            raise forms.ValidationError(sentence % {"addresses": ", ".join(unknown)})
        return [person for person in people.values() if person]


class OnePersonField(PeopleField):
    """One person by their e-mail address."""

    widget: Any = forms.EmailInput

    def clean(self, value: Any) -> Any:
        """Return the person.

        Raises:
            ValidationError: the address is nobody's here, or there are several.
        """
        people = super().clean(value)
        if len(people) > 1:
            raise forms.ValidationError(_t("Name one person only."))
        return people[0] if people else None


class RolesField(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]
    """Roles by their names in the reader's language."""

    widget = forms.CheckboxSelectMultiple

    def label_from_instance(self, obj: Any) -> str:
        """Return the role's name."""
        return str(obj.label)


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

    @property
    def scope(self) -> Scope:
        """Return the scope as far as it is entered."""
        entered = self.cleaned_data
        return Scope(
            tuple(each.pk for each in entered.get("departments") or ()),
            tuple(each.slug for each in entered.get("roles") or ()),
            tuple(entered.get("kinds") or ()),
        )


class AnswerForm(forms.Form):
    """What a reviewer says of a right."""

    answer = forms.ChoiceField(label=_("Answer"), choices=ReviewAnswer.choices, widget=forms.RadioSelect)
    ends_on = forms.DateField(
        label=_("Until"), required=False, widget=DayInput(), help_text=_("The last day, for “Change”.")
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


def next_month() -> date:
    """Return the day that a new campaign proposes as its last."""
    return today() + timedelta(days=30)


def _at(address: str) -> Person | None:
    return Person.objects.people().active().at_address(address).filter(~Q(email="")).first()
