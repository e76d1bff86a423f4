"""Deciding on exceptions, and ending them."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.utils import formats
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from access.forms import ReasonForm
from access.pages import ActionPage
from registers.actions.exceptions import end_exception, grant_exception, refuse_exception
from registers.forms.exceptions import GrantForm, RefuseForm
from registers.models import RegisterException
from registers.reading.concerned import concerned_with
from registers.rules.exceptions import refuse_near

SEEN = "registers.view_register"


class DecisionPage(ActionPage):
    """A decision on an exception, closed to whoever stands too near to it."""

    permission = "registers.decide_exception"
    view_permission = SEEN
    model = RegisterException

    def prepare(self) -> None:
        """Find the exception; a decider who is something to it is told what, and gets no form.

        Raises:
            PermissionDenied: somebody else decides on this one.
        """
        super().prepare()
        refusal = refuse_near(concerned=concerned_with(self.object), by=self.reader.pk)
        if refusal is not None:
            raise PermissionDenied(refusal.text)


class GrantExceptionPage(DecisionPage):
    """Grant an exception."""

    title = _("Grant the exception")
    form_class = GrantForm
    submit_label = _("Grant")
    success = _("The exception is granted.")

    def consequences(self) -> Sequence[Any]:
        """Say how long it holds and who answers."""
        names = {
            "first": formats.date_format(self.object.starts_on),
            "last": formats.date_format(self.object.expires_on),
            "owner": self.object.owner,
        }
        return (
            _t("It holds from %(first)s to %(last)s and then ends by itself.") % names,
            _t("%(owner)s answers for it and is reminded before it ends.") % names,
        )

    def save(self, form: forms.Form) -> RegisterException:
        """Grant it."""
        return grant_exception(self.object.pk, by=self.reader, reason=form.cleaned_data["reason"])


class RefuseExceptionPage(DecisionPage):
    """Refuse an exception."""

    title = _("Refuse the exception")
    form_class = RefuseForm
    submit_label = _("Refuse")
    success = _("The exception is refused.")
    danger = True

    def consequences(self) -> Sequence[Any]:
        """Say what follows."""
        return (_t("The rule holds. Whoever asked sees your reason and may ask anew."),)

    def save(self, form: forms.Form) -> RegisterException:
        """Refuse it."""
        return refuse_exception(self.object.pk, by=self.reader, reason=form.cleaned_data["reason"])


class EndExceptionPage(ActionPage):
    """End an exception before its last day."""

    permission = "registers.edit_exception"
    view_permission = "registers.view_exceptions"
    model = RegisterException
    title = _("End the exception")
    form_class = ReasonForm
    submit_label = _("End it now")
    success = _("The exception is over.")
    danger = True

    def consequences(self) -> Sequence[Any]:
        """Say what follows."""
        return (_t("The rule holds again at once."), _t("It cannot be taken up again; ask for a new one if needed."))

    def save(self, form: forms.Form) -> RegisterException:
        """End it."""
        return end_exception(self.object.pk, by=self.reader, reason=form.cleaned_data["reason"])
