"""Tokens of service identities in and out of the API."""

from typing import Any, ClassVar

from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import OpenApiExample, extend_schema_serializer
from rest_framework import serializers

from access.api.serializers.common import NameField
from access.choices import TokenScope
from access.models import ApiToken
from access.rules.people import LONGEST_TOKEN_DAYS


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
