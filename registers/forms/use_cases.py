"""Input about use cases besides the request itself: titles, people, approvals taken over."""

from collections.abc import Collection
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from access.forms import DayInput, ReasonForm
from access.models import Department, Person
from common.name_fields import NameField
from registers.choices import Membership
from registers.rules.use_cases import LONGEST_TEXT


class NewRequestForm(forms.Form):
    """What somebody would like to do: enough to find who does it already."""

    title = NameField(label=_("Title"), max_length=300, help_text=_("A few words by which others know it again."))
    purpose = forms.CharField(
        label=_("Purpose"),
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("What is it for, and what is better once it runs? Two or three sentences in everyday words."),
    )
    department = forms.ModelChoiceField(
        label=_("For the department"),
        queryset=Department.objects.none(),
        empty_label=_("Choose a department"),
        help_text=_("Your roles let you ask for these departments."),
    )
    always_required = ("title",)
    field_order = ("title", "department", "purpose")

    def __init__(self, *args: Any, places: Collection[UUID] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if len(places) > 1:
            chosen = Department.objects.filter(pk__in=places).order_by("name")
            self.fields["department"].queryset = chosen  # type: ignore[attr-defined]
        else:
            del self.fields["department"]


class PersonChoiceForm(forms.Form):
    """One of the people who are here."""

    person = forms.ModelChoiceField(label=_("Person"), queryset=Person.objects.none())

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["person"]
        assert isinstance(field, forms.ModelChoiceField)  # noqa: S101 - for the types
        field.queryset = Person.objects.active().order_by("name")


class HandOverForm(PersonChoiceForm, ReasonForm):
    """The next owner, and why."""

    field_order = ("person", "reason")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"].label = _("New owner")
        self.fields["person"].help_text = _("They answer for it from now on, and are told.")


class ShareForm(PersonChoiceForm):
    """Somebody, and what they become."""

    membership = forms.ChoiceField(
        label=pgettext_lazy("member", "As"), choices=Membership.choices, initial="contributor",
        widget=forms.RadioSelect,
        help_text=_("Contributors change drafts. Watchers see it and are told."),
    )  # fmt: skip
    until = forms.DateField(
        label=_("Until"), required=False, widget=DayInput(), help_text=_("The last day. Leave empty for no end.")
    )


class ShareDepartmentForm(forms.Form):
    """A department, what its people may do, and until when."""

    department = forms.ModelChoiceField(label=_("Department"), queryset=Department.objects.none())
    membership = forms.ChoiceField(
        label=pgettext_lazy("department", "To"),
        choices=[("watcher", _("Read it")), ("contributor", _("Work on it"))],
        initial="watcher",
        widget=forms.RadioSelect,
        help_text=_("Whoever is in the department at the moment. Who works on it does not decide on it."),
    )
    until = forms.DateField(
        label=_("Until"), required=False, widget=DayInput(), help_text=_("The last day. Leave empty for no end.")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["department"].queryset = Department.objects.order_by("name")  # type: ignore[attr-defined]


class NoteForm(forms.Form):
    """What changes, for whoever reviews it."""

    note = forms.CharField(
        label=_("What changes"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("One or two sentences for the reviewers; the differences are shown to them anyway."),
    )


class JoinForm(forms.Form):
    """Why somebody would like to join."""

    message = forms.CharField(
        label=_("What for"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("The owner reads it in their inbox."),
    )


class AnswerForm(forms.Form):
    """The answer to somebody who asks to join."""

    note = forms.CharField(
        label=_("A word to them"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 2})
    )


class TakeOverForm(ReasonForm):
    """An approval that was given before the portal existed."""

    approved_on = forms.DateField(label=_("Approved on"), widget=DayInput(), help_text=_("The day of that approval."))
    approved_until = forms.DateField(
        label=_("Approved until"),
        widget=DayInput(),
        help_text=_("A year from today at most; then it is reviewed here."),
    )
    evidence = forms.CharField(
        label=_("Evidence"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Where the approval can be read: minutes, ticket, e-mail with its date."),
    )
    field_order = ("approved_on", "approved_until", "evidence", "reason")
