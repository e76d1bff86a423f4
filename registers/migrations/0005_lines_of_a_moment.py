"""The register as it stood at a moment, counted without reading its rows."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """One index in place of another."""

    dependencies = [("registers", "0004_use_cases_by_end_of_approval")]

    operations = [
        migrations.RemoveIndex(
            model_name="registerline",
            name="registers_line_number",
        ),
        migrations.AddIndex(
            model_name="registerline",
            index=models.Index(
                fields=["-number", "since", "until"], include=("use_case", "state"), name="registers_line_of_a_moment"
            ),
        ),
    ]
