"""Jobs whose worker dies each time are not begun for ever."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("access", "0005_job_reached"),
    ]

    operations = [
        migrations.AddField(
            model_name="job",
            name="starts",
            field=models.PositiveSmallIntegerField(default=0, verbose_name="starts"),
        ),
    ]
