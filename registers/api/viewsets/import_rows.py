"""Rows of imports."""

from typing import ClassVar

from access.api.base import PortalViewSet
from registers.api.serializers.import_rows import ImportRowOutput
from registers.api.viewsets.imports import PERMISSION
from registers.filters.imports import AnyImportRowFilter
from registers.models import ImportRow


class ImportRowsViewSet(PortalViewSet[ImportRow]):
    """Rows of imported files, with what is wrong in each."""

    queryset = ImportRow.objects.all()
    serializer_class = ImportRowOutput
    filterset_class = AnyImportRowFilter
    tag = "import-rows"
    view_permission = PERMISSION
    sorts: ClassVar = {"number": ("number", "id"), "since": ("id",)}
    default_sort = "number"
