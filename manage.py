#!/usr/bin/env python
"""The portal's command line: `python manage.py help` lists the commands."""

import os
import sys


def main() -> None:
    """Run one management command, with the development settings unless others are named."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "compliance_portal.settings.dev")
    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
