"""Jobs that go on where a worker that died had come to."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("access", "0004_list_orders"),
    ]

    operations = [
        migrations.AddField(
            model_name="job",
            name="reached",
            field=models.JSONField(default=dict, verbose_name="reached"),
        ),
    ]
