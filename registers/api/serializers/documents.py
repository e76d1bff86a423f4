"""Documents and their versions in and out of the API."""

from typing import Any, ClassVar

from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import OpenApiExample, extend_schema_serializer
from rest_framework import serializers

from access.api.serializers.common import NameField, Reference
from access.models import Person
from registers.choices import DocumentKind, ReviewState
from registers.filters.documents import DOCUMENT_STANDINGS
from registers.models import Document, DocumentVersion, Provider, StoredFile, UseCase

STANDINGS = [(value, label) for value, label in DOCUMENT_STANDINGS if value != "due"]


class UseCaseReference(serializers.Serializer[Any]):
    """A use case: its id, code and title."""

    id = serializers.UUIDField(source="pk")
    code = serializers.CharField()
    title = serializers.CharField()


class FileOutput(serializers.ModelSerializer[StoredFile]):
    """A file as it was handed in."""

    class Meta:
        model = StoredFile
        fields: ClassVar = ["name", "content_type", "size", "sha256", "kept_at"]


class DocumentVersionOutput(serializers.ModelSerializer[DocumentVersion]):
    """One version of a document, with its file."""

    file = FileOutput()
    entered_by = Reference(allow_null=True)
    approval = serializers.ChoiceField(
        source="review.state",
        choices=ReviewState.choices,
        allow_null=True,
        default=None,
        help_text=_("Of a policy that was submitted: where its approval stands."),
    )

    class Meta:
        model = DocumentVersion
        fields: ClassVar = [
            "number",
            "file",
            "valid_from",
            "valid_until",
            "note",
            "entered_at",
            "entered_by",
            "approval",
        ]


class DocumentOutput(serializers.ModelSerializer[Document]):
    """A document with the version that holds today and where it stands."""

    owner = Reference(allow_null=True)
    provider = Reference(allow_null=True)
    version = serializers.IntegerField(source="version_number", min_value=1)
    valid_from = serializers.DateField()
    valid_until = serializers.DateField(allow_null=True)
    standing = serializers.ChoiceField(choices=STANDINGS)

    class Meta:
        model = Document
        fields: ClassVar = [
            "id", "title", "kind", "description", "owner", "provider", "version", "valid_from", "valid_until",
            "review_on", "standing", "created_at", "retired_at",
        ]  # fmt: skip


class DocumentDetail(DocumentOutput):
    """A document with all its versions and the use cases it concerns, of those the caller may see."""

    use_cases = UseCaseReference(source="seen_use_cases", many=True)
    versions = DocumentVersionOutput(many=True)

    class Meta(DocumentOutput.Meta):
        fields: ClassVar = [*DocumentOutput.Meta.fields, "use_cases", "versions"]


@extend_schema_serializer(
    examples=[OpenApiExample("Change", {"title": "Policy on AI", "review_on": "2027-06-30"}, request_only=True)]
)
class EditDocumentInput(serializers.Serializer[Any]):
    """What can be said of a document."""

    title = NameField(max_length=200)
    kind = serializers.ChoiceField(choices=DocumentKind.choices)
    description = serializers.CharField(max_length=4000, required=False, allow_blank=True)
    owner = serializers.PrimaryKeyRelatedField(
        queryset=Person.objects.active(), allow_null=True, required=False, help_text=_("The id of a person.")
    )
    provider = serializers.PrimaryKeyRelatedField(
        queryset=Provider.objects.all(), allow_null=True, required=False, help_text=_("The id of a provider.")
    )
    use_cases = serializers.PrimaryKeyRelatedField(
        queryset=UseCase.objects.all(), many=True, required=False, help_text=_("The ids of use cases.")
    )
    review_on = serializers.DateField(required=False, allow_null=True)


class DocumentVersionInput(serializers.Serializer[Any]):
    """The next version, as multipart/form-data."""

    file = serializers.FileField(help_text=_("A document or a picture; nothing that runs."))
    valid_from = serializers.DateField(required=False, allow_null=True)
    valid_until = serializers.DateField(required=False, allow_null=True)
    note = serializers.CharField(max_length=2000, required=False, allow_blank=True)


class DocumentInput(EditDocumentInput, DocumentVersionInput):
    """A document with its first version, as multipart/form-data."""


@extend_schema_serializer(examples=[OpenApiExample("Review", {"review_on": "2027-06-30"}, request_only=True)])
class ReviewInput(serializers.Serializer[Any]):
    """When the next review is, and what this one found."""

    review_on = serializers.DateField()
    note = serializers.CharField(max_length=2000, required=False, allow_blank=True)
