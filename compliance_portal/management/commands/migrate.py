"""`manage.py migrate`: Django's own, run as the owner of the tables, with the application's rights set afterwards."""

from typing import Any

from django.core.management.commands.migrate import Command as DjangoMigrate

from compliance_portal import database


class Command(DjangoMigrate):
    """Bring the database up to date, then set the application's rights, the job queue, and what the apps ship."""

    def handle(self, *args: Any, **options: Any) -> None:
        """Migrate; two that start together wait for each other."""
        if options["plan"] or options["check_unapplied"]:
            super().handle(*args, **options)
            return
        with database.one_at_a_time():
            with database.as_owner():
                super().handle(*args, **options)
                database.grant()
            database.install_queue()
            if not options["app_label"]:
                database.install_shipped()
