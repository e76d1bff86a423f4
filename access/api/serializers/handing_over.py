"""What a person owns, and handing it over, in and out of the API."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import OpenApiExample, extend_schema_serializer
from rest_framework import serializers

from access.api.serializers.common import ReasonInput
from access.models import Person

LONGEST_KIND = 60


class OwnedThingOutput(serializers.Serializer[Any]):
    """One thing that a person owns; `url` is empty where the caller may not open it."""

    id = serializers.UUIDField(source="key")
    title = serializers.CharField()
    hint = serializers.CharField()
    url = serializers.CharField(source="address")


class OwnedOutput(serializers.Serializer[Any]):
    """What a person owns of one kind: how much, and the first hundred."""

    kind = serializers.CharField(source="kind.kind")
    name = serializers.CharField(source="kind.label")
    count = serializers.IntegerField()
    can_be_handed_over = serializers.BooleanField()
    what_to_do = serializers.CharField(
        source="kind.instead", help_text=_("Who changes it, where it is not handed over.")
    )
    items = OwnedThingOutput(source="lines", many=True)


class OwnedByPersonOutput(serializers.Serializer[Any]):
    """What a person owns, kind by kind."""

    results = OwnedOutput(many=True)


class ThingInput(serializers.Serializer[Any]):
    """One thing: its kind, and its id; without an id all of the kind."""

    kind = serializers.CharField(max_length=LONGEST_KIND)
    id = serializers.UUIDField(required=False, allow_null=True)


@extend_schema_serializer(
    examples=[
        OpenApiExample(
            "All use cases",
            {
                "to": "0190c9f0-0000-7000-8000-000000000001",
                "what": [{"kind": "use-cases"}],
                "reason": "Viktor left; his team goes on",
            },
            request_only=True,
        )
    ]
)
class HandOverOwnedInput(ReasonInput):
    """What comes to whom, and why."""

    to = serializers.PrimaryKeyRelatedField(queryset=Person.objects.people(), help_text=_("The id of who takes over."))
    what = ThingInput(many=True, allow_empty=False)


class StaysOutput(serializers.Serializer[Any]):
    """One thing that stays where it is, and why."""

    kind = serializers.CharField()
    id = serializers.UUIDField()
    title = serializers.CharField()
    why = serializers.CharField()


class HandedOverOutput(serializers.Serializer[Any]):
    """How much was handed over, and what stays; `job` is the address of the job that does it where it is much."""

    handed_over = serializers.IntegerField(source="number")
    refused = StaysOutput(many=True)
    job = serializers.CharField(allow_blank=True)


@extend_schema_serializer(
    examples=[
        OpenApiExample(
            "With a successor",
            {"reason": "Left the company", "successor": "0190c9f0-0000-7000-8000-000000000001"},
            request_only=True,
        )
    ]
)
class DeactivateInput(ReasonInput):
    """Why somebody is deactivated, and who takes over what they own."""

    successor = serializers.PrimaryKeyRelatedField(
        queryset=Person.objects.people(),
        allow_null=True,
        required=False,
        help_text=_("The id of who takes over; null for nobody yet."),
    )
