"""Comments on use cases."""

from typing import Any, ClassVar

from django.http import FileResponse, Http404
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework.decorators import action
from rest_framework.parsers import BaseParser, MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response

from access.api.base import PortalViewSet
from access.api.parsers import BoundedJSONParser
from access.gate import SIGNED_IN
from registers.actions import comments as actions
from registers.api.handing_out import answer_file
from registers.api.serializers.comments import CommentInput, CommentOutput
from registers.api.serializers.use_case_inputs import NothingInput
from registers.filters.comments import CommentFilter
from registers.models import Comment

SEE = "registers.view_use_case"


class CommentsViewSet(PortalViewSet[Comment]):
    """What people say to each other about use cases, in threads."""

    queryset = Comment.objects.for_list()
    serializer_class = CommentOutput
    filterset_class = CommentFilter
    tag = "comments"
    view_permission = SEE
    permission_names: ClassVar = {
        # What the caller is to the use case that the body names decides, whatever their roles: the action asks.
        "create": SIGNED_IN,
        "resolve": "registers.resolve_comment",
        "reopen": "registers.comment_use_case",
        "file": SEE,
    }
    inputs: ClassVar = {"create": CommentInput, "resolve": NothingInput, "reopen": NothingInput}
    parser_classes: ClassVar[list[type[BaseParser]]] = [BoundedJSONParser, MultiPartParser]  # type: ignore[misc]
    sorts: ClassVar = {"written_at": ("written_at",)}
    default_sort = "written_at"

    def create(self, _request: Request) -> Response:
        """Comment on a use case, or answer a comment."""
        said = self.input()
        written = actions.write_comment(
            said["use_case"].pk,
            by=self.reader,
            text=said["text"],
            field=said.get("field", ""),
            answers_id=said.get("answers"),
            upload=said.get("file"),
        )
        return self.answer_created(written.pk)

    @action(detail=True, methods=["post"])
    def resolve(self, _request: Request, **_kwargs: Any) -> Response:
        """Settle a thread."""
        return self.answer(actions.resolve_comment(self.get_object().pk, by=self.reader).pk)

    @action(detail=True, methods=["post"])
    def reopen(self, _request: Request, **_kwargs: Any) -> Response:
        """Take up a settled thread again."""
        return self.answer(actions.reopen_comment(self.get_object().pk, by=self.reader).pk)

    @extend_schema(responses={(200, "application/octet-stream"): OpenApiTypes.BINARY})
    @action(detail=True, url_path="file/download")
    def file(self, _request: Request, **_kwargs: Any) -> FileResponse:
        """Take the file of a comment; that it was taken is on record."""
        stored = self.get_object().file
        if stored is None:
            raise Http404
        return answer_file(stored, by=self.reader)
