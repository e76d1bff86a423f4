"""Retiring a service identity, and bringing it back."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from access.actions.service_identities.retiring import bring_back_service, retire_service
from access.forms import ReasonForm
from access.models import Person
from access.pages import ActionPage
from access.views.service_identities.base import ServicePart


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
        return retire_service(self.object.pk, by=self.reader, reason=form.cleaned_data["reason"])


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
        return bring_back_service(self.object.pk, by=self.reader, reason=form.cleaned_data["reason"])
