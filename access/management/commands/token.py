"""`manage.py token EMAIL --scopes read|write --days N` and `token --scim --days N`: tokens from the command line."""

import sys
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from access.actions.service_identities.directory import ensure_scim_service
from access.actions.tokens import issue_token
from access.choices import TokenScope
from access.models import Person
from access.rules.people import LONGEST_TOKEN_DAYS
from common.refusals import Refused

SCOPES = (TokenScope.READ.value, TokenScope.WRITE.value)


class Command(BaseCommand):
    """Issue a bearer token of a person, or of the directory, and print it once, as the last word."""

    help = "Issue an API token of a person. It is printed once, as the last word, and cannot be shown again."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Name the person, or the directory; what the token may do, and how long."""
        holder = parser.add_mutually_exclusive_group(required=True)
        holder.add_argument("email", nargs="?", help="e-mail address of an active person")
        holder.add_argument(
            "--scim", action="store_true", help="a token of the directory, which keeps people and groups"
        )
        parser.add_argument("--scopes", choices=SCOPES, help="what a person's token may do; default: read")
        parser.add_argument("--days", type=int, default=30, help=f"1 to {LONGEST_TOKEN_DAYS}, default: 30")
        parser.add_argument("--name", default="command line", help="what it is for, to know it again")

    def handle(self, *_args: Any, **options: Any) -> None:
        """Issue and print the token.

        Raises:
            CommandError: nobody active has the address, scopes for the directory, or the days are out of range.
        """
        if options["scim"] and options["scopes"]:
            raise CommandError("A token of the directory keeps people and groups, nothing else: leave out --scopes.")
        scope = TokenScope.SCIM.value if options["scim"] else options["scopes"] or TokenScope.READ.value
        person = ensure_scim_service() if options["scim"] else person_with(options["email"])
        try:
            token, secret = issue_token(person, name=options["name"], scopes=[scope], days=options["days"], by=None)
        except Refused as refused:
            raise CommandError(str(refused)) from refused
        if sys.stdout.isatty():
            self.stderr.write(f"{person.name}: {scope}, until {token.expires_at:%Y-%m-%d %H:%M} UTC")
        self.stdout.write(secret)


def person_with(email: str) -> Person:
    """Return the active person with an e-mail address.

    Raises:
        CommandError: there is none.
    """
    person = Person.objects.signing_in().at_address(email).first()
    if person is None:
        raise CommandError(f"No active person has the e-mail address {email}. Enter them with: manage.py invite EMAIL")
    return person
