"""Pages that stop a use case at once, let it go on, and have its approval prolonged."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.db import transaction
from django.utils import formats
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from access.forms import ReasonForm
from access.pages import ActionPage
from common.clock import today
from registers.actions.use_cases import begin_version, resume_use_case, submit_use_case, suspend_use_case
from registers.forms.use_cases import NoteForm
from registers.models import UseCase


class SuspendPage(ActionPage):
    """Suspend a use case."""

    permission = "registers.suspend_use_case"
    view_permission = "registers.view_use_case"
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
    view_permission = "registers.view_use_case"
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


class RenewPage(ActionPage):
    """Ask for what is approved to be approved anew, as it is."""

    permission = "registers.submit_use_case"
    view_permission = "registers.view_use_case"
    model = UseCase
    title = _("Approve anew")
    form_class = NoteForm
    submit_label = _("Submit it for a new approval")
    success = _("Submitted for a new approval. You are told as soon as somebody answers.")

    def consequences(self) -> Sequence[Any]:
        """Say what is asked for, and what holds meanwhile."""
        until = self.object.approved_until
        stays = (
            _t("What is approved stays in force until %(day)s, or until it is decided.")
            % {"day": formats.date_format(until)}
            if until is not None and until >= today()
            else _t("Nothing may use it until it is approved anew.")
        )
        return (
            _t("A new version with the same content goes the whole route; reviewers judge it by the rules of today."),
            stays,
            _t("If something has to change, begin a new version instead."),
        )

    def save(self, form: forms.Form) -> UseCase:
        """Begin a version with the same content and submit it; where the rules refuse it by now, neither happens."""
        with transaction.atomic():
            begin_version(self.object.pk, by=self.reader, note=form.cleaned_data["note"])
            return submit_use_case(self.object.pk, by=self.reader, renew=True)
