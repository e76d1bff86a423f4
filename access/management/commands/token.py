"""`manage.py token EMAIL --scopes read|write --days N`: an API token from the operator's command line."""

import sys
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from access.actions.tokens import issue_token
from access.choices import TokenScope
from access.models import Person
from access.rules.people import LONGEST_TOKEN_DAYS
from common.refusals import Refused


class Command(BaseCommand):
    """Issue a bearer token of a person and print it once, as the last word."""

    help = "Issue an API token of a person. It is printed once, as the last word, and cannot be shown again."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Name the person, what the token may do, and how long."""
        parser.add_argument("email", help="e-mail address of an active person")
        parser.add_argument("--scopes", choices=TokenScope.values, default=TokenScope.READ.value, help="default: read")
        parser.add_argument("--days", type=int, default=30, help=f"1 to {LONGEST_TOKEN_DAYS}, default: 30")
        parser.add_argument("--name", default="command line", help="what it is for, to know it again")

    def handle(self, *_args: Any, **options: Any) -> None:
        """Issue and print the token.

        Raises:
            CommandError: nobody active has the address, or the days are out of range.
        """
        person = person_with(options["email"])
        try:
            token, secret = issue_token(
                person, name=options["name"], scopes=[options["scopes"]], days=options["days"], by=None
            )
        except Refused as refused:
            raise CommandError(str(refused)) from refused
        if sys.stdout.isatty():
            self.stderr.write(f"{person.name}: {options['scopes']}, until {token.expires_at:%Y-%m-%d %H:%M} UTC")
        self.stdout.write(secret)


def person_with(email: str) -> Person:
    """Return the active person with an e-mail address.

    Raises:
        CommandError: there is none.
    """
    person = Person.objects.active().at_address(email).first()
    if person is None:
        raise CommandError(f"No active person has the e-mail address {email}. Enter them with: manage.py invite EMAIL")
    return person
