"""Choosing one's password."""

from typing import Any
from uuid import UUID

from django import forms
from django.contrib.auth import update_session_auth_hash
from django.http import Http404, HttpRequest
from django.urls import reverse
from django.utils.http import urlsafe_base64_decode
from django.utils.translation import gettext_lazy as _

from access.actions.passwords import change_password, choose_password, link_opens, live_tokens
from access.gate import PUBLIC, SIGNED_IN
from access.identity import provider_is_on, provider_name
from access.models import LOCAL_ISSUER, Person
from access.pages import FormPage
from access.views.account.base import AccountPage
from access.views.account.forms import ChangePasswordForm, NewPasswordForm
from common.requests import address_of


class SetPasswordPage(FormPage):
    """Choose a password with a link that works once."""

    permission = PUBLIC
    title = _("Choose a password")
    form_class = NewPasswordForm
    template_name = "access/account/set_password.html"
    submit_label = _("Set password")
    success = _("Your password is set. Sign in with it.")

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """Explain a link that is spent, expired or broken; it looks the same for people who do not exist."""
        self.person = person_of_link(kwargs["uidb64"])
        if not link_opens(self.person, kwargs["token"]):
            self.title = _("This link no longer works")
            return self.respond({}, status=404, template="access/account/link_spent.html")
        if provider_is_on():
            # The link is the key to the account; what opens it from then on is the provider.
            self.title = _("Connect your corporate account")
            way = reverse("access:oidc-connect", kwargs=kwargs)
            context = {"person": self.person, "name": provider_name(), "connect_url": way}
            return self.respond(context, template="access/oidc/connect.html")
        return super().dispatch(request, *args, **kwargs)

    def save(self, form: forms.Form) -> Person:
        """Set the password."""
        assert self.person is not None  # noqa: S101 - dispatch looked it up
        return choose_password(self.person.pk, token=self.kwargs["token"], password=form.cleaned_data["password"])

    def success_url(self, _result: Any) -> str:
        """Go on to the sign-in: the link proved who has it, not who is sitting here."""
        return reverse("access:sign-in")

    def cancel_url(self) -> str:
        """Return nothing: there is nowhere to go back to."""
        return ""

    def context(self) -> dict[str, Any]:
        """Return whose password it is, and how many API tokens go on working."""
        return {"person": self.person, "tokens": live_tokens(self.person) if self.person else 0}


class ChangePasswordPage(AccountPage, FormPage):
    """Replace one's password; every other session ends."""

    permission = SIGNED_IN
    section = "change-password"
    title = _("Password")
    form_class = ChangePasswordForm
    template_name = "access/account/form.html"
    submit_label = _("Change password")
    success = _("Your password is changed. Every other session has ended; this one continues.")
    help = _("Every other session of yours ends. This one continues.")

    def prepare(self) -> None:
        """Know nothing of passwords that another identity provider keeps."""
        if self.reader.issuer != LOCAL_ISSUER or provider_is_on():
            raise Http404

    def save(self, form: forms.Form) -> Person:
        """Change the password and keep this session, under a new key."""
        entered = form.cleaned_data
        changed = change_password(
            self.reader, current=entered["current"], password=entered["password"], address=address_of(self.request)
        )
        update_session_auth_hash(self.request, changed)
        return changed

    def success_url(self, _result: Any) -> str:
        """Stay on the page."""
        return reverse("access:change-password")

    def cancel_url(self) -> str:
        """Return the profile."""
        return reverse("access:me")


def person_of_link(encoded: str) -> Person | None:
    """Return the person a set-password link is for, or None for anything else."""
    try:
        key = UUID(urlsafe_base64_decode(encoded).decode("ascii"))
    except ValueError:
        return None
    return Person.objects.filter(pk=key).first()
