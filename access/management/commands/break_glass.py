"""`manage.py break_glass`: the account for emergencies, and the door that it opens."""

from argparse import ArgumentParser
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.core.validators import validate_email
from django.db import transaction
from django.urls import reverse

from access import second_factor
from access.actions.break_glass.closing import close_break_glass
from access.actions.break_glass.opening import in_words, is_ready, open_break_glass
from access.actions.break_glass.preparing import Prepared, prepare_break_glass
from access.actions.break_glass.retiring import retire_break_glass
from access.actions.roles import appoint_administrator
from access.management.commands.invite import public_address
from access.models import BREAK_GLASS_ISSUER, BreakGlassOpening, Person
from access.rules.break_glass import LONGEST_HOURS
from common.clock import now
from common.permissions import RoleName
from common.refusals import Refused

SHEET = """\
EMERGENCY ACCESS TO THE COMPLIANCE PORTAL
Printed once: put it into the safe, and keep no copy.

Address         {address}
E-mail          {email}
Password        {password}
Authenticator   {seed}
                {otpauth}
Recovery codes  {codes}

How to use it
1. On the server: python manage.py break_glass open {email} --hours 2 --reason "..."
2. Enter the seed in an authenticator app (or use a recovery code), then go to the address above.
3. When done: python manage.py break_glass close
4. Print a new sheet: python manage.py break_glass prepare {email} --name "{name}"
Every administrator and compliance officer is told of each of these steps.
"""


class Command(BaseCommand):
    """Prepare, open, close, retire and look at emergency access."""

    help = (
        "Emergency access when the identity provider is away: prepare EMAIL, open EMAIL, close, retire EMAIL, status."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Say what is to be done."""
        does = parser.add_subparsers(dest="does", required=True, metavar="prepare | open | close | retire | status")
        prepare = does.add_parser("prepare", help="make the account, and print its sheet for the safe once")
        prepare.add_argument("email", help="an address for emergencies alone")
        prepare.add_argument("--name", default="Emergency account", help="default: Emergency account")
        opens = does.add_parser("open", help="open the emergency sign-in for some hours")
        opens.add_argument("email", help="the address on the sheet")
        opens.add_argument("--hours", type=int, default=2, help=f"1 to {LONGEST_HOURS}, default: 2")
        opens.add_argument("--reason", required=True, help="stands in the trail")
        closes = does.add_parser("close", help="close it: whoever is in is out with their next request")
        closes.add_argument("--reason", default="The emergency is over.", help="stands in the trail")
        retire = does.add_parser("retire", help="let the sheet open nothing any more")
        retire.add_argument("email", help="the address on the sheet")
        retire.add_argument("--reason", required=True, help="stands in the trail")
        does.add_parser("status", help="say whether an account is ready, and whether it is open")

    def handle(self, *_args: Any, **options: Any) -> None:
        """Do it.

        Raises:
            CommandError: it cannot be done; the message says why.
        """
        try:
            getattr(self, f"_{options['does']}")(options)
        except (Refused, ValidationError) as error:
            raise CommandError(str(error) if isinstance(error, Refused) else " ".join(error.messages)) from error

    def _prepare(self, options: dict[str, Any]) -> None:
        validate_email(options["email"])
        with transaction.atomic():
            prepared = prepare_break_glass(email=options["email"], name=options["name"])
            if not prepared.person.has_role(RoleName.ADMINISTRATOR):
                appoint_administrator(prepared.person.pk)
        self.stdout.write(_sheet(prepared))

    def _open(self, options: dict[str, Any]) -> None:
        opening = open_break_glass(email=options["email"], hours=options["hours"], reason=options["reason"])
        self.stdout.write(f"Open until {in_words(opening.until)}: {public_address()}{reverse('access:emergency')}")

    def _close(self, options: dict[str, Any]) -> None:
        keys = list(BreakGlassOpening.objects.filter(closed_at=None).values_list("pk", flat=True))
        for key in keys:
            close_break_glass(key, reason=options["reason"])
        self.stdout.write("Closed." if keys else "Nothing was open.")

    def _retire(self, options: dict[str, Any]) -> None:
        person = retire_break_glass(email=options["email"], reason=options["reason"])
        self.stdout.write(f"{person.email} is retired: its sheet opens nothing any more.")

    def _status(self, _options: dict[str, Any]) -> None:
        accounts = list(Person.objects.filter(issuer=BREAK_GLASS_ISSUER).order_by("email"))
        if not accounts:
            self.stdout.write("No account is prepared: python manage.py break_glass prepare EMAIL")
        for account in accounts:
            opening = BreakGlassOpening.objects.in_force(now()).filter(person=account).first()
            ready = "ready" if is_ready(account) else "not ready: prepare it anew"
            ready = ready if account.is_active else "retired"
            self.stdout.write(f"{account.email}: {f'open until {in_words(opening.until)}' if opening else ready}")


def _sheet(prepared: Prepared) -> str:
    person = prepared.person
    return SHEET.format(
        address=f"{public_address()}{reverse('access:emergency')}",
        email=person.email,
        name=person.name,
        password=prepared.password,
        seed=prepared.seed,
        otpauth=second_factor.address_of_seed(prepared.seed, person),
        codes="\n                ".join(prepared.recovery_codes),
    )
