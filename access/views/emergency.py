"""The emergency sign-in: there only while an operator has opened it."""

from typing import Any

from django import forms
from django.conf import settings
from django.http import Http404
from django.shortcuts import resolve_url
from django.utils.translation import gettext_lazy as _

from access.actions.break_glass.signing_in import sign_in_for_emergency
from access.gate import PUBLIC
from access.models import BreakGlassOpening, Person
from access.pages import FormPage
from common.clock import now


class EmergencyForm(forms.Form):
    """What the sheet in the safe says, all three at once."""

    email = forms.EmailField(
        label=_("E-mail address"), max_length=254, widget=forms.EmailInput(attrs={"autocomplete": "username"})
    )
    password = forms.CharField(
        label=_("Password"),
        max_length=200,
        strip=True,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )
    code = forms.CharField(
        label=_("Code"),
        max_length=40,
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code"}),
        help_text=_("Of the authenticator app that has the seed of the sheet, or one of its recovery codes."),
    )


class EmergencyPage(FormPage):
    """Ask for address, password and code, while emergency access is open; otherwise there is nothing here."""

    permission = PUBLIC
    title = _("Emergency access")
    form_class = EmergencyForm
    template_name = "access/emergency.html"
    submit_label = _("Sign in")

    def prepare(self) -> None:
        """Be there only while something is open."""
        if not BreakGlassOpening.objects.in_force(now()).exists():
            raise Http404

    def save(self, form: forms.Form) -> Person:
        """Sign in."""
        return sign_in_for_emergency(self.request, **form.cleaned_data)

    def success_url(self, _result: Any) -> str:
        """Return the start page."""
        return resolve_url(settings.LOGIN_REDIRECT_URL)

    def cancel_url(self) -> str:
        """Return nothing: there is nowhere to go back to."""
        return ""
