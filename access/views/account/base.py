"""What the pages of one's own account share: their sections, and the confirmation that it is really oneself."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from access import step_up
from access.forms import ConfirmationForm
from access.gate import SIGNED_IN
from access.identity import provider_is_on
from access.models import LOCAL_ISSUER, Person
from access.pages import FormPage, Page
from common.presentation import Link
from common.refusals import Refusal


def account_tabs(person: Person, active: str) -> list[Link]:
    """Return the sections of a person's own account; only a local sign-in has a password here."""
    sections = [
        ("me", _("Profile")),
        ("appearance", _("Appearance")),
        ("mail", _("E-mail")),
        ("change-password", _("Password")),
        ("second-factor", _("Second factor")),
        ("sessions", _("Sessions")),
        ("tokens", _("API tokens")),
    ]
    if person.issuer != LOCAL_ISSUER or provider_is_on():
        sections = [section for section in sections if section[0] != "change-password"]
    return [Link(label, reverse(f"access:{name}"), active=name == active) for name, label in sections]


class AccountPage(Page):
    """A page of one's own account: its section is marked among the others."""

    section = "me"

    def respond(self, context: dict[str, Any], **options: Any) -> HttpResponse:
        """Answer with the sections above the page."""
        return super().respond({"tabs": account_tabs(self.reader, self.section), **context}, **options)


class ConfirmedPage(AccountPage, FormPage):
    """A form of one's own account that a stolen session must not send: it asks for a fresh confirmation."""

    permission = SIGNED_IN

    def prepare(self) -> None:
        """Refuse before a confirmation is asked for, which may cost a recovery code.

        Raises:
            PermissionDenied: the reader's account can never do this.
        """
        super().prepare()
        if refusal := self.never():
            raise PermissionDenied(refusal.text)

    def never(self) -> Refusal | None:
        """Say why the reader's account can never do this."""
        return None

    def confirmation(self, data: Any = None) -> ConfirmationForm | None:
        """Return the step-up form, unless the reader confirmed a moment ago."""
        return step_up.fresh_form(self.request, data)
