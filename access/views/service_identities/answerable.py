"""Having somebody else answer for a service identity."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from access.actions.service_identities.answering import hand_over_service
from access.models import Person
from access.pages import ActionPage
from access.views.service_identities.base import ServicePart
from access.views.service_identities.forms import AnswerableForm


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
        return hand_over_service(self.object.pk, to.pk, by=self.reader, reason=reason)
