"""`manage.py changepassword`: refused; people choose their own password."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError


class Command(BaseCommand):
    """Refuse, and say what to do instead."""

    help = "Not for this portal: people choose their own password."
    requires_system_checks = ()

    def run_from_argv(self, _argv: list[str]) -> None:
        """Refuse whatever arguments are given."""
        self.stderr.write("People choose their own password: python manage.py invite EMAIL prints a new link.")
        raise SystemExit(1)

    def handle(self, *_args: Any, **_options: Any) -> None:
        """Refuse when called from code as well."""
        raise CommandError("People choose their own password: python manage.py invite EMAIL prints a new link.")
