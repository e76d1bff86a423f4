"""Projects in and out of the API."""

from typing import Any, ClassVar

from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import OpenApiExample, extend_schema_serializer
from rest_framework import serializers

from access.api.serializers.common import NameField, Reference
from access.models import Person
from registers.choices import DataRetention, Environment, ModelAccess, ProjectRetention, Region
from registers.models import Project, Provider, ProviderModel


class ProjectOutput(serializers.ModelSerializer[Project]):
    """A project; `effective_retention` is the one that holds, the provider's where it has none of its own."""

    provider = Reference()
    owner = Reference(allow_null=True)
    effective_retention = serializers.ChoiceField(choices=DataRetention.choices, read_only=True)
    permitted_models = Reference(many=True)
    use_cases = serializers.IntegerField(source="uses", min_value=0)

    class Meta:
        model = Project
        fields: ClassVar = [
            "id", "name", "provider", "external_id", "environment", "retention", "effective_retention", "region",
            "model_access", "permitted_models", "owner", "note", "use_cases", "created_at", "retired_at",
        ]  # fmt: skip


@extend_schema_serializer(examples=[OpenApiExample("Change", {"retention": "zdr", "region": "eu"}, request_only=True)])
class EditProjectInput(serializers.Serializer[Any]):
    """What can be said of a project."""

    name = NameField(max_length=100)
    external_id = serializers.CharField(max_length=100, required=False, allow_blank=True)
    environment = serializers.ChoiceField(choices=Environment.choices, required=False)
    retention = serializers.ChoiceField(choices=ProjectRetention.choices, required=False)
    region = serializers.ChoiceField(choices=Region.choices, required=False)
    model_access = serializers.ChoiceField(choices=ModelAccess.choices, required=False)
    permitted_models = serializers.PrimaryKeyRelatedField(
        queryset=ProviderModel.objects.all(), many=True, required=False, help_text=_("The ids of models.")
    )
    owner = serializers.PrimaryKeyRelatedField(
        queryset=Person.objects.active(), allow_null=True, required=False, help_text=_("The id of a person.")
    )
    note = serializers.CharField(max_length=2000, required=False, allow_blank=True)


@extend_schema_serializer(
    examples=[
        OpenApiExample(
            "Project", {"provider": "01900000-0000-7000-8000-000000000000", "name": "Support"}, request_only=True
        )
    ]
)
class ProjectInput(EditProjectInput):
    """A new project and whose it is."""

    provider = serializers.PrimaryKeyRelatedField(
        queryset=Provider.objects.all(), help_text=_("The id of the provider.")
    )
