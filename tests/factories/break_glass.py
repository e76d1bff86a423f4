"""Emergency access for tests, prepared and opened by the portal's own command."""

import re
from dataclasses import dataclass
from io import StringIO

import pyotp
from django.core.management import call_command

from access.models import Person

EMAIL = "emergency@example.org"


@dataclass(frozen=True)
class Sheet:
    """What lies in the safe."""

    person: Person
    printed: str
    password: str
    totp: pyotp.TOTP
    codes: list[str]


def run(*arguments: str) -> str:
    """Run the command and return what it prints."""
    out = StringIO()
    call_command("break_glass", *arguments, stdout=out)
    return out.getvalue()


def prepare(email: str = EMAIL) -> Sheet:
    """Prepare an account and read its sheet."""
    printed = run("prepare", email)
    password, seed = re.findall(r"^(?:Password|Authenticator) +(\S+)$", printed, re.MULTILINE)
    codes = re.findall(r"\b[0-9a-f]{8}-[0-9a-f]{8}\b", printed)
    return Sheet(Person.objects.get(email=email), printed, password, pyotp.TOTP(seed), codes)


def open_it(email: str = EMAIL, hours: int = 2, reason: str = "The provider is away") -> str:
    """Open it; return what is printed."""
    return run("open", email, "--hours", str(hours), "--reason", reason)
