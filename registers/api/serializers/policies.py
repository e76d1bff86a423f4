"""Policies on their route and who reads them, in and out of the API."""

from typing import Any, ClassVar

from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import OpenApiExample, extend_schema_serializer
from rest_framework import serializers

from access.api.serializers.common import Reference
from access.models import Department, Role
from registers.api.serializers.decisions import EXAMPLE_HASH
from registers.models import ReadingDuty
from registers.rules.acknowledging import LONGEST_READING, USUAL_DAYS

LONGEST = 4000


class FileHashInput(serializers.Serializer[Any]):
    """What it is about: the SHA-256 of the file that was read."""

    content_hash = serializers.RegexField(
        "^[0-9a-f]{64}$", help_text=_("The SHA-256 of the file, as you read it; another one is refused.")
    )


@extend_schema_serializer(
    examples=[OpenApiExample("Approve", {"content_hash": EXAMPLE_HASH, "reason": "Clear"}, request_only=True)]
)
class ApprovePolicyInput(FileHashInput):
    """Agreement to a version of a policy."""

    reason = serializers.CharField(max_length=LONGEST, required=False, allow_blank=True)
    review_on = serializers.DateField(
        required=False, allow_null=True, help_text=_("When to look at it again; without it as late as the route says.")
    )


@extend_schema_serializer(
    examples=[
        OpenApiExample(
            "Answer", {"content_hash": EXAMPLE_HASH, "reason": "Name who answers questions"}, request_only=True
        )
    ]
)
class AnswerPolicyInput(FileHashInput):
    """What has to change, or why it is rejected."""

    reason = serializers.CharField(max_length=LONGEST)


@extend_schema_serializer(examples=[OpenApiExample("Acknowledge", {"content_hash": EXAMPLE_HASH}, request_only=True)])
class AcknowledgeInput(FileHashInput):
    """That the file was read and understood."""


@extend_schema_serializer(examples=[OpenApiExample("Everybody", {"everybody": True, "days": 14}, request_only=True)])
class ReadersInput(serializers.Serializer[Any]):
    """Whom a policy concerns: everybody, or people of roles and departments; nobody where all is left out."""

    everybody = serializers.BooleanField(default=False)
    roles = serializers.PrimaryKeyRelatedField(
        queryset=Role.objects.in_use(), many=True, required=False, help_text=_("The ids of roles.")
    )
    departments = serializers.PrimaryKeyRelatedField(
        queryset=Department.objects.all(), many=True, required=False, help_text=_("The ids of departments.")
    )
    days = serializers.IntegerField(
        min_value=1, max_value=LONGEST_READING, default=USUAL_DAYS, help_text=_("Days to read it.")
    )


class DocumentReference(serializers.Serializer[Any]):
    """A document: its id and its title."""

    id = serializers.UUIDField(source="pk")
    title = serializers.CharField()


class ReadingDutyOutput(serializers.ModelSerializer[ReadingDuty]):
    """Somebody who has to read a version of a policy, and when they said that they have."""

    document = DocumentReference(source="document_version.document")
    version = serializers.IntegerField(source="document_version.number", min_value=1)
    content_hash = serializers.CharField(source="document_version.file.sha256")
    person = Reference()
    acknowledged_at = serializers.DateTimeField(allow_null=True)

    class Meta:
        model = ReadingDuty
        fields: ClassVar = [
            "id", "document", "version", "content_hash", "person", "asked_on", "due_on", "acknowledged_at",
        ]  # fmt: skip


class AcknowledgementOutput(serializers.Serializer[Any]):
    """One's word that one has read a version of a policy."""

    document = DocumentReference(source="document_version.document")
    version = serializers.IntegerField(source="document_version.number", min_value=1)
    content_hash = serializers.CharField(source="document_version.file.sha256")
    at = serializers.DateTimeField()
