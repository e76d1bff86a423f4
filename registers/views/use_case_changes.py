"""Pages that move one use case: a new version, giving up, withdrawing, retiring, taking over an approval."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.urls import reverse
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from access.forms import ReasonForm
from access.pages import ActionPage
from registers.actions.use_cases import (
    begin_version,
    discard_version,
    retire_use_case,
    take_over_approval,
    withdraw_use_case,
)
from registers.choices import VersionState
from registers.forms.use_cases import NoteForm, TakeOverForm
from registers.models import UseCase

# What becomes of a version that waits when another is begun.
GIVES_WAY = {
    VersionState.IN_REVIEW: (
        _("The review that is under way is set aside; nobody decides on that version any more."),
        _("Who agreed already need not agree again, if nothing material has changed when you submit."),
    ),
    VersionState.CHANGES_ASKED: (
        _("Who agreed before changes were asked need not agree again, if nothing material has changed."),
    ),
    VersionState.CONDITIONAL: (
        _("The approval that waits for its conditions is given up; the new version is decided anew."),
    ),
}


class BeginVersionPage(ActionPage):
    """Begin a new version of a use case."""

    permission = "registers.edit_use_case"
    view_permission = "registers.view_use_case"
    model = UseCase
    title = _("Begin a new version")
    form_class = NoteForm
    submit_label = _("Begin")

    def consequences(self) -> Sequence[Any]:
        """Say what stays and what begins."""
        stays = _t("What is approved stays in force until the new version is decided.")
        copied = _t("The draft starts as a copy; change what you need, then submit it.")
        given_way = GIVES_WAY.get(self.object.proposed.state, ()) if self.object.proposed else ()
        return (*given_way, *([stays] if self.object.in_force_id else []), copied)

    def save(self, form: forms.Form) -> Any:
        """Begin it."""
        return begin_version(self.object.pk, by=self.reader, note=form.cleaned_data["note"])

    def success_url(self, _result: Any) -> str:
        """Go on to the request."""
        return reverse("registers:request-step", args=[self.object.pk, "purpose"])


class DiscardVersionPage(ActionPage):
    """Give up a draft."""

    permission = "registers.edit_use_case"
    view_permission = "registers.view_use_case"
    model = UseCase
    title = _("Give up the draft")
    form_class = ReasonForm
    submit_label = _("Give up the draft")
    success = _("The draft is given up.")
    danger = True

    def consequences(self) -> Sequence[Any]:
        """Say what becomes of it."""
        if self.object.in_force_id:
            return (_t("The approved version stays in force."), _t("The draft can still be read, not continued."))
        return (_t("The use case stays on the register as withdrawn; it can be begun again from here."),)

    def save(self, form: forms.Form) -> Any:
        """Give it up."""
        return discard_version(self.object.pk, by=self.reader, reason=form.cleaned_data["reason"])


class WithdrawPage(ActionPage):
    """Withdraw what is in review."""

    permission = "registers.submit_use_case"
    view_permission = "registers.view_use_case"
    model = UseCase
    title = _("Withdraw from review")
    form_class = ReasonForm
    submit_label = _("Withdraw")
    success = _("It is withdrawn; nobody decides on it any more.")

    def consequences(self) -> Sequence[Any]:
        """Say what becomes of it."""
        stays = (_t("The approved version stays in force."),) if self.object.in_force_id else ()
        return (_t("The reviewers no longer see it as theirs to decide."), *stays)

    def save(self, form: forms.Form) -> Any:
        """Withdraw it."""
        return withdraw_use_case(self.object.pk, by=self.reader, reason=form.cleaned_data["reason"])


class RetirePage(ActionPage):
    """End a use case for good."""

    permission = "registers.retire_use_case"
    view_permission = "registers.view_use_case"
    model = UseCase
    title = _("Retire the use case")
    form_class = ReasonForm
    submit_label = _("Retire")
    success = _("The use case is retired.")
    danger = True

    def consequences(self) -> Sequence[Any]:
        """Say what ends."""
        return (
            _t("Its approval ends at once: nothing may call the API for it any more."),
            _t("What is being drafted or reviewed is withdrawn; requests to join are declined."),
            _t("It stays readable on the register, and cannot be taken up again."),
        )

    def save(self, form: forms.Form) -> Any:
        """Retire it."""
        return retire_use_case(self.object.pk, by=self.reader, reason=form.cleaned_data["reason"])


class TakeOverApprovalPage(ActionPage):
    """Record an approval that was given before the portal existed."""

    permission = "registers.take_over_approval"
    view_permission = "registers.view_use_case"
    model = UseCase
    title = _("Take over an earlier approval")
    form_class = TakeOverForm
    submit_label = _("Take over the approval")
    success = _("The approval is taken over; the use case is in force.")

    def consequences(self) -> Sequence[Any]:
        """Say what it does, and who may not."""
        return (
            _t("The draft is frozen under its content hash and in force at once."),
            _t("Your name stands in the trail as the one who vouches for it. Not for use cases that are your own."),
        )

    def save(self, form: forms.Form) -> Any:
        """Take it over."""
        return take_over_approval(self.object.pk, by=self.reader, **form.cleaned_data)
