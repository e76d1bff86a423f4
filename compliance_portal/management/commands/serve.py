"""`manage.py serve web|worker|beat`: one process of the portal, as a container or a service manager runs it."""

import os
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import DatabaseError
from django.utils import timezone

from access.models import Heartbeat
from compliance_portal import health
from compliance_portal.supervisor import portal
from compliance_portal.supervisor.children import Child

SILENCE = timedelta(minutes=3)


class Command(BaseCommand):
    """Become one of the portal's processes."""

    help = "Runs one process of the portal in place of this one; with --healthy, says whether it works instead."
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the process's name."""
        parser.add_argument("process", choices=["web", "worker", "beat"])
        parser.add_argument("--healthy", action="store_true", help="end with code 0 when it works, 1 when not")

    def handle(self, *_args: Any, **options: Any) -> None:
        """Run it, or ask after it."""
        name = options["process"]
        if options["healthy"]:
            if not self._is_healthy(name):
                raise CommandError(f"{name} does not answer.")
            return
        command = self._child(name).command
        os.execv(command[0], command)  # noqa: S606 (the portal's own command; signals must reach it directly)

    def _child(self, name: str) -> Child:
        if name == "web":
            return portal.web(settings.BIND, settings.PORT, settings.WEB_THREADS)
        return portal.worker() if name == "worker" else portal.beat()

    def _is_healthy(self, name: str) -> bool:
        if name == "web":
            return health.web_answers("/livez")
        try:
            return Heartbeat.objects.filter(process=name, seen_at__gt=timezone.now() - SILENCE).exists()
        except DatabaseError:
            return False
