"""An exception lasts a year at most, and one that was ended says when."""

import datetime

import django.db.models.expressions
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    """Two constraints."""

    dependencies = [
        ("registers", "0002_guards"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddConstraint(
            model_name="registerexception",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "expires_on__lte",
                        django.db.models.expressions.CombinedExpression(
                            models.F("starts_on"), "+", models.Value(datetime.timedelta(days=366))
                        ),
                    )
                ),
                name="registers_registerexception_lasts_a_year_at_most",
            ),
        ),
        migrations.AddConstraint(
            model_name="registerexception",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("ended_at__isnull", False), ("state", "ended")),
                    models.Q(models.Q(("state", "ended"), _negated=True), ("ended_at", None)),
                    _connector="OR",
                ),
                name="registers_registerexception_ended_at_a_moment",
            ),
        ),
    ]
