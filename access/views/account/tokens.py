"""One's own API tokens."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from access.actions.tokens import issue_token, revoke_token
from access.choices import TokenScope
from access.forms import TokenForm
from access.gate import SIGNED_IN
from access.models import ApiToken, Person
from access.pages import ActionPage
from access.rules.break_glass import refuse_token
from access.views.account.base import AccountPage, ConfirmedPage
from common.clock import now
from common.presentation import Action, Badge, Link, Tone
from common.refusals import Refusal

SHOWN = 100


class TokensPage(AccountPage):
    """The reader's API tokens, live ones and others."""

    permission = SIGNED_IN
    section = "tokens"
    title = _("API tokens")
    template_name = "access/account/tokens.html"

    def get(self, _request: HttpRequest) -> HttpResponse:
        """Show the tokens."""
        tokens = ApiToken.objects.filter(person=self.reader).order_by("-id")[:SHOWN]
        context: dict[str, Any] = {
            "tokens": [(token, standing_of(token)) for token in tokens],
            "services": Person.objects.services().filter(answerable=self.reader, is_active=True).order_by("name"),
            "meta": _t("With a token a program reads or writes through the API what you may, until the token expires."),
            "primary_action": Action(_t("Issue a token"), reverse("access:new-token"), icon="plus"),
        }
        if refusal := refuse_token(is_for_emergencies=self.reader.is_for_emergencies):
            context.update(meta="", primary_action=None, refusal=refusal.text)
        return self.respond(context)


class NewTokenPage(ConfirmedPage):
    """Issue a token, which is shown once."""

    section = "tokens"
    title = _("Issue an API token")
    form_class = TokenForm
    template_name = "access/account/form.html"
    submit_label = _("Issue")

    def never(self) -> Refusal | None:
        """Say why the account for emergencies issues none."""
        return refuse_token(is_for_emergencies=self.reader.is_for_emergencies)

    def breadcrumbs(self) -> Sequence[Link]:
        """Return the way back."""
        return crumbs()

    def save(self, form: forms.Form) -> tuple[ApiToken, str]:
        """Issue it; who may write may read."""
        entered = form.cleaned_data
        scopes = {TokenScope.READ, entered["scope"]}
        return issue_token(self.reader, name=entered["name"], scopes=scopes, days=entered["days"], by=self.reader)

    def finish(self, result: tuple[ApiToken, str]) -> HttpResponse:
        """Show the token and a first call with it."""
        token, secret = result
        self.title = _("Your new API token")
        first_call = self.request.build_absolute_uri("/api/v1/people/me/")
        call = f'curl -H "Authorization: Bearer {secret}" \\\n  {first_call}'
        return self.respond(
            {"token": token, "secret": secret, "call": call, "breadcrumbs": crumbs()},
            template="access/account/token_issued.html",
        )

    def cancel_url(self) -> str:
        """Return the list."""
        return reverse("access:tokens")


class RevokeTokenPage(AccountPage, ActionPage):
    """Revoke one of the reader's tokens."""

    permission = SIGNED_IN
    section = "tokens"
    form_class = forms.Form
    template_name = "access/account/action.html"
    submit_label = _("Revoke")
    success = _("The token is revoked.")
    danger = True

    def prepare(self) -> None:
        """Find the token; somebody else's is not there."""
        self.token = get_object_or_404(ApiToken, person=self.reader, pk=self.kwargs["pk"])

    def get_title(self) -> str:
        """Name the token."""
        return _t("Revoke “%(token)s”") % {"token": self.token.name}

    def breadcrumbs(self) -> Sequence[Link]:
        """Return the way back."""
        return crumbs()

    def consequences(self) -> Sequence[Any]:
        """Say what stops."""
        return (
            _t("Whatever uses %(token)s is refused from now on.") % {"token": f"{self.token.prefix}…"},
            _t("It cannot be undone; issue a new token instead."),
        )

    def save(self, _form: forms.Form) -> ApiToken:
        """Revoke it."""
        return revoke_token(self.token.pk, by=self.reader)

    def success_url(self, _result: Any) -> str:
        """Return to the list."""
        return self.cancel_url()

    def cancel_url(self) -> str:
        """Return the list."""
        return reverse("access:tokens")


def crumbs() -> list[Link]:
    """Return the way back to one's tokens."""
    return [Link(_t("API tokens"), reverse("access:tokens"))]


def standing_of(token: ApiToken) -> Badge:
    """Return whether a token is live, expired or revoked."""
    if token.revoked_at:
        return Badge(_t("Revoked"), Tone.NEUTRAL)
    if token.expires_at <= now():
        return Badge(_t("Expired"), Tone.WARNING)
    return Badge(_t("Live"), Tone.SUCCESS)
