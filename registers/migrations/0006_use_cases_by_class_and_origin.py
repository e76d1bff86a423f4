"""The list of use cases by their class under the EU AI Act, and by where they came from."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """Two indexes."""

    dependencies = [("registers", "0005_lines_of_a_moment")]

    operations = [
        migrations.AddIndex(
            model_name="usecase",
            index=models.Index(fields=["ai_act_class", "-number"], name="registers_usecase_class"),
        ),
        migrations.AddIndex(
            model_name="usecase",
            index=models.Index(fields=["origin", "-number"], name="registers_usecase_origin"),
        ),
    ]
