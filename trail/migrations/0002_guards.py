"""The trail refuses change and loss; guarded tables refuse silent change."""

from django.db import migrations

from trail.guards import APPEND_ONLY, NEEDS_ENTRY


class Migration(migrations.Migration):
    """Functions and triggers that the application's role cannot drop."""

    dependencies = [("trail", "0001_initial")]

    operations = [
        migrations.RunSQL(
            APPEND_ONLY,
            "DROP TRIGGER trail_append_only_rows ON trail_trailentry;"
            "DROP TRIGGER trail_append_only_table ON trail_trailentry;"
            "DROP FUNCTION trail_append_only()",
        ),
        migrations.RunSQL(NEEDS_ENTRY, "DROP FUNCTION trail_needs_entry()"),
    ]
