"""Rows of imports out of the API."""

from typing import Any, ClassVar

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from registers.importing.handing_back import wrong_with
from registers.models import ImportRow


class ProblemOutput(serializers.Serializer[Any]):
    """What is wrong with a row, in a sentence with row and column."""

    column = serializers.CharField(allow_blank=True)
    code = serializers.CharField()
    text = serializers.CharField()


class ImportRowOutput(serializers.ModelSerializer[ImportRow]):
    """A row of an imported file: every cell, what was read from it, and what is wrong."""

    cells = serializers.ListField(child=serializers.CharField(allow_blank=True))
    values = serializers.DictField()
    problems = ProblemOutput(many=True, source="told")
    wrong = serializers.SerializerMethodField()
    use_case = serializers.UUIDField(source="use_case_id", allow_null=True)

    class Meta:
        model = ImportRow
        fields: ClassVar = [
            "id", "register_import", "number", "state", "title", "cells", "values", "problems", "duplicate_of", "wrong",
            "use_case",
        ]  # fmt: skip

    @extend_schema_field(serializers.CharField(allow_blank=True))
    def get_wrong(self, row: ImportRow) -> str:
        """Return in one text why the row is not imported."""
        return wrong_with(row)
