"""Named questions about imports."""

from typing import TYPE_CHECKING, Self

from django.db import models

if TYPE_CHECKING:
    from access.models import Person
    from registers.models import ImportRow, RegisterImport  # noqa: F401 - named in the bases below


class RegisterImportQuerySet(models.QuerySet["RegisterImport"]):
    """Questions about imports."""

    def visible_to(self, reader: "Person") -> Self:
        """Return all imports for those who may import, otherwise none."""
        return self if reader.may("registers.import_register") else self.none()


class ImportRowQuerySet(models.QuerySet["ImportRow"]):
    """Questions about imported rows."""

    def visible_to(self, reader: "Person") -> Self:
        """Return all rows for those who may import, otherwise none."""
        return self if reader.may("registers.import_register") else self.none()
