"""One's own second factor: setting it up, its recovery codes, removing it."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from django import forms
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext

from access import second_factor, step_up
from access.actions.sessions import enrol_second_factor, remove_second_factor, renew_recovery_codes
from access.forms import ConfirmationForm
from access.gate import SIGNED_IN
from access.models import Authenticator, RecoveryCode
from access.rules.break_glass import refuse_changing
from access.views.account.base import AccountPage, ConfirmedPage
from access.views.account.forms import EnrolForm
from common.clock import now
from common.crypto import Undecipherable, seal, unseal
from common.presentation import Action, Badge, Tone
from common.refusals import Refusal

FEW_CODES = 3


class SecondFactorPage(AccountPage):
    """Whether a second factor is set up, and how many recovery codes are left."""

    permission = SIGNED_IN
    section = "second-factor"
    title = _("Second factor")
    template_name = "access/account/second_factor.html"

    def get(self, _request: HttpRequest) -> HttpResponse:
        """Show how it stands."""
        authenticator = Authenticator.objects.filter(person=self.reader).first()
        if authenticator is None:
            set_up = Action(_t("Set up a second factor"), reverse("access:second-factor-enrol"), icon="shield-lock")
            return self.respond({"badge": Badge(_t("Not set up"), Tone.WARNING), "primary_action": set_up})
        readable = second_factor.is_readable(authenticator)
        left = RecoveryCode.objects.filter(person=self.reader).count()
        kept = refuse_changing(is_for_emergencies=self.reader.is_for_emergencies)
        context = {
            "authenticator": authenticator,
            "kept": kept.text if kept else "",
            "left": left,
            "few": left < FEW_CODES,
            "readable": readable,
            "badge": Badge(pgettext("second factor", "Set up"), Tone.SUCCESS)
            if readable
            else Badge(_t("Cannot be checked"), Tone.DANGER),
            "actions": []
            if kept
            else [
                Action(_t("New recovery codes"), reverse("access:recovery-codes"), icon="refresh"),
                Action(_t("Remove"), reverse("access:second-factor-remove"), icon="shield-off", danger=True),
            ],
        }
        return self.respond(context)


class OfSecondFactor(ConfirmedPage):
    """What the forms of the second factor share: their section, the way back, codes shown once."""

    section = "second-factor"

    def never(self) -> Refusal | None:
        """Say why the account for emergencies keeps what its sheet says."""
        return refuse_changing(is_for_emergencies=self.reader.is_for_emergencies)

    def cancel_url(self) -> str:
        """Return the status page."""
        return reverse("access:second-factor")

    def show_codes(self, codes: list[str]) -> HttpResponse:
        """Show recovery codes, which are never shown again."""
        self.title = _("Your recovery codes")
        return self.respond({"codes": "\n".join(codes)}, template="access/account/recovery_codes.html")


class EnrolPage(OfSecondFactor):
    """Put the seed into an authenticator app, and prove it with a code.

    The seed is not kept anywhere until then: it travels in the form, encrypted for this person.
    """

    title = _("Set up a second factor")
    form_class = EnrolForm
    template_name = "access/account/enrol.html"
    submit_label = _("Set up")

    def confirmation(self, data: Any = None) -> ConfirmationForm | None:
        """Ask for a confirmation, unless somebody came in through the provider a moment ago.

        Where the provider confirms nothing, this is how they come to a second factor that does.
        """
        row = self.request.session.row  # type: ignore[attr-defined]
        came_lately = row is not None and now() - row.started_at <= timedelta(minutes=settings.STEP_UP_MINUTES)
        return None if came_lately and step_up.provider_of(self.request) else super().confirmation(data)

    def prepare(self) -> None:
        """Open the seed that comes with the form; without one, or with somebody else's, begin with a fresh one."""
        try:
            self.seed = unseal(self.request.POST.get("seed", ""), purpose=self.purpose)
        except Undecipherable:
            self.seed = second_factor.new_seed()

    @property
    def purpose(self) -> str:
        """Return what the seed is encrypted for."""
        return f"access.enrolment:{self.reader.pk}"

    def make_form(self, data: Any = None, files: Any = None) -> forms.Form:
        """Return the form with the seed in it."""
        sealed = seal(self.seed, purpose=self.purpose)
        if data is not None:
            data = data.copy()
            data["seed"] = sealed
        return self.form_class(data, files, initial={"seed": sealed})

    def save(self, form: forms.Form) -> list[str]:
        """Set it up."""
        return enrol_second_factor(self.reader, seed=self.seed, code=form.cleaned_data["code"])

    def finish(self, result: list[str]) -> HttpResponse:
        """Show the recovery codes."""
        return self.show_codes(result)

    def context(self) -> dict[str, Any]:
        """Return the seed as a picture and in groups to type."""
        picture = second_factor.picture_of(second_factor.address_of_seed(self.seed, self.reader))
        return {
            "picture": mark_safe(picture),  # noqa: S308 - drawn by segno from numbers only
            "groups": [self.seed[start : start + 4] for start in range(0, len(self.seed), 4)],
        }


class RecoveryCodesPage(OfSecondFactor):
    """Replace the recovery codes."""

    title = _("New recovery codes")
    form_class = forms.Form
    template_name = "access/account/action.html"
    submit_label = _("Make new codes")

    def save(self, _form: forms.Form) -> list[str]:
        """Make them."""
        return renew_recovery_codes(self.reader)

    def finish(self, result: list[str]) -> HttpResponse:
        """Show the recovery codes."""
        return self.show_codes(result)

    def context(self) -> dict[str, Any]:
        """Say what happens to the old ones."""
        return {"consequences": (_t("The codes you have now stop working."), _t("The new ones are shown once."))}


class RemovePage(OfSecondFactor):
    """Remove the second factor."""

    title = _("Remove the second factor")
    form_class = forms.Form
    template_name = "access/account/action.html"
    submit_label = _("Remove")
    success = _("The second factor is removed.")
    danger = True

    def save(self, _form: forms.Form) -> None:
        """Remove it."""
        remove_second_factor(self.reader.pk, by=self.reader)

    def success_url(self, _result: Any) -> str:
        """Return to the status page."""
        return reverse("access:second-factor")

    def consequences(self) -> Sequence[Any]:
        """Say what is lost."""
        return (
            _t("Your password alone opens your account from then on."),
            _t("Your recovery codes stop working."),
            _t("It stands in the trail."),
        )

    def context(self) -> dict[str, Any]:
        """Return the consequences."""
        return {"consequences": self.consequences()}
