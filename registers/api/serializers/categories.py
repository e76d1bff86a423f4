"""Classification levels and data categories in and out of the API."""

from typing import Any, ClassVar

from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import OpenApiExample, extend_schema_serializer
from rest_framework import serializers

from access.api.serializers.common import NameField, Reference
from access.models import Person
from registers.api.serializers.levels import LevelReference
from registers.choices import Detector
from registers.models import ClassificationLevel, CustomDetector, DataCategory


class CustomDetectorOutput(serializers.ModelSerializer[CustomDetector]):
    """A detector of the organisation's own: a pattern of RE2, or a list of words."""

    class Meta:
        model = CustomDetector
        fields: ClassVar = ["id", "name", "kind", "pattern", "keywords"]


class DataCategoryOutput(serializers.ModelSerializer[DataCategory]):
    """A data category with its detectors."""

    level = LevelReference()
    owner = Reference(allow_null=True)
    detectors = serializers.ListField(child=serializers.ChoiceField(choices=Detector.choices))
    custom_detectors = CustomDetectorOutput(source="own_detectors", many=True)
    use_cases = serializers.IntegerField(source="uses", min_value=0)

    class Meta:
        model = DataCategory
        fields: ClassVar = [
            "id", "slug", "name", "description", "level", "personal", "special", "owner", "detectors",
            "custom_detectors", "retention_days", "use_cases", "created_at", "retired_at",
        ]  # fmt: skip


@extend_schema_serializer(
    examples=[
        OpenApiExample(
            "Data category",
            {"name": "Customer e-mail", "level": "confidential", "personal": True, "detectors": ["email"]},
            request_only=True,
        )
    ]
)
class DataCategoryInput(serializers.Serializer[Any]):
    """What is said of a data category."""

    name = NameField(max_length=100)
    level = serializers.SlugRelatedField(
        slug_field="slug", queryset=ClassificationLevel.objects.all(), help_text=_("The short name of the level.")
    )
    description = serializers.CharField(max_length=2000, required=False, allow_blank=True)
    personal = serializers.BooleanField(required=False)
    special = serializers.BooleanField(required=False, help_text=_("GDPR Article 9; always personal data, too."))
    owner = serializers.PrimaryKeyRelatedField(
        queryset=Person.objects.active(), allow_null=True, required=False, help_text=_("The id of a person.")
    )
    detectors = serializers.ListField(
        child=serializers.ChoiceField(choices=Detector.choices), required=False, max_length=len(Detector)
    )
    retention_days = serializers.IntegerField(min_value=1, max_value=36_500, allow_null=True, required=False)


class DataCategoryChange(DataCategoryInput):
    """A change of a data category, with its reason where there is one."""

    reason = serializers.CharField(max_length=2000, allow_blank=True, required=False)
