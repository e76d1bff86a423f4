"""What documents are required, and the checklist, in and out of the API."""

from typing import Any, ClassVar

from drf_spectacular.utils import OpenApiExample, extend_schema_field, extend_schema_serializer
from rest_framework import serializers

from registers.choices import DocumentKind, Requirement
from registers.models import RequiredDocument
from registers.reading.checklist import Required, reason_shown
from registers.rules.documents import Standing


class RequiredDocumentOutput(serializers.ModelSerializer[RequiredDocument]):
    """A kind of document that must be there, and why."""

    reason = serializers.SerializerMethodField()

    class Meta:
        model = RequiredDocument
        fields: ClassVar = ["id", "kind", "required_for", "reason", "created_at", "removed_at"]

    @extend_schema_field(str)
    def get_reason(self, row: RequiredDocument) -> str:
        """Return why, the portal's own reasons in the caller's language."""
        return reason_shown(row)


class HeldDocument(serializers.Serializer[Any]):
    """The document that answers a requirement best."""

    id = serializers.UUIDField(source="pk")
    title = serializers.CharField()


class ChecklistLine(serializers.Serializer[Any]):
    """One thing that needs a document, and how well it has it."""

    what = serializers.CharField(source="label")
    standing = serializers.ChoiceField(choices=[each.value for each in Standing])
    document = HeldDocument(allow_null=True)


class ChecklistEntry(serializers.Serializer[Required]):
    """One requirement: of how many things, how many meet it; of use cases only those that lack it are lines."""

    id = serializers.UUIDField(source="row.pk")
    kind = serializers.ChoiceField(source="row.kind", choices=DocumentKind.choices)
    required_for = serializers.ChoiceField(source="row.required_for", choices=Requirement.choices)
    reason = serializers.CharField()
    total = serializers.IntegerField(min_value=0)
    met = serializers.IntegerField(min_value=0)
    unmet = serializers.IntegerField(min_value=0)
    lines = ChecklistLine(many=True)


class ChecklistOutput(serializers.Serializer[Any]):
    """Everything that is required, with what is there, missing or out of date today."""

    results = ChecklistEntry(many=True)


@extend_schema_serializer(
    examples=[
        OpenApiExample(
            "Requirement",
            {"kind": "baa", "required_for": "special", "reason": "HIPAA 45 CFR 164.504(e)"},
            request_only=True,
        )
    ]
)
class RequirementInput(serializers.Serializer[Any]):
    """A kind of document that must be there from now on."""

    kind = serializers.ChoiceField(choices=DocumentKind.choices)
    required_for = serializers.ChoiceField(choices=Requirement.choices)
    reason = serializers.CharField(max_length=2000, required=False, allow_blank=True)
