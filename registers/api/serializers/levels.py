"""Classification levels in and out of the API."""

from typing import Any, ClassVar

from drf_spectacular.utils import OpenApiExample, extend_schema_serializer
from rest_framework import serializers

from access.api.serializers.common import NameField
from registers.models import ClassificationLevel
from registers.rules.categories import HIGHEST_RANK


class LevelOutput(serializers.ModelSerializer[ClassificationLevel]):
    """A classification level; a higher rank asks for more protection."""

    name = serializers.CharField(source="__str__")
    meaning = serializers.CharField(source="meaning_shown")

    class Meta:
        model = ClassificationLevel
        fields: ClassVar = ["id", "slug", "name", "rank", "meaning", "shipped"]


@extend_schema_serializer(
    examples=[
        OpenApiExample("Level", {"name": "Need to know", "rank": 35, "meaning": "For one team"}, request_only=True)
    ]
)
class LevelInput(serializers.Serializer[Any]):
    """A classification level of the organisation's own."""

    name = NameField(max_length=60)
    rank = serializers.IntegerField(min_value=0, max_value=HIGHEST_RANK)
    meaning = serializers.CharField(max_length=1000, required=False, allow_blank=True)


class LevelReference(serializers.Serializer[Any]):
    """A classification level: its id, short name and rank."""

    id = serializers.UUIDField(source="pk")
    slug = serializers.CharField()
    name = serializers.CharField(source="__str__")
    rank = serializers.IntegerField()
