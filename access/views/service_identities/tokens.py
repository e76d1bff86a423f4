"""Pages about the tokens of one service identity: issue, renew, revoke."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from access.actions.tokens import issue_token, renew_token, revoke_token
from access.choices import TokenScope
from access.forms import ReasonForm
from access.models import ApiToken
from access.pages import ActionPage, FormPage
from access.permits import permit
from access.views.service_identities.base import ServicePart
from access.views.service_identities.token_forms import RenewForm, ServiceTokenForm


class TokenShown(ServicePart, FormPage):
    """A form that ends in a token, shown once on the answer itself."""

    def finish(self, result: tuple[ApiToken, str]) -> HttpResponse:
        """Show the token."""
        token, secret = result
        self.title = _("The new token")
        context = {"object": self.object, "breadcrumbs": self.breadcrumbs(), "token": token, "secret": secret}
        return self.respond(context, template="access/service_identities/token.html")


class NewServiceTokenPage(TokenShown):
    """Issue a program a token."""

    permission = "access.edit_services"
    title = _("Issue a token")
    form_class = ServiceTokenForm
    submit_label = _("Issue")

    def make_form(self, data: Any = None, files: Any = None) -> forms.Form:
        """Return the form with the scopes that the program may have."""
        return ServiceTokenForm(data, files, service=self.object)

    def save(self, form: forms.Form) -> tuple[ApiToken, str]:
        """Issue it; who may write may read."""
        entered = form.cleaned_data
        scopes = {entered["scope"]} if entered["scope"] == TokenScope.SCIM else {TokenScope.READ, entered["scope"]}
        return issue_token(self.object, name=entered["name"], scopes=scopes, days=entered["days"], by=self.reader)


class OfServiceToken(ServicePart):
    """A page about one token of a program, for whoever may or answers for the program."""

    permission = "access.renew_service_tokens"

    def prepare(self) -> None:
        """Find the program, then its token."""
        super().prepare()
        self.token = get_object_or_404(ApiToken, person=self.object, pk=self.kwargs["token"])


class RenewServiceTokenPage(OfServiceToken, TokenShown, ActionPage):
    """Issue a token anew before it expires."""

    title = _("Renew the token")
    form_class = RenewForm
    submit_label = _("Renew")

    def prepare(self) -> None:
        """Find the token; of the directory, only for those who issue its tokens."""
        super().prepare()
        if self.object.keeps_directory:
            permit(self.reader, "access.edit_services")

    def consequences(self) -> Sequence[Any]:
        """Say that both work meanwhile."""
        return (
            _t("You get a new token with the same name that may do the same."),
            _t("%(token)s works until it expires: replace it wherever it is used, then revoke it.")
            % {"token": f"{self.token.prefix}…"},
        )

    def save(self, form: forms.Form) -> tuple[ApiToken, str]:
        """Renew it."""
        return renew_token(self.token.pk, days=form.cleaned_data["days"], by=self.reader)


class RevokeServiceTokenPage(OfServiceToken, ActionPage):
    """Revoke a token of a program."""

    title = _("Revoke token")
    form_class = ReasonForm
    submit_label = _("Revoke token")
    success = _("The token is revoked.")
    danger = True

    def consequences(self) -> Sequence[Any]:
        """Say which token and from when."""
        return (_t("The token %(token)s opens nothing from now on.") % {"token": self.token},)

    def save(self, form: forms.Form) -> ApiToken:
        """Revoke it."""
        return revoke_token(self.token.pk, by=self.reader, reason=form.cleaned_data["reason"])
