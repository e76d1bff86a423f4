"""Comments in and out of the API."""

from typing import Any, ClassVar

from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import OpenApiExample, extend_schema_serializer
from rest_framework import serializers

from access.api.serializers.common import Reference
from registers.api.serializers.documents import FileOutput, UseCaseReference
from registers.models import Comment, UseCase
from registers.rules.content import CONTENT_FIELDS


class CommentOutput(serializers.ModelSerializer[Comment]):
    """One comment on a use case, or an answer to one; `answers` is the id of the comment it answers."""

    use_case = UseCaseReference()
    version = serializers.IntegerField(source="version.number", allow_null=True, default=None)
    answers = serializers.UUIDField(source="answers_id", allow_null=True)
    author = Reference()
    mentions = serializers.SerializerMethodField()
    resolved_by = Reference(allow_null=True)
    file = FileOutput(allow_null=True)

    class Meta:
        model = Comment
        fields: ClassVar = [
            "id", "use_case", "version", "field", "answers", "author", "text", "mentions", "written_at", "resolved_at",
            "resolved_by", "file",
        ]  # fmt: skip

    def get_mentions(self, comment: Comment) -> list[str]:
        """Return the names of those it calls."""
        return [each.person.name for each in comment.mentions.all()]


@extend_schema_serializer(
    examples=[
        OpenApiExample(
            "Comment",
            {
                "use_case": "0198c0de-7a11-7c3e-9d52-3f6b1f0a2c41",
                "text": "Which of these are names of customers, @Nora Lindqvist?",
                "field": "categories",
            },
            request_only=True,
        )
    ]
)
class CommentInput(serializers.Serializer[Any]):
    """A comment on a use case; @ and a name or an e-mail address calls somebody. With a file: multipart/form-data."""

    use_case = serializers.PrimaryKeyRelatedField(
        queryset=UseCase.objects.none(), help_text=_("The id of a use case that you may see.")
    )
    text = serializers.CharField(max_length=20_000, trim_whitespace=False)
    field = serializers.ChoiceField(
        choices=CONTENT_FIELDS, required=False, allow_blank=True, help_text=_("Which field of the request it is about.")
    )
    answers = serializers.UUIDField(
        required=False, allow_null=True, help_text=_("The id of the comment that this answers.")
    )
    file = serializers.FileField(required=False, allow_null=True)

    def get_fields(self) -> dict[str, serializers.Field[Any, Any, Any, Any]]:
        """Let only those use cases be named that the caller may see."""
        found: dict[str, Any] = super().get_fields()
        request = self.context.get("request")
        if request is not None and hasattr(request.user, "may"):
            found["use_case"].queryset = UseCase.objects.visible_to(request.user)
        return found
