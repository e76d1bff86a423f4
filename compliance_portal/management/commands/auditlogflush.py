"""`manage.py auditlogflush`: refused; the trail is append-only."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError


class Command(BaseCommand):
    """Refuse, and say what to do instead."""

    help = "Not for this portal: the trail is append-only."
    requires_system_checks = ()

    def run_from_argv(self, _argv: list[str]) -> None:
        """Refuse whatever arguments are given."""
        self.stderr.write("The trail is append-only; nothing is deleted from it.")
        raise SystemExit(1)

    def handle(self, *_args: Any, **_options: Any) -> None:
        """Refuse when called from code as well."""
        raise CommandError("The trail is append-only; nothing is deleted from it.")
