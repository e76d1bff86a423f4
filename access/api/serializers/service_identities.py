"""Service identities and their tokens in and out of the API."""

from typing import Any, ClassVar

from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import OpenApiExample, extend_schema_serializer
from rest_framework import serializers

from access.api.serializers.common import NameField, ReasonInput, Reference
from access.api.serializers.people import AssignmentOutput
from access.choices import TokenScope
from access.models import ApiToken, Department, Person
from access.rules.people import LONGEST_TOKEN_DAYS

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


class ServiceTokenOutput(serializers.ModelSerializer[ApiToken]):
    """A token of a program; the token itself is shown once, when it is issued."""

    scopes = serializers.ListField(child=serializers.ChoiceField(choices=TokenScope.choices))

    class Meta:
        model = ApiToken
        fields: ClassVar = [
            "id", "name", "prefix", "scopes", "created_at", "expires_at", "last_used_at", "revoked_at",
        ]  # fmt: skip


class ServiceTokensOutput(serializers.Serializer[Any]):
    """All tokens of a program, the latest first."""

    results = ServiceTokenOutput(many=True)


class IssuedTokenOutput(serializers.Serializer[Any]):
    """A token that was just issued: the only time that it is shown."""

    token = serializers.CharField(help_text=_("Keep it: it cannot be shown again."))
    issued = ServiceTokenOutput()


@extend_schema_serializer(examples=[OpenApiExample("A quarter", {"days": 90}, request_only=True)])
class RenewTokenInput(serializers.Serializer[Any]):
    """How long the new token lives."""

    days = serializers.IntegerField(min_value=1, max_value=LONGEST_TOKEN_DAYS, default=90)


@extend_schema_serializer(
    examples=[OpenApiExample("Reads", {"name": "Scheduler", "scopes": ["read"], "days": 90}, request_only=True)]
)
class IssueTokenInput(RenewTokenInput):
    """A token to issue."""

    name = NameField(max_length=100)
    scopes = serializers.ListField(
        child=serializers.ChoiceField(choices=TokenScope.choices),
        min_length=1,
        max_length=len(TokenScope.values),
        help_text=_("What it may do; whoever may write needs `read`, too."),
    )
