"""`manage.py doctor`: what is misconfigured, and how to mend it."""

import json
import sys
from dataclasses import asdict
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from compliance_portal.doctor import CHECKS, Level


class Command(BaseCommand):
    """Look at everything an installation depends on."""

    help = "Says what is misconfigured and how to mend it; ends with code 1 when something is broken."
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        """Take --json."""
        parser.add_argument("--json", action="store_true", help="for programs: one JSON list")

    def handle(self, *_args: Any, **options: Any) -> None:
        """Print one line for each finding."""
        findings = [finding for check in CHECKS for finding in check()]
        if options["json"]:
            self.stdout.write(json.dumps([asdict(finding) for finding in findings], indent=2))
        else:
            style = {Level.OK: self.style.SUCCESS, Level.WARNING: self.style.WARNING, Level.PROBLEM: self.style.ERROR}
            for finding in findings:
                line = f"{style[finding.level](f'{finding.level:<8}')} {finding.name:<13} {finding.text}"
                self.stdout.write(line + (f"\n{'':23}→ {finding.mend}" if finding.mend else ""))
        if any(finding.level is Level.PROBLEM for finding in findings):
            sys.exit(1)
