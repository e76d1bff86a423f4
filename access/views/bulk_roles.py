"""Giving one role to many people from the list."""

from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from access.actions.roles import assign_role
from access.forms import DayInput, ReasonForm, RoleField
from access.models import Person, Role, RoleAssignment


class AssignRoleToManyForm(ReasonForm):
    """Which role, until when, and why."""

    role = RoleField(label=_("Role"), queryset=Role.objects.in_use(), empty_label=_("Choose a role"))
    ends_on = forms.DateField(
        label=_("Until"), required=False, widget=DayInput(), help_text=_("The last day. Leave empty for no end.")
    )
    field_order = ("role", "ends_on", "reason")


def assign_role_to_one(person_id: UUID, *, by: Person, role: Role, ends_on: Any, reason: str) -> RoleAssignment:
    """Give one of the selected people the role."""
    return assign_role(person_id, role.pk, by=by, reason=reason, ends_on=ends_on)
