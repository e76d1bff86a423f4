"""What the filters of the register offer to choose from."""

from typing import Any

from django.db.models import Value

from access.models import Department
from registers.choices import ImportState
from registers.models import DataCategory, Project, ProviderModel, RegisterImport

Choices = list[tuple[str, str]]


def named_choices() -> dict[str, Choices]:
    """Return departments, categories, models, projects and imports by id and name, all in one query."""
    tables: tuple[tuple[str, Any], ...] = (
        ("department", Department.objects.values_list("pk", "name")),
        ("category", DataCategory.objects.values_list("pk", "name")),
        ("model", ProviderModel.objects.values_list("pk", "name")),
        ("project", Project.objects.values_list("pk", "name")),
        ("imported", RegisterImport.objects.filter(state=ImportState.COMMITTED).values_list("pk", "source")),
    )
    parts = [rows.order_by().annotate(kind=Value(kind)) for kind, rows in tables]
    found: dict[str, Choices] = {kind: [] for kind, _rows in tables}
    for key, name, kind in parts[0].union(*parts[1:], all=True):
        found[kind].append((str(key), name))
    return {kind: sorted(choices, key=lambda choice: choice[1].casefold()) for kind, choices in found.items()}
