"""The address where a person chooses a password: once, within the days of PASSWORD_RESET_TIMEOUT."""

from typing import Any

from django.contrib.auth.tokens import PasswordResetTokenGenerator
from django.urls import reverse
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode

from access.models import Person
from trail.models import TrailEntry


class LinkTokens(PasswordResetTokenGenerator):
    """Django's tokens, ended also by a newer link: how many links were made for the person is part of each."""

    def _make_hash_value(self, user: Any, timestamp: int) -> str:
        made = TrailEntry.objects.about(user).filter(verb="access.link.made").count()
        return f"{super()._make_hash_value(user, timestamp)}{made}"


link_tokens = LinkTokens()


def set_password_path(person: Person) -> str:
    """Return the path of the link; whoever has it chooses the password, so record first that it was made."""
    key = urlsafe_base64_encode(force_bytes(person.pk))
    return reverse("access:set-password", args=[key, link_tokens.make_token(person)])
