"""`manage.py invite EMAIL --name …`: the first people of an installation, before anybody can sign in."""

from argparse import ArgumentParser
from contextlib import suppress
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.core.validators import validate_email
from django.db import transaction

from access.actions.people import invite_person
from access.actions.roles import appoint_administrator
from access.models import Person
from access.password_links import set_password_path
from common.names import clean_name
from common.refusals import Refused


class Command(BaseCommand):
    """Enter a person and print the address where they choose their password."""

    help = "Enter a person and print, as the last word, the address where they choose their password."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Name the person."""
        parser.add_argument("email", help="their e-mail address; they sign in with it")
        parser.add_argument("--name", required=True, help="how they are called")
        parser.add_argument("--administrator", action="store_true", help="make them administrator")

    def handle(self, *_args: Any, **options: Any) -> None:
        """Enter the person; whoever was entered before and never chose a password gets a new address.

        Raises:
            CommandError: the address or the name cannot be, or is taken.
        """
        try:
            name = clean_name(options["name"])
            if not 0 < len(name) <= 200:
                raise CommandError("Give a name of 1 to 200 characters.")
            validate_email(options["email"])
            with transaction.atomic():
                person = invited(options["email"], name)
                if options["administrator"] and not person.has_role("administrator"):
                    appoint_administrator(person.pk)
        except (Refused, ValidationError) as error:
            message = str(error) if isinstance(error, Refused) else " ".join(error.messages)
            raise CommandError(message) from error
        self.stdout.write(f"{public_address()}{set_password_path(person)}")


def public_address() -> str:
    """Return the address people use: as PORTAL_URL tells it, else that of the portal running on this home."""
    if not settings.ADDRESS_IS_TOLD:
        with suppress(OSError):
            return str(settings.ADDRESS_FILE.read_text(encoding="utf-8")).strip()
    return str(settings.PUBLIC_ADDRESS)


def invited(email: str, name: str) -> Person:
    """Return the new person, or one who was entered before and has no password yet.

    Raises:
        Refused: an active person with a password has the address.
    """
    waiting = Person.objects.active().at_address(email).first()
    if waiting is not None and waiting.last_login is None and not waiting.has_usable_password():
        return waiting
    return invite_person(email=email, name=name, department_id=None, by=None)
