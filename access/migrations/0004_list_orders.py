"""Indexes for the orders that the list of people offers."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("access", "0003_api_answers"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="person",
            index=models.Index(fields=["email", "id"], name="access_person_email"),
        ),
        migrations.AddIndex(
            model_name="person",
            index=models.Index(
                models.OrderBy(models.F("last_login"), descending=True, nulls_last=True),
                models.OrderBy(models.F("id"), descending=True),
                name="access_person_latest_login",
            ),
        ),
    ]
