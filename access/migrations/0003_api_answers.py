"""Answers of the API that a client may ask for again."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import common.identifiers


class Migration(migrations.Migration):
    dependencies = [
        ("access", "0002_guards"),
    ]

    operations = [
        migrations.CreateModel(
            name="ApiAnswer",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=common.identifiers.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("key", models.CharField(max_length=255, verbose_name="key")),
                ("fingerprint", models.CharField(max_length=64, verbose_name="fingerprint of the request")),
                ("status", models.PositiveSmallIntegerField(verbose_name="status")),
                ("sealed_body", models.TextField(verbose_name="body")),
                ("location", models.CharField(blank=True, max_length=500, verbose_name="address of what was made")),
                ("created_at", models.DateTimeField(verbose_name="when")),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="api_answers",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="person",
                    ),
                ),
            ],
            options={
                "verbose_name": "answer of the API",
                "verbose_name_plural": "answers of the API",
                "indexes": [models.Index(fields=["created_at"], name="access_apianswer_created")],
                "constraints": [
                    models.UniqueConstraint(
                        models.F("person"), models.F("key"), name="access_apianswer_is_one_for_each_key"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("key", ""), _negated=True), name="access_apianswer_has_a_key"
                    ),
                ],
            },
        ),
    ]
