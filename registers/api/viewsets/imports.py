"""Imports and their rows."""

from typing import Any, ClassVar

from rest_framework.decorators import action
from rest_framework.parsers import MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response

from access.api.base import PortalViewSet
from access.api.parsers import BoundedJSONParser
from registers.actions import imports
from registers.api.serializers.imports import (
    CommitInput,
    ImportOutput,
    MappingInput,
    NothingInput,
    UploadInput,
)
from registers.filters.imports import ImportFilter
from registers.importing.tables import Reading
from registers.models import RegisterImport

PERMISSION = "registers.import_register"
WORKED_ON = ("create", "partial_update", "preview", "commit", "discard")


class ImportsViewSet(PortalViewSet[RegisterImport]):
    """Spreadsheets on their way onto the register: hand in, map, preview, commit."""

    queryset = RegisterImport.objects.select_related("file", "job", "created_by")
    serializer_class = ImportOutput
    filterset_class = ImportFilter
    tag = "imports"
    view_permission = PERMISSION
    permission_names: ClassVar = dict.fromkeys(WORKED_ON, PERMISSION)
    inputs: ClassVar = {
        "create": UploadInput,
        "partial_update": MappingInput,
        "preview": NothingInput,
        "commit": CommitInput,
        "discard": NothingInput,
    }
    sorts: ClassVar = {"since": ("id",), "source": ("source",)}
    default_sort = "-since"

    def get_parsers(self) -> list[Any]:
        """Take files where one is handed in, JSON everywhere else."""
        if getattr(self, "action_map", None) and self.action_map.get("post") != "create":
            return [BoundedJSONParser()]
        return [MultiPartParser()] if getattr(self, "action", "create") == "create" else [BoundedJSONParser()]

    def create(self, _request: Request) -> Response:
        """Hand in a spreadsheet.

        Its columns are read and their meaning guessed; nothing is on the register yet.
        """
        given = self.input()
        file = given["file"]
        found = imports.upload_import(file, name=file.name, source=given["source"], by=self.reader)
        return self.answer_created(found.pk)

    def partial_update(self, _request: Request, **_kwargs: Any) -> Response:
        """Say how the file is read and what its columns hold."""
        found, given = self.get_object(), self.input()
        if "reading" in given:
            imports.read_again(found.pk, Reading(**given["reading"]), by=self.reader)
        if given.keys() & {"mapping", "options"}:
            mapping = given.get("mapping", RegisterImport.objects.get(pk=found.pk).mapping)
            imports.map_columns(found.pk, mapping, given.get("options", {}), by=self.reader)
        return self.answer(found.pk)

    @action(detail=True, methods=["post"])
    def preview(self, _request: Request, **_kwargs: Any) -> Response:
        """Have the rows looked at in the background."""
        found = self.get_object()
        imports.start_preview(found.pk, by=self.reader)
        return self.answer(found.pk)

    @action(detail=True, methods=["post"])
    def commit(self, _request: Request, **_kwargs: Any) -> Response:
        """Have the rows that are ready entered in the background, all of them or none."""
        found = self.get_object()
        imports.start_commit(found.pk, by=self.reader, **self.input())
        return self.answer(found.pk)

    @action(detail=True, methods=["post"])
    def discard(self, _request: Request, **_kwargs: Any) -> Response:
        """Give an import up."""
        found = self.get_object()
        imports.discard_import(found.pk, by=self.reader)
        return self.answer(found.pk)
