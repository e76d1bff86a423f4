"""The inbox goes out by e-mail, as each person wants it. What was sent before is not mailed: it has no `mail_after`."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import common.identifiers


class Migration(migrations.Migration):
    dependencies = [
        ("access", "0006_job_starts"),
    ]

    operations = [
        migrations.CreateModel(
            name="MailPreference",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=common.identifiers.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("kind", models.CharField(max_length=60, verbose_name="kind")),
                (
                    "choice",
                    models.CharField(
                        choices=[("at-once", "At once"), ("daily", "Once a day"), ("never", "Never")],
                        max_length=10,
                        verbose_name="by e-mail",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="mail_preferences",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="person",
                    ),
                ),
            ],
            options={
                "verbose_name": "mail preference",
                "verbose_name_plural": "mail preferences",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("person", "kind"), name="access_mailpreference_is_one_for_each_kind"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("choice__in", ["at-once", "daily", "never"])),
                        name="access_mailpreference_choice_is_known",
                    ),
                ],
            },
        ),
        migrations.AddField(
            model_name="notification",
            name="mail_after",
            field=models.DateTimeField(null=True, verbose_name="e-mail from"),
        ),
        migrations.AddField(
            model_name="notification",
            name="mail_error",
            field=models.CharField(blank=True, max_length=300, verbose_name="error of the e-mail"),
        ),
        migrations.AddField(
            model_name="notification",
            name="mail_tries",
            field=models.PositiveSmallIntegerField(default=0, verbose_name="tries to mail"),
        ),
        migrations.AddField(
            model_name="notification",
            name="mailed_at",
            field=models.DateTimeField(null=True, verbose_name="mailed"),
        ),
        migrations.AddIndex(
            model_name="notification",
            index=models.Index(
                condition=models.Q(("mail_after__isnull", False), ("mailed_at", None)),
                fields=["mail_after"],
                name="access_notification_mail_due",
            ),
        ),
        migrations.AddIndex(
            model_name="notification",
            index=models.Index(
                condition=models.Q(("mail_tries__gt", 0), ("mailed_at", None)),
                fields=["person"],
                name="access_notification_unmailed",
            ),
        ),
    ]
