"""Giving a service identity a role."""

from typing import Any

from django import forms

from access.views.roles import AssignRolePage
from access.views.service_identities.base import ServicePart
from access.views.service_identities.forms import ServiceRoleForm


class AssignServiceRolePage(ServicePart, AssignRolePage):
    """Give a program a role."""

    view_permission = "access.view_services"

    def make_form(self, data: Any = None, files: Any = None) -> forms.Form:
        """Return the form with the roles that a program may hold."""
        return ServiceRoleForm(data, files, person=self.object)
