"""The attachments of use cases and exceptions: listed, attached, taken, removed below the thing they belong to."""

from collections.abc import Callable
from typing import Any, ClassVar, TypeVar
from uuid import UUID

from django.db.models import Model, QuerySet
from django.http import FileResponse, Http404
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework import status
from rest_framework.decorators import action
from rest_framework.parsers import MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.serializers import BaseSerializer, Serializer

from access.api.base import PortalViewSet
from access.api.parsers import BoundedJSONParser
from access.api.serializers.common import ReasonInput
from registers.actions.attachments import remove_attachment
from registers.api.handing_out import answer_file
from registers.api.serializers.attachments import AttachmentInput, AttachmentOutput, AttachmentsOutput
from registers.models import Attachment

Row = TypeVar("Row", bound=Model)
INPUTS: dict[str, type[Serializer[Any]]] = {"attach": AttachmentInput, "remove_attachment": ReasonInput}
OUTPUTS: dict[str, type[BaseSerializer[Any]]] = {
    "attachments": AttachmentsOutput,
    "attach": AttachmentOutput,
    "remove_attachment": AttachmentsOutput,
}


def attachment_permissions(see: str, edit: str) -> dict[str, str]:
    """Return what the operations below ask for: one permission to read, one to attach and remove."""
    return {"attachments": see, "download_attachment": see, "attach": edit, "remove_attachment": edit}


class WithAttachments(PortalViewSet[Row]):
    """A resource whose rows have attachments.

    A copy fills in `attaching`, the action that attaches a file, and adds INPUTS, OUTPUTS and `attachment_permissions`
    to its own tables.
    """

    attaching: ClassVar[Callable[..., Attachment]]

    def get_parsers(self) -> list[Any]:
        """Take files where one is attached, JSON everywhere else."""
        posts = (getattr(self, "action_map", None) or {}).get("post")
        return [MultiPartParser()] if posts == "attach" else [BoundedJSONParser()]

    @action(detail=True, filterset_class=None, pagination_class=None)
    def attachments(self, _request: Request, **_kwargs: Any) -> Response:
        """List what is attached, latest first."""
        return self._answer_attachments(self.get_object())

    @extend_schema(responses={201: AttachmentOutput})
    @attachments.mapping.post
    def attach(self, _request: Request, **_kwargs: Any) -> Response:
        """Attach a file, sent as multipart/form-data."""
        attached = type(self).attaching(self.get_object().pk, by=self.reader, **self.input())
        return Response(AttachmentOutput(attached).data, status.HTTP_201_CREATED)

    @extend_schema(responses={(200, "application/octet-stream"): OpenApiTypes.BINARY})
    @action(detail=True, url_path="attachments/<uuid:attachment>/download")
    def download_attachment(self, _request: Request, attachment: UUID, **_kwargs: Any) -> FileResponse:
        """Take an attached file; that it was taken is on record."""
        return answer_file(self._attachment_of(self.get_object(), attachment).file, by=self.reader)

    @action(detail=True, methods=["post"], url_path="attachments/<uuid:attachment>/remove")
    def remove_attachment(self, _request: Request, attachment: UUID, **_kwargs: Any) -> Response:
        """Take an attachment off; that it was there stays on record, with its SHA-256."""
        thing = self.get_object()
        remove_attachment(self._attachment_of(thing, attachment).pk, by=self.reader, **self.input())
        return self._answer_attachments(thing)

    def _answer_attachments(self, thing: Any) -> Response:
        return Response(AttachmentsOutput({"results": self._attachments_of(thing)}).data)

    def _attachment_of(self, thing: Any, key: UUID) -> Attachment:
        attachment = self._attachments_of(thing).filter(pk=key).first()
        if attachment is None:
            raise Http404
        return attachment

    def _attachments_of(self, thing: Any) -> QuerySet[Attachment]:
        found: QuerySet[Attachment] = thing.attachments.filter(removed_at=None).select_related("file__kept_by")
        return found
