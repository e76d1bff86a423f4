"""Pages that change one service identity: new, edit, roles, hand over, retire, bring back."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.urls import reverse
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from access.actions import service_identities
from access.forms import ReasonForm
from access.models import Person
from access.pages import ActionPage, FormPage
from access.views.roles import AssignRolePage
from access.views.service_identities.base import ServicePart
from access.views.service_identities.forms import AnswerableForm, NewServiceForm, ServiceForm, ServiceRoleForm


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
        return service_identities.enter_service(
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
        return service_identities.edit_service(
            self.object.pk, **entered, department_id=department and department.pk, by=self.reader
        )


class AssignServiceRolePage(ServicePart, AssignRolePage):
    """Give a program a role."""

    view_permission = "access.view_services"

    def make_form(self, data: Any = None, files: Any = None) -> forms.Form:
        """Return the form with the roles that a program may hold."""
        return ServiceRoleForm(data, files, person=self.object)


class HandOverServicePage(ServicePart, ActionPage):
    """Have somebody else answer for a program."""

    permission = "access.edit_services"
    title = _("Hand over")
    form_class = AnswerableForm
    submit_label = _("Hand over")
    success = _("Handed over; both are told.")

    def consequences(self) -> Sequence[Any]:
        """Say what changes and what does not."""
        return (
            _t("They answer for %(service)s from now on: they are reminded of its tokens, and renew and revoke them.")
            % {"service": self.object},
            _t("Its tokens and roles stay as they are."),
        )

    def save(self, form: forms.Form) -> Person:
        """Hand it over."""
        to, reason = form.cleaned_data["answerable"], form.cleaned_data["reason"]
        return service_identities.hand_over_service(self.object.pk, to.pk, by=self.reader, reason=reason)


class RetireServicePage(ServicePart, ActionPage):
    """Retire a program."""

    permission = "access.edit_services"
    title = _("Retire service identity")
    form_class = ReasonForm
    submit_label = _("Retire")
    success = _("Retired. Its tokens open nothing any more.")
    danger = True

    def consequences(self) -> Sequence[Any]:
        """Say what stops."""
        return (
            _t("Its tokens are revoked: whatever uses them is refused at once, and they do not come back."),
            _t("Nothing it did is deleted; you can bring it back and issue new tokens."),
        )

    def save(self, form: forms.Form) -> Person:
        """Retire it."""
        return service_identities.retire_service(self.object.pk, by=self.reader, reason=form.cleaned_data["reason"])


class BringBackServicePage(ServicePart, ActionPage):
    """Bring a retired program back."""

    permission = "access.edit_services"
    title = _("Bring back")
    form_class = ReasonForm
    submit_label = _("Bring back")
    success = _("It is back. Issue it a token.")

    def consequences(self) -> Sequence[Any]:
        """Say what counts again."""
        return (
            _t("The roles it still holds count again."),
            _t("Its tokens stay revoked; issue a new one."),
        )

    def save(self, form: forms.Form) -> Person:
        """Bring it back."""
        return service_identities.bring_back_service(self.object.pk, by=self.reader, reason=form.cleaned_data["reason"])
