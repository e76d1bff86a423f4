"""Imports in and out of the API."""

from typing import Any, ClassVar

from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import OpenApiExample, extend_schema_serializer
from rest_framework import serializers

from access.api.serializers.common import NameField, Reference
from registers.actions.imports import CHOICES
from registers.choices import ImportState
from registers.importing.encodings import DELIMITERS, ENCODINGS
from registers.importing.fields import FIELDS
from registers.models import RegisterImport


class ColumnOutput(serializers.Serializer[Any]):
    """One column of the file."""

    letter = serializers.CharField()
    heading = serializers.CharField()
    samples = serializers.ListField(child=serializers.CharField(allow_blank=True))
    filled = serializers.IntegerField(min_value=0, help_text=_("Cells that say something."))
    dated = serializers.IntegerField(min_value=0, help_text=_("Those of them that hold a date."))
    dates = serializers.CharField(
        allow_blank=True, help_text=_("Order of dates with slashes: mdy, dmy, unknown, mixed, or empty.")
    )


class ReadingOutput(serializers.Serializer[Any]):
    """How the file is read."""

    encoding = serializers.CharField(allow_blank=True)
    delimiter = serializers.CharField(allow_blank=True)
    sheet = serializers.CharField(allow_blank=True)
    header_row = serializers.IntegerField(allow_null=True)
    sheets = serializers.ListField(child=serializers.CharField())


class ImportOutput(serializers.ModelSerializer[RegisterImport]):
    """A spreadsheet on its way onto the register."""

    file = serializers.CharField(source="file.name")
    state = serializers.ChoiceField(source="standing", choices=ImportState.choices)
    reading = ReadingOutput()
    columns = ColumnOutput(many=True)
    mapping = serializers.DictField(child=serializers.ListField(child=serializers.CharField()))
    options = serializers.DictField()
    job = serializers.UUIDField(source="job_id", allow_null=True)
    created_by = Reference()

    class Meta:
        model = RegisterImport
        fields: ClassVar = [
            "id", "source", "file", "state", "reading", "columns", "mapping", "options", "rows_total", "rows_good",
            "rows_duplicate", "rows_faulty", "rows_entered", "job", "created_at", "created_by", "committed_at",
        ]  # fmt: skip


class UploadInput(serializers.Serializer[Any]):
    """A file and where it comes from, as multipart/form-data."""

    file = serializers.FileField(allow_empty_file=True, help_text=_("CSV or XLSX, up to 50 MB."))
    source = NameField(  # type: ignore[assignment]
        max_length=100,
        help_text=_("How columns are read is remembered under this name."),
    )


class ReadingInput(serializers.Serializer[Any]):
    """How the file is to be read; what is left out is guessed."""

    encoding = serializers.ChoiceField(choices=[name for name, _label in ENCODINGS], required=False)
    delimiter = serializers.ChoiceField(choices=[sign for sign, _label in DELIMITERS], required=False)
    sheet = serializers.CharField(max_length=100, required=False)
    header_row = serializers.IntegerField(min_value=0, max_value=100_000, required=False)


class OptionsInput(serializers.Serializer[Any]):
    """What to do where the file leaves a choice."""

    unreadable = serializers.ChoiceField(choices=CHOICES["unreadable"], required=False)
    departments = serializers.ChoiceField(choices=CHOICES["departments"], required=False)
    orders = serializers.DictField(
        child=serializers.ChoiceField(choices=["mdy", "dmy"]),
        required=False,
        help_text=_("Order of day and month, by the letter of the column."),
    )


@extend_schema_serializer(
    examples=[OpenApiExample("Mapping", {"mapping": {"title": ["A"], "purpose": ["H", "I"]}}, request_only=True)]
)
class MappingInput(serializers.Serializer[Any]):
    """How the file is read, which columns each field is read from, and what to do where the file leaves a choice."""

    reading = ReadingInput(required=False)
    mapping = serializers.DictField(
        child=serializers.ListField(child=serializers.CharField(max_length=3), max_length=500),
        required=False,
        help_text=_("Field → letters of columns. Fields: %(fields)s.")
        % {"fields": ", ".join(each.name for each in FIELDS)},
    )
    options = OptionsInput(required=False)


@extend_schema_serializer(
    examples=[OpenApiExample("Leave duplicates out", {"duplicates": "leave-out"}, request_only=True)]
)
class CommitInput(serializers.Serializer[Any]):
    """What becomes of duplicates."""

    duplicates = serializers.ChoiceField(choices=CHOICES["duplicates"], default="leave-out")


class NothingInput(serializers.Serializer[Any]):
    """Nothing needs to be said."""
