"""Models in and out of the API."""

from typing import Any, ClassVar

from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import OpenApiExample, extend_schema_serializer
from rest_framework import serializers

from access.api.serializers.common import NameField, ReasonInput, Reference
from registers.choices import Endpoint, ModelState
from registers.models import Provider, ProviderModel


class ProviderModelOutput(serializers.ModelSerializer[ProviderModel]):
    """A model, whether it may be used, and until when."""

    provider = Reference()
    replacement = Reference(allow_null=True)
    endpoints = serializers.ListField(child=serializers.ChoiceField(choices=Endpoint.choices))
    use_cases = serializers.IntegerField(source="uses", min_value=0)

    class Meta:
        model = ProviderModel
        fields: ClassVar = [
            "id", "name", "provider", "state", "restriction", "endpoints", "approved_on", "deprecated_on",
            "shut_down_on", "replacement", "note", "use_cases", "created_at",
        ]  # fmt: skip


def _replacement() -> Any:
    return serializers.PrimaryKeyRelatedField(
        queryset=ProviderModel.objects.all(), allow_null=True, required=False, help_text=_("The id of a model.")
    )


@extend_schema_serializer(examples=[OpenApiExample("Change", {"state": "approved"}, request_only=True)])
class EditModelInput(serializers.Serializer[Any]):
    """What can be said of a model; a state that needs a date and gets none holds from today."""

    name = NameField(max_length=100)
    state = serializers.ChoiceField(choices=ModelState.choices, required=False)
    restriction = serializers.CharField(max_length=2000, required=False, allow_blank=True)
    endpoints = serializers.ListField(child=serializers.ChoiceField(choices=Endpoint.choices), required=False)
    approved_on = serializers.DateField(required=False, allow_null=True)
    deprecated_on = serializers.DateField(required=False, allow_null=True)
    shut_down_on = serializers.DateField(required=False, allow_null=True)
    replacement = _replacement()
    note = serializers.CharField(max_length=2000, required=False, allow_blank=True)


@extend_schema_serializer(
    examples=[
        OpenApiExample(
            "Model", {"provider": "01900000-0000-7000-8000-000000000000", "name": "gpt-5.5"}, request_only=True
        )
    ]
)
class ModelInput(EditModelInput):
    """A new model and whose it is."""

    provider = serializers.PrimaryKeyRelatedField(
        queryset=Provider.objects.all(), help_text=_("The id of the provider.")
    )


@extend_schema_serializer(
    examples=[OpenApiExample("Going", {"reason": "Announced", "shut_down_on": "2027-06-30"}, request_only=True)]
)
class DeprecateInput(ReasonInput):
    """When a model goes, and what follows it; without a day it is deprecated from today."""

    deprecated_on = serializers.DateField(required=False, allow_null=True)
    shut_down_on = serializers.DateField(required=False, allow_null=True)
    replacement = _replacement()
