"""Entries of the trail out of the API."""

from typing import Any, ClassVar

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from trail.models import TrailEntry


class SubjectOutput(serializers.Serializer[TrailEntry]):
    """What an event is about, as it was called then."""

    type = serializers.CharField(source="subject_type")
    id = serializers.CharField(source="subject_id")
    name = serializers.CharField(source="subject_name")


class ActorOutput(serializers.Serializer[TrailEntry]):
    """Who acted, as they were called then; without id when the portal itself did."""

    id = serializers.UUIDField(source="actor_id", allow_null=True)
    name = serializers.CharField(source="actor_name")


class ChangeOutput(serializers.Serializer[dict[str, Any]]):
    """What happened to one row: each field from what to what."""

    kind = serializers.ChoiceField(choices=["created", "changed", "deleted"])
    type = serializers.CharField()
    id = serializers.CharField()
    name = serializers.CharField()
    fields = serializers.DictField(child=serializers.ListField())  # type: ignore[assignment]


class TrailEntryOutput(serializers.ModelSerializer[TrailEntry]):
    """One event: who did what to which object, when, why, from where, and which fields changed."""

    sentence = serializers.CharField()
    actor = ActorOutput(source="*")
    subject = SubjectOutput(source="*")
    details = serializers.DictField()
    changes = serializers.SerializerMethodField()

    class Meta:
        model = TrailEntry
        fields: ClassVar = [
            "id", "at", "verb", "sentence", "actor", "subject", "about", "reason", "details", "changes", "channel",
            "address", "request_id",
        ]  # fmt: skip

    @extend_schema_field(ChangeOutput(many=True))
    def get_changes(self, entry: TrailEntry) -> list[dict[str, Any]]:
        """Return the changes as they were recorded."""
        return list(entry.changes)
