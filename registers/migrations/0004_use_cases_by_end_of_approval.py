"""The list of use cases by the end of their approval, from its end."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """One index."""

    dependencies = [
        ("registers", "0003_exceptions_last_a_year_at_most"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="usecase",
            index=models.Index(
                models.OrderBy(models.F("approved_until"), descending=True, nulls_last=True),
                models.OrderBy(models.F("id"), descending=True),
                name="registers_usecase_until_last",
            ),
        ),
    ]
