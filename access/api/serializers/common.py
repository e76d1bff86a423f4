"""Parts that several resources share."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import OpenApiExample, extend_schema_serializer
from rest_framework import serializers


class Reference(serializers.Serializer[Any]):
    """Another object: its id and its name."""

    id = serializers.UUIDField(source="pk")
    name = serializers.CharField()


class RoleReference(Reference):
    """A role: also with its short name, which never changes."""

    slug = serializers.CharField()
    name = serializers.CharField(source="label")


@extend_schema_serializer(examples=[OpenApiExample("Reason", {"reason": "Left the company"}, request_only=True)])
class ReasonInput(serializers.Serializer[Any]):
    """Why something is done."""

    reason = serializers.CharField(max_length=2000, help_text=_("Stands in the trail for auditors to read."))
