#!/usr/bin/env python
"""The portal's command line: `python manage.py help` lists the commands."""

import os
import sys


def main() -> None:
    """Run one management command, with the development settings unless others are named."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "compliance_portal.settings.dev")
    from django.core.management import execute_from_command_line
    from django.db import OperationalError

    from trail.context import acting_from, command_line

    try:
        # Whatever a command records says who ran it where; only its name is kept, arguments may hold secrets.
        with acting_from(command_line(sys.argv[1] if len(sys.argv) > 1 else "help")):
            execute_from_command_line(sys.argv)
    except OperationalError as error:
        from django.conf import settings

        if settings.EMBEDDED_POSTGRES:
            sys.exit(f"The portal in {settings.HOME} is not running: start it with `make up` (same PORTAL_HOME).")
        sys.exit(f"The database cannot be reached: {str(error).strip()}. Check DATABASE_URL.")


if __name__ == "__main__":
    main()
