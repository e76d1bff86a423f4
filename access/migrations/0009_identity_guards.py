"""No change of groups, access reviews or emergency openings without a trail entry."""

from django.db import migrations

from trail.guards import TRIGGER, GuardTable

PERSON = ("last_login", "language", "time_zone", "theme")


def without_guard(table: str, *, ignoring: tuple[str, ...]) -> migrations.RunSQL:
    """Take off the guard that is put on anew with other ignored columns."""
    guard = GuardTable(table, ignoring=ignoring)
    return migrations.RunSQL(f"DROP TRIGGER {TRIGGER} ON {table}", guard.sql)


class Migration(migrations.Migration):
    """One guard on each trailed table; those of people and tokens know the new columns that need no event."""

    dependencies = [("access", "0008_identity")]

    operations = [
        without_guard("access_person", ignoring=PERSON),
        GuardTable("access_person", ignoring=(*PERSON, "attributes", "revision", "changed_at")),
        without_guard("access_apitoken", ignoring=("last_used_at",)),
        GuardTable("access_apitoken", ignoring=("last_used_at", "reminded_for")),
        GuardTable("access_directorygroup", ignoring=("attributes", "revision", "changed_at")),
        GuardTable("access_grouprole"),
        GuardTable("access_groupmember"),
        GuardTable("access_withheldrole"),
        GuardTable("access_breakglassopening"),
        GuardTable("access_accessreview"),
        GuardTable("access_accessreviewitem"),
    ]
