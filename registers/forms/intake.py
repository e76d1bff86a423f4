"""Asking for a use of the API in plain words, and naming who sees it through."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from access.forms import DayInput, ReasonForm
from access.models import Person
from common.name_fields import NameField
from registers.forms.use_cases import PersonChoiceForm
from registers.models import DataCategory
from registers.rules.intake import LONGEST_LINKS, LONGEST_WISH


class IntakeForm(forms.Form):
    """What somebody would like to do with the API, in their own words."""

    title = NameField(
        label=_("In a few words"), max_length=300, help_text=_("Such as: suggest answers to the mail of customers.")
    )
    wish = forms.CharField(
        label=_("What would you like to do?"),
        max_length=LONGEST_WISH,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("What goes in, what comes out, and what is better once it runs. Everyday words will do."),
    )
    data = forms.CharField(  # type: ignore[assignment]  # a field; Django takes it out of the class
        label=_("With which data?"),
        max_length=LONGEST_WISH,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Such as: names and order numbers of customers, no payment data. Write “none” if there is none."),
    )
    for_whom = forms.CharField(
        label=_("For whom?"),
        max_length=300,
        help_text=_("Who works with it, and whom it concerns: your team, applicants, customers …"),
    )
    wanted_from = forms.DateField(
        label=_("From when?"), required=False, widget=DayInput(), help_text=_("Leave it empty if there is no hurry.")
    )
    links = forms.CharField(
        label=_("Links"),
        required=False,
        max_length=LONGEST_LINKS,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("To a concept, a ticket, a vendor; one a line."),
    )
    categories = forms.ModelMultipleChoiceField(
        label=_("Data categories"),
        queryset=DataCategory.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Those you know of; your steward completes them."),
    )

    def __init__(self, *args: Any, reader: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not reader.may("registers.view_register"):
            # Whoever may not see the register does not learn from here what it holds.
            del self.fields["categories"]
            return
        field: Any = self.fields["categories"]
        field.queryset = DataCategory.objects.visible_to(reader).in_use()

    def wish_entered(self) -> dict[str, Any]:
        """Return what was entered as the action takes it."""
        said = dict(self.cleaned_data)
        chosen = said.pop("categories", ())
        return {**said, "categories": {str(each.pk): "" for each in chosen}}


class StewardForm(PersonChoiceForm, ReasonForm):
    """The next steward, and why."""

    field_order = ("person", "reason")

    def __init__(self, *args: Any, choices: Any = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["person"]
        assert isinstance(field, forms.ModelChoiceField)  # noqa: S101 - for the types
        field.label, field.help_text = _("New steward"), _("They complete and submit it from now on, and are told.")
        if choices is not None:
            field.queryset = choices
