"""Search of the register by the forms of a word, English and German: the vectors hold their stems, too."""

from typing import Any

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVector, SearchVectorField
from django.db import migrations, models

from common.search import Parted, Stems


def words(*others: Any) -> models.GeneratedField:
    """Return the column of words and stems; an expression of a generated column cannot change, so it is made anew."""
    expression: Any = SearchVector("title", weight="A", config="simple")
    expression += SearchVector("purpose", weight="B", config="simple")
    for other in others:
        expression += other
    expression += Stems("title", "purpose", config="english")
    expression += Stems("title", "purpose", config="german")
    return models.GeneratedField(expression=expression, output_field=SearchVectorField(), db_persist=True)


class Migration(migrations.Migration):
    """Two columns made anew, each with its index."""

    dependencies = [("registers", "0007_frozen_versions")]

    operations = [
        migrations.RemoveIndex("usecase", "registers_usecase_search"),
        migrations.RemoveField("usecase", "search"),
        migrations.AddField("usecase", "search", words(SearchVector(Parted("reference"), weight="A", config="simple"))),
        migrations.AddIndex("usecase", GinIndex(fields=["search"], name="registers_usecase_search")),
        migrations.RemoveIndex("registerline", "registers_line_search"),
        migrations.RemoveField("registerline", "search"),
        migrations.AddField("registerline", "search", words()),
        migrations.AddIndex("registerline", GinIndex(fields=["search"], name="registers_line_search")),
    ]
