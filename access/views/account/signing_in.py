"""Signing in, with a second factor where one is set up, and out."""

from typing import Any

from django import forms
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from access.actions import sessions
from access.gate import PUBLIC, page
from access.identity import provider_is_on, provider_name
from access.models import Person
from access.next_address import is_own_address, next_address
from access.oidc import leaving
from access.pages import FormPage
from access.views.account.forms import CodeForm, SignInForm


class SignInPage(FormPage):
    """Ask for e-mail address and password; the answer is the same for addresses nobody has."""

    permission = PUBLIC
    title = _("Sign in")
    form_class = SignInForm
    template_name = "access/account/sign_in.html"
    submit_label = _("Sign in")

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """Send on whoever is signed in already."""
        if isinstance(request.user, Person):
            return self.go_to(next_address(request, settings.LOGIN_REDIRECT_URL))
        return super().dispatch(request, *args, **kwargs)

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Sign in with a password, unless people sign in at the provider."""
        return self.get(request, **kwargs) if provider_is_on() else super().post(request, **kwargs)

    def save(self, form: forms.Form) -> sessions.SignIn:
        """Sign in, or begin to."""
        return sessions.sign_in(self.request, email=form.cleaned_data["email"], password=form.cleaned_data["password"])

    def success_url(self, result: sessions.SignIn) -> str:
        """Return where the reader wanted to go, by way of the code where one is owed."""
        wanted = next_address(self.request, settings.LOGIN_REDIRECT_URL)
        if not result.needs_code:
            return wanted
        return f"{reverse('access:sign-in-code')}?{urlencode({'next': wanted})}"

    def cancel_url(self) -> str:
        """Return nothing: there is nowhere to go back to."""
        return ""

    def context(self) -> dict[str, Any]:
        """Return where people sign in, and the address to go on to."""
        wanted = self.request.GET.get("next", "")
        return {
            "next": wanted if is_own_address(self.request, wanted) else "",
            "provider": provider_name() if provider_is_on() else "",
            "is_sample": settings.SAMPLE_IDENTITY,
            "path": self.request.get_full_path(),
        }


class SignInCodePage(FormPage):
    """Ask for a code of the second factor, within five minutes of the password."""

    permission = PUBLIC
    title = _("Second factor")
    form_class = CodeForm
    template_name = "access/account/sign_in_code.html"
    submit_label = _("Sign in")

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """Send back whoever owes no code, or waited too long with it."""
        self.person = sessions.pending_person(request)
        if self.person is None:
            if sessions.PENDING in request.session:
                messages.warning(request, _t("That took too long. Sign in again."))
            return self.go_to(f"{reverse('access:sign-in')}?{urlencode({'next': self.wanted()})}")
        return super().dispatch(request, *args, **kwargs)

    def wanted(self) -> str:
        """Return where the reader wanted to go."""
        return next_address(self.request, settings.LOGIN_REDIRECT_URL)

    def save(self, form: forms.Form) -> None:
        """Finish the sign-in."""
        if self.person is not None:
            sessions.finish_sign_in(self.request, self.person, code=form.cleaned_data["code"])

    def success_url(self, _result: Any) -> str:
        """Return where the reader wanted to go."""
        return self.wanted()

    def cancel_url(self) -> str:
        """Return the sign-in page, to be somebody else."""
        return reverse("access:sign-in")

    def context(self) -> dict[str, Any]:
        """Return whose code is asked for."""
        return {"person": self.person}


@page(PUBLIC)
@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """End this browser's session, here and at the provider that began it."""
    if not isinstance(request.user, Person):
        return redirect("access:sign-in")
    known_there, hint = leaving.is_known_there(request), leaving.hint_of(request)
    sessions.sign_out(request)
    onward = leaving.leave(request, hint) if known_there else None
    if not known_there:
        messages.success(request, _t("You are signed out."))
    return onward or redirect("access:sign-in")
