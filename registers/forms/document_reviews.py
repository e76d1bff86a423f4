"""Input about policies on their route, whom they concern, and that somebody read one."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from access.forms import DayInput
from access.models import Department, Role
from registers.choices import Answer
from registers.rules.acknowledging import LONGEST_READING, USUAL_DAYS

EVERYBODY, SOME, NOBODY = "everybody", "some", "nobody"


class DocumentDecisionForm(forms.Form):
    """A reviewer's answer on one version of a policy."""

    content_hash = forms.CharField(max_length=64, widget=forms.HiddenInput)
    answer = forms.ChoiceField(label=_("Your answer"), choices=Answer.choices, widget=forms.RadioSelect)
    review_on = forms.DateField(
        label=_("Look at it again by"),
        required=False,
        widget=DayInput(),
        help_text=_("When you approve it. Leave it empty for as long as the route allows."),
    )
    reason = forms.CharField(
        label=_("Reason"),
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("The owner reads it, and it stands in the trail. Needed to ask for changes and to reject."),
    )


class ReadershipForm(forms.Form):
    """Whom a policy concerns, and how long they have."""

    whom = forms.ChoiceField(
        label=_("Whom it concerns"),
        choices=[
            (EVERYBODY, _("Everybody who is here")),
            (SOME, _("People of some roles and departments")),
            (NOBODY, pgettext_lazy("readers", "Nobody has to read it")),
        ],
        widget=forms.RadioSelect,
    )
    roles = forms.ModelMultipleChoiceField(
        label=_("Roles"), queryset=Role.objects.none(), required=False, widget=forms.CheckboxSelectMultiple
    )
    departments = forms.ModelMultipleChoiceField(
        label=_("Departments"), queryset=Department.objects.none(), required=False, widget=forms.CheckboxSelectMultiple
    )
    days = forms.IntegerField(
        label=_("Days to read it"),
        min_value=1,
        max_value=LONGEST_READING,
        initial=USUAL_DAYS,
        help_text=_("Counted for each person from the day on which they are asked."),
    )
    fieldsets = (
        (_("Who"), "", ("whom", "roles", "departments")),
        (_("By when"), "", ("days",)),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, rows in (("roles", Role.objects.in_use()), ("departments", Department.objects.order_by("name"))):
            field: Any = self.fields[name]
            field.queryset = rows
        roles: Any = self.fields["roles"]
        roles.label_from_instance = lambda role: role.label

    def clean(self) -> dict[str, Any]:
        """Ask for somebody where some are meant."""
        said: dict[str, Any] = super().clean() or {}
        if said.get("whom") == SOME and not said.get("roles") and not said.get("departments"):
            self.add_error("roles", _("Choose one role or department at least."))
        return said

    def readership(self) -> dict[str, Any]:
        """Return what was entered as the action takes it."""
        said = self.cleaned_data
        some = said["whom"] == SOME
        return {
            "everybody": said["whom"] == EVERYBODY,
            "roles": [each.pk for each in said["roles"]] if some else [],
            "departments": [each.pk for each in said["departments"]] if some else [],
            "days": said["days"],
        }


class AcknowledgeForm(forms.Form):
    """That somebody read the file that was shown to them."""

    sha256 = forms.CharField(max_length=64, widget=forms.HiddenInput)
