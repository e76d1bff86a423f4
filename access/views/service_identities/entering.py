"""Entering a service identity, and changing what it is called and what it is for."""

from typing import Any

from django import forms
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from access.actions.service_identities.entering import edit_service, enter_service
from access.models import Person
from access.pages import FormPage
from access.views.service_identities.base import ServicePart
from access.views.service_identities.forms import NewServiceForm, ServiceForm


class NewServicePage(FormPage):
    """Enter a program with who answers for it."""

    permission = "access.edit_services"
    view_permission = "access.view_services"
    title = _("New service identity")
    form_class = NewServiceForm
    submit_label = _("Enter")
    success = _("It is there. Give it roles, then issue its first token.")
    help = _("A program never signs in: it calls the API with a token of its own. It decides on nothing.")

    def save(self, form: forms.Form) -> Person:
        """Enter it."""
        entered = dict(form.cleaned_data)
        answerable, department = entered.pop("answerable"), entered.pop("department")
        return enter_service(
            **entered, answerable_id=answerable.pk, department_id=department and department.pk, by=self.reader
        )

    def cancel_url(self) -> str:
        """Return the list."""
        return reverse("access:services")


class EditServicePage(ServicePart, FormPage):
    """Change what a program is called and what it is for."""

    permission = "access.edit_services"
    title = _("Edit service identity")
    form_class = ServiceForm
    submit_label = _("Save")
    success = _("Saved.")

    def initial(self) -> dict[str, Any]:
        """Start with what is there."""
        service = self.object
        return {"name": service.name, "purpose": service.purpose, "department": service.department_id}

    def save(self, form: forms.Form) -> Person:
        """Save it."""
        entered = dict(form.cleaned_data)
        department = entered.pop("department")
        return edit_service(self.object.pk, **entered, department_id=department and department.pk, by=self.reader)
