"""Documents and their files."""

from typing import Any, ClassVar

from django.db.models import Prefetch, QuerySet
from django.http import FileResponse, Http404
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.decorators import action
from rest_framework.parsers import MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response

from access.api.parsers import BoundedJSONParser
from access.api.serializers.common import ReasonInput
from common.clock import today
from registers.actions import documents as actions
from registers.api.handing_out import answer_file
from registers.api.serializers.documents import (
    DocumentDetail,
    DocumentInput,
    DocumentOutput,
    DocumentVersionInput,
    EditDocumentInput,
    ReviewInput,
)
from registers.api.viewsets.policies import POLICY_INPUTS, POLICY_OUTPUTS, POLICY_PERMISSIONS, WithApproval
from registers.filters.documents import DocumentFilter
from registers.models import Document, UseCase

SEE, EDIT = "registers.view_register", "registers.edit_documents"
WITH_FILES = {"create", "versions"}
RENAMED = ("owner", "provider")


class DocumentsViewSet(WithApproval):
    """Policies, assessments, agreements, reports and runbooks, in all their versions."""

    queryset = Document.objects.select_related("owner", "provider")
    serializer_class = DocumentOutput
    filterset_class = DocumentFilter
    tag = "documents"
    view_permission = SEE
    permission_names: ClassVar = {
        "create": EDIT, "partial_update": EDIT, "versions": EDIT, "reviewed": EDIT, "retire": EDIT, "download": SEE,
        **POLICY_PERMISSIONS,
    }  # fmt: skip
    inputs: ClassVar = {
        "create": DocumentInput,
        "partial_update": EditDocumentInput,
        "versions": DocumentVersionInput,
        "reviewed": ReviewInput,
        "retire": ReasonInput,
        **POLICY_INPUTS,
    }
    outputs: ClassVar = POLICY_OUTPUTS
    sorts: ClassVar = {"title": ("title",), "review_on": ("review_on",), "since": ("created_at",)}
    default_sort = "title"

    def get_parsers(self) -> list[Any]:
        """Take files where one is handed in, JSON everywhere else."""
        posts = (getattr(self, "action_map", None) or {}).get("post")
        return [MultiPartParser()] if posts in WITH_FILES else [BoundedJSONParser()]

    def get_serializer_class(self) -> Any:
        """Return one line of the list, or the whole document."""
        return DocumentOutput if self.action == "list" else DocumentDetail

    def get_queryset(self) -> QuerySet[Document]:
        """Return the documents with their standing today; of use cases those the caller may see."""
        found: Any = super().get_queryset()
        rows: QuerySet[Document] = found.with_standing(today())
        if self.action == "list":
            return rows
        seen = UseCase.objects.visible_to(self.reader).order_by("number")
        return rows.prefetch_related(
            Prefetch("use_cases", queryset=seen, to_attr="seen_use_cases"), "versions__file", "versions__entered_by",
            "versions__review",
        )  # fmt: skip

    def create(self, _request: Request) -> Response:
        """Enter a document with its first version.

        The request is multipart/form-data; ids of several use cases stand in several fields `use_cases`.
        """
        return self.answer_created(actions.create_document(by=self.reader, **self._content()).pk)

    def partial_update(self, _request: Request, **_kwargs: Any) -> Response:
        """Change what is said of a document."""
        document = self.get_object()
        actions.edit_document(document.pk, by=self.reader, **self._content())
        return self.answer(document.pk)

    @action(detail=True, methods=["post"])
    def versions(self, _request: Request, **_kwargs: Any) -> Response:
        """Hand in the next version of a document, as multipart/form-data; the earlier ones stay."""
        document = self.get_object()
        actions.renew_document(document.pk, by=self.reader, **self.input())
        return self.answer(document.pk)

    @action(detail=True, methods=["post"])
    def reviewed(self, _request: Request, **_kwargs: Any) -> Response:
        """Put on record that a document was looked at and still holds."""
        document = self.get_object()
        actions.review_document(document.pk, by=self.reader, **self.input())
        return self.answer(document.pk)

    @action(detail=True, methods=["post"])
    def retire(self, _request: Request, **_kwargs: Any) -> Response:
        """Take a document out of use; it and its files stay."""
        document = self.get_object()
        actions.retire_document(document.pk, by=self.reader, **self.input())
        return self.answer(document.pk)

    @extend_schema(
        parameters=[OpenApiParameter("version", OpenApiTypes.INT, description="The number of a version.")],
        responses={(200, "application/octet-stream"): OpenApiTypes.BINARY},
    )
    @action(detail=True, methods=["get"])
    def download(self, request: Request, **_kwargs: Any) -> FileResponse:
        """Take the file of the version that holds today, or of the one asked for; that it was taken is on record."""
        document: Any = self.get_object()
        asked = request.query_params.get("version") or str(document.version_number)
        stored = next((each.file for each in document.versions.all() if str(each.number) == asked), None)
        if stored is None:
            raise Http404
        return answer_file(stored, by=self.reader)

    def _content(self) -> dict[str, Any]:
        content = self.input()
        for name in RENAMED:
            if name in content:
                each = content.pop(name)
                content[f"{name}_id"] = each.pk if each else None
        if "use_cases" in content:
            content["use_cases"] = [each.pk for each in content["use_cases"]]
        return content
