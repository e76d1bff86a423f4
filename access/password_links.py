"""The address where a person chooses a password: once, within the days of PASSWORD_RESET_TIMEOUT."""

from django.contrib.auth.tokens import default_token_generator
from django.urls import reverse
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode

from access.models import Person


def set_password_path(person: Person) -> str:
    """Return the path of the link; whoever has it chooses the password, so record that it was made."""
    key = urlsafe_base64_encode(force_bytes(person.pk))
    return reverse("access:set-password", args=[key, default_token_generator.make_token(person)])
