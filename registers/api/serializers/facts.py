"""What endpoints keep and what happens in regions, in and out of the API."""

from typing import Any, ClassVar

from drf_spectacular.utils import OpenApiExample, extend_schema_field, extend_schema_serializer
from rest_framework import serializers

from access.api.serializers.common import Reference
from registers.choices import Eligibility, Endpoint, ProviderKind, Region, StateKept
from registers.forms.facts import MOST_DAYS
from registers.models import EndpointFact, RegionFact
from registers.presenting.keeping import note_shown

KNOWN = {
    "source": "OpenAI: Data controls in the OpenAI platform",
    "checked_on": "2026-11-21",
    "starts_on": "2026-12-01",
}


class EndpointFactOutput(serializers.ModelSerializer[EndpointFact]):
    """One version of what an endpoint keeps; no one entered what the portal brought along."""

    entered_by = Reference(allow_null=True)
    note = serializers.SerializerMethodField()

    class Meta:
        model = EndpointFact
        fields: ClassVar = [
            "id", "kind", "endpoint", "version", "abuse_log_days", "state_kept", "state_days", "zero_retention", "note",
            "source", "checked_on", "starts_on", "entered_at", "entered_by",
        ]  # fmt: skip

    @extend_schema_field(serializers.CharField())
    def get_note(self, fact: EndpointFact) -> str:
        """Return the note, the portal's own in the caller's language."""
        return note_shown(fact)


class RegionFactOutput(serializers.ModelSerializer[RegionFact]):
    """One version of what happens in a region; no one entered what the portal brought along."""

    entered_by = Reference(allow_null=True)
    note = serializers.SerializerMethodField()

    class Meta:
        model = RegionFact
        fields: ClassVar = [
            "id", "kind", "region", "version", "stores", "processes", "needs_approval", "host", "note", "source",
            "checked_on", "starts_on", "entered_at", "entered_by",
        ]  # fmt: skip

    @extend_schema_field(serializers.CharField())
    def get_note(self, fact: RegionFact) -> str:
        """Return the note, the portal's own in the caller's language."""
        return note_shown(fact)


class FactInput(serializers.Serializer[Any]):
    """How a fact is known, and from when it holds."""

    kind = serializers.ChoiceField(choices=ProviderKind.choices, required=False)
    note = serializers.CharField(max_length=4000, required=False, allow_blank=True)
    # Named as DRF names an attribute of every field; its metaclass takes declared fields out of the class.
    source = serializers.CharField(max_length=300)  # type: ignore[assignment]
    checked_on = serializers.DateField()
    starts_on = serializers.DateField()


@extend_schema_serializer(
    examples=[
        OpenApiExample(
            "Files", {"endpoint": "files", "state_kept": "until-deleted", "zero_retention": "no", **KNOWN},
            request_only=True,
        )
    ]
)  # fmt: skip
class EndpointFactInput(FactInput):
    """What an endpoint keeps from a day on."""

    endpoint = serializers.ChoiceField(choices=Endpoint.choices)
    abuse_log_days = serializers.IntegerField(min_value=0, max_value=MOST_DAYS, required=False, allow_null=True)
    state_kept = serializers.ChoiceField(choices=StateKept.choices)
    state_days = serializers.IntegerField(min_value=1, max_value=MOST_DAYS, required=False, allow_null=True)
    zero_retention = serializers.ChoiceField(choices=Eligibility.choices)


@extend_schema_serializer(
    examples=[
        OpenApiExample(
            "Canada", {"region": "ca", "stores": True, "processes": False, "needs_approval": True, **KNOWN},
            request_only=True,
        )
    ]
)  # fmt: skip
class RegionFactInput(FactInput):
    """What happens in a region from a day on."""

    region = serializers.ChoiceField(choices=Region.choices)
    stores = serializers.BooleanField()
    processes = serializers.BooleanField()
    needs_approval = serializers.BooleanField()
    host = serializers.CharField(max_length=100, required=False, allow_blank=True)
