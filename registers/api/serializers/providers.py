"""Providers and projects in and out of the API."""

from typing import Any, ClassVar

from drf_spectacular.utils import OpenApiExample, extend_schema_serializer
from rest_framework import serializers

from access.api.serializers.common import NameField
from registers.choices import DataRetention, ProviderKind
from registers.models import Provider


class ProviderOutput(serializers.ModelSerializer[Provider]):
    """A provider with the number of its projects in use and of its models."""

    projects = serializers.IntegerField(source="projects_in_use", min_value=0)
    models = serializers.IntegerField(source="models_known", min_value=0)

    class Meta:
        model = Provider
        fields: ClassVar = [
            "id", "name", "kind", "external_id", "retention", "note", "projects", "models", "created_at", "retired_at",
        ]  # fmt: skip


@extend_schema_serializer(
    examples=[OpenApiExample("Provider", {"name": "OpenAI, main organisation", "retention": "mam"}, request_only=True)]
)
class ProviderInput(serializers.Serializer[Any]):
    """What can be said of a provider."""

    name = NameField(max_length=100)
    kind = serializers.ChoiceField(choices=ProviderKind.choices, required=False)
    external_id = serializers.CharField(max_length=100, required=False, allow_blank=True)
    retention = serializers.ChoiceField(choices=DataRetention.choices, required=False)
    note = serializers.CharField(max_length=2000, required=False, allow_blank=True)
