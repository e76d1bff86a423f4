"""Pages that stop a use case at once, and let it go on."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils import formats
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from access.forms import ReasonForm
from access.pages import ActionPage
from registers.actions.use_cases import resume_use_case, suspend_use_case
from registers.models import UseCase


class SuspendPage(ActionPage):
    """Suspend a use case."""

    permission = "registers.suspend_use_case"
    view_permission = "registers.view_register"
    model = UseCase
    title = _("Suspend the use case")
    form_class = ReasonForm
    submit_label = _("Suspend it now")
    success = _("The use case is suspended.")
    danger = True

    def consequences(self) -> Sequence[Any]:
        """Say what stops."""
        return (
            _t("Nothing may use it from this moment on, until an officer resumes it."),
            _t("Its owner is told, with your reason. Its approval goes on running out meanwhile."),
        )

    def save(self, form: forms.Form) -> UseCase:
        """Suspend it."""
        return suspend_use_case(self.object.pk, by=self.reader, reason=form.cleaned_data["reason"])


class ResumePage(ActionPage):
    """Resume a suspended use case."""

    permission = "registers.suspend_use_case"
    view_permission = "registers.view_register"
    model = UseCase
    title = _("Resume the use case")
    form_class = ReasonForm
    submit_label = _("Resume it")
    success = _("The use case goes on.")

    def consequences(self) -> Sequence[Any]:
        """Say what goes on, until when, and why it was stopped."""
        until = self.object.approved_until
        goes_on = (
            _t("It may be used again at once, until %(day)s.") % {"day": formats.date_format(until)} if until else ""
        )
        stopped = _t("It was suspended because: %(reason)s") % {"reason": self.object.suspension_reason}
        return tuple(each for each in (goes_on, stopped) if each)

    def save(self, form: forms.Form) -> UseCase:
        """Resume it."""
        return resume_use_case(self.object.pk, by=self.reader, reason=form.cleaned_data["reason"])
