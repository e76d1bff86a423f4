"""`manage.py createsuperuser`: refused; people are invited."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError


class Command(BaseCommand):
    """Refuse, and say what to do instead."""

    help = "Not for this portal: people are invited."
    requires_system_checks = ()

    def run_from_argv(self, _argv: list[str]) -> None:
        """Refuse whatever arguments are given."""
        self.stderr.write("People are invited: python manage.py invite EMAIL --name NAME --administrator")
        raise SystemExit(1)

    def handle(self, *_args: Any, **_options: Any) -> None:
        """Refuse when called from code as well."""
        raise CommandError("People are invited: python manage.py invite EMAIL --name NAME --administrator")
