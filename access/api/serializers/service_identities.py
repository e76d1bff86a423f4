"""Service identities in and out of the API."""

from typing import Any, ClassVar

from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import OpenApiExample, extend_schema_serializer
from rest_framework import serializers

from access.api.serializers.common import NameField, ReasonInput, Reference
from access.api.serializers.people import AssignmentOutput
from access.models import Department, Person

SOMEBODY = "0190f5a0-0000-7000-8000-000000000001"


class ServiceOutput(serializers.ModelSerializer[Person]):
    """A program: who answers for it, what it is for, its standing roles, and how its tokens stand."""

    answerable = Reference(allow_null=True)
    department = Reference(allow_null=True)
    live_tokens = serializers.IntegerField(min_value=0)
    last_used_at = serializers.DateTimeField(allow_null=True)
    first_token_expires_at = serializers.DateTimeField(source="first_end", allow_null=True)
    assignments = AssignmentOutput(source="standing_assignments", many=True)

    class Meta:
        model = Person
        fields: ClassVar = [
            "id", "name", "purpose", "answerable", "department", "is_active", "deactivated_at", "created_at",
            "live_tokens", "last_used_at", "first_token_expires_at", "assignments",
        ]  # fmt: skip


class ServiceChange(serializers.Serializer[Any]):
    """What can be changed of a program."""

    name = NameField(max_length=200)
    purpose = serializers.CharField(max_length=2000)
    department = serializers.PrimaryKeyRelatedField(
        queryset=Department.objects.all(), allow_null=True, required=False, help_text=_("The id of the department.")
    )


@extend_schema_serializer(
    examples=[
        OpenApiExample(
            "A pipeline",
            {"name": "Nightly export", "purpose": "Reads the register every night", "answerable": SOMEBODY},
            request_only=True,
        )
    ]
)
class ServiceInput(ServiceChange):
    """A new program with who answers for it."""

    answerable = serializers.PrimaryKeyRelatedField(
        queryset=Person.objects.active(), help_text=_("The id of a person.")
    )


@extend_schema_serializer(
    examples=[OpenApiExample("Next", {"answerable": SOMEBODY, "reason": "Changes teams"}, request_only=True)]
)
class HandOverServiceInput(ReasonInput):
    """Who answers for it from now on, and why."""

    answerable = serializers.PrimaryKeyRelatedField(
        queryset=Person.objects.active(), help_text=_("The id of a person.")
    )
