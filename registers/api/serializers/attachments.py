"""Attachments in and out of the API."""

from typing import Any, ClassVar

from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from access.api.serializers.common import Reference
from common.names import clean_name
from common.refusals import Refused
from registers.api.serializers.documents import FileOutput
from registers.models import Attachment


class AttachmentOutput(serializers.ModelSerializer[Attachment]):
    """One attached file, what it shows, and who attached it."""

    file = FileOutput()
    attached_by = Reference(source="file.kept_by", allow_null=True)

    class Meta:
        model = Attachment
        fields: ClassVar = ["id", "file", "note", "attached_by"]


class AttachmentsOutput(serializers.Serializer[Any]):
    """What is attached to one thing, latest first; there are 100 at most."""

    results = AttachmentOutput(many=True)


class AttachmentInput(serializers.Serializer[Any]):
    """A file to attach, as multipart/form-data."""

    file = serializers.FileField(help_text=_("A document or a picture; nothing that runs."))
    note = serializers.CharField(
        max_length=300, required=False, allow_blank=True, help_text=_("What it shows, in one line.")
    )

    def validate_note(self, note: str) -> str:
        """Return the note as it is kept.

        Raises:
            ValidationError: it holds what cannot be seen.
        """
        try:
            return clean_name(note, "note")
        except Refused as refused:
            raise serializers.ValidationError(str(refused), refused.refusal.code) from refused
