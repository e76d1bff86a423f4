"""No change of people, roles or tokens without a trail entry."""

from django.db import migrations

from trail.guards import GuardTable


class Migration(migrations.Migration):
    """One guard on each trailed table."""

    dependencies = [("access", "0001_initial"), ("trail", "0002_guards")]

    operations = [
        GuardTable("access_department"),
        GuardTable("access_person", ignoring=("last_login", "language", "time_zone", "theme")),
        GuardTable("access_role"),
        GuardTable("access_roleassignment"),
        GuardTable("access_authenticator", ignoring=("last_step",)),
        GuardTable("access_recoverycode"),
        GuardTable("access_apitoken", ignoring=("last_used_at",)),
    ]
