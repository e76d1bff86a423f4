"""Input about people, roles, tokens and confirmations."""

from typing import Any

from django import forms
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from access.choices import TokenScope
from access.identity import provider_is_on
from access.models import Authenticator, Department, Person, Role
from access.vocabulary import grantable
from common.clock import today
from common.name_fields import NameField


class ConfirmationForm(forms.Form):
    """The step-up: a code where a second factor is set up, the password otherwise.

    Whoever has neither here confirms at the identity provider, in a tab of its own (`at_provider`); there is nothing to
    type then, and what they typed into the form stays.
    """

    confirmation = forms.CharField(max_length=200, strip=False)

    def __init__(self, *args: Any, person: Person, at_provider: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.at_provider = ""
        field = self.fields["confirmation"]
        if Authenticator.objects.filter(person=person).exists():
            field.label = _("Code of your second factor")
            field.help_text = _("This change needs a confirmation that it is you.")
            field.widget = forms.TextInput(attrs={"autocomplete": "one-time-code", "inputmode": "numeric"})
        elif at_provider:
            self.at_provider = at_provider
            del self.fields["confirmation"]
        else:
            field.label = _("Your password")
            field.help_text = _("This change needs a confirmation that it is you.")
            field.widget = forms.PasswordInput(attrs={"autocomplete": "current-password"})


class ReasonForm(forms.Form):
    """Why something is done; it stands in the trail."""

    reason = forms.CharField(
        label=_("Reason"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Stands in the trail for auditors to read."),
    )


class DayInput(forms.DateInput):
    """A browser's own date field; its value is always ISO 8601."""

    input_type = "date"

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(format="%Y-%m-%d", **kwargs)


class RoleField(forms.ModelChoiceField):  # type: ignore[type-arg]
    """A choice of roles by their names and what they are for, in the reader's language."""

    def label_from_instance(self, obj: Any) -> str:
        """Return the role's name and what it is for."""
        return f"{obj.label}: {obj.purpose}" if obj.purpose else str(obj.label)


class RoleButtons(RoleField):
    """The same as buttons, which have room for what a role is for below its name."""

    widget = forms.RadioSelect

    def label_from_instance(self, obj: Any) -> str:
        """Return the role's name, with what it is for below it."""
        return format_html("{}<small>{}</small>", obj.label, obj.purpose) if obj.purpose else str(obj.label)


class AssignRoleForm(ReasonForm):
    """Give a person a role."""

    role = RoleField(label=_("Role"), queryset=Role.objects.none())
    department = forms.ModelChoiceField(
        label=_("For"),
        queryset=Department.objects.none(),
        required=False,
        empty_label=_("The whole organisation"),
        help_text=_("For one department, the role counts only for the use cases of that department."),
    )
    starts_on = forms.DateField(
        label=_("From"), required=False, widget=DayInput(), help_text=_("Leave empty to start today.")
    )
    ends_on = forms.DateField(
        label=_("Until"), required=False, widget=DayInput(), help_text=_("The last day. Leave empty for no end.")
    )
    records_from = forms.DateField(
        label=_("Records from"),
        required=False,
        widget=DayInput(),
        help_text=_("The first day of the records they may read."),
    )
    records_until = forms.DateField(
        label=_("Records until"),
        required=False,
        widget=DayInput(),
        help_text=_("The last day of the records they may read."),
    )
    fieldsets = (
        ("", "", ("role", "department")),
        (_("When it counts"), "", ("starts_on", "ends_on")),
        (_("What an auditor may read"), _("Leave empty for all records."), ("records_from", "records_until")),
        (_("Why"), "", ("reason",)),
    )
    field_order = ("role", "department", "starts_on", "ends_on", "records_from", "records_until", "reason")

    def __init__(self, *args: Any, person: Person | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        roles = Role.objects.in_use()
        if person is not None:
            # One that is held for a department may be held for another, or for all.
            whole = person.assignments.standing().not_over_on(today()).filter(department=None)
            roles = roles.exclude(assignments__in=whole)
        role = RoleButtons(queryset=roles, label=_("Role"), empty_label=None)
        # By the names the reader sees, which the database does not know.
        role.choices = sorted(role.iterator(role), key=lambda choice: str(choice[1]).casefold())
        self.fields["role"] = role
        self.fields["department"].queryset = Department.objects.order_by("name")  # type: ignore[attr-defined]


def permission_choices() -> list[tuple[str, Any]]:
    """Return what a custom role may hold, by name."""
    return [(name, each.sentence) for name, each in sorted(grantable().items())]


class ExtendRoleForm(ReasonForm):
    """Until when a person holds a role."""

    ends_on = forms.DateField(
        label=_("Until"), required=False, widget=DayInput(), help_text=_("The last day. Leave empty for no end.")
    )
    field_order = ("ends_on", "reason")


class RoleForm(forms.Form):
    """A custom role."""

    name = NameField(label=_("Name"), max_length=100)
    description = forms.CharField(
        label=_("What it is for"), required=False, max_length=1000, widget=forms.Textarea(attrs={"rows": 2})
    )
    permissions = forms.MultipleChoiceField(
        label=pgettext_lazy("role", "What it may do"),
        choices=permission_choices,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("What holders of the role may do."),
    )


class EditRoleForm(RoleForm, ReasonForm):
    """A custom role, and why it changes."""

    field_order = ("name", "description", "permissions", "reason")


class DepartmentForm(forms.Form):
    """A department's name."""

    name = NameField(label=_("Name"), max_length=100)


class PersonForm(forms.Form):
    """A person's name and department."""

    name = NameField(label=_("Name"), max_length=200)
    department = forms.ModelChoiceField(
        label=_("Department"),
        queryset=Department.objects.all(),
        required=False,
        empty_label=pgettext_lazy("department", "None"),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # A tab of its own, so that nothing entered here is lost.
        self.fields["department"].help_text = format_html(
            '{} <a href="{}" target="_blank">{}</a>',
            _("Is it missing?"),
            reverse("access:new-department"),
            _("New department (in a new tab)"),
        )


class InvitationForm(PersonForm):
    """A new person with a local sign-in."""

    email = forms.EmailField(label=_("E-mail address"), max_length=254, help_text=_("They sign in with it."))
    field_order = ("email", "name", "department")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if provider_is_on():
            self.fields["email"].help_text = _("Messages go there. They sign in with their corporate account.")


class TokenForm(forms.Form):
    """A new API token."""

    name = NameField(label=_("What it is for"), max_length=100, help_text=_("So that you know it again."))
    scope = forms.ChoiceField(
        label=_("What it may do"),
        # Only a token of the directory keeps people and groups.
        choices=[(each.value, each.label) for each in (TokenScope.READ, TokenScope.WRITE)],
        widget=forms.RadioSelect,
        initial="read",
    )
    days = forms.IntegerField(label=_("Days until it expires"), min_value=1, max_value=365, initial=90)


class SavedViewForm(forms.Form):
    """A name for a list as it is now."""

    name = NameField(label=_("Name"), max_length=80)
    shared = forms.BooleanField(label=_("Share with everybody"), required=False)
