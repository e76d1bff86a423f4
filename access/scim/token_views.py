"""Issuing a token by which the directory reaches the portal."""

from typing import Any

from django import forms
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from access.actions.service_identities.directory import ensure_scim_service
from access.actions.tokens import issue_token
from access.choices import TokenScope
from access.forms import TokenForm
from access.models import ApiToken
from access.pages import FormPage
from access.rules.people import LONGEST_TOKEN_DAYS


class DirectoryTokenForm(TokenForm):
    """A new token of the directory; what it may do is given."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["scope"]
        days = self.fields["days"]
        days.initial = LONGEST_TOKEN_DAYS
        days.help_text = _("Whoever answers for the directory is reminded before; then issue the next one.")


class NewDirectoryTokenPage(FormPage):
    """Issue the directory a token, with its identity where this is the first one."""

    permission = "access.edit_services"
    view_permission = "access.view_identity"
    title = _("Issue a token to the directory")
    form_class = DirectoryTokenForm
    submit_label = _("Issue")
    help = _("Whoever has it enters, changes and deactivates people and groups, and nothing else.")

    def save(self, form: forms.Form) -> tuple[ApiToken, str]:
        """Issue it."""
        entered = form.cleaned_data
        return issue_token(
            ensure_scim_service(),
            name=entered["name"],
            scopes=[TokenScope.SCIM],
            days=entered["days"],
            by=self.reader,
        )

    def finish(self, result: tuple[ApiToken, str]) -> HttpResponse:
        """Show the token, once."""
        token, secret = result
        self.title = _("The new token")
        context = {"back": self.cancel_url(), "token": token, "secret": secret}
        return self.respond(context, template="access/scim/token.html")

    def cancel_url(self) -> str:
        """Return the page of the directory."""
        return reverse("access:directory")
