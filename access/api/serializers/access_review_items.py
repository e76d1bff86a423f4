"""The rights in an access review, as the API shows them."""

from datetime import date
from typing import Any, ClassVar

from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from access.api.serializers.common import Reference
from access.models import AccessReviewItem
from access.review_words import reasons_of, words_of


class FlagOutput(serializers.Serializer[Any]):
    """Something remarkable, and why."""

    flag = serializers.CharField()
    why = serializers.CharField()


class AccessReviewItemOutput(serializers.ModelSerializer[AccessReviewItem]):
    """One right as it was frozen, what was said of it, and what came of that."""

    review = serializers.UUIDField(source="review_id")
    person = Reference()
    right = serializers.SerializerMethodField()
    department = serializers.CharField(source="facts.department", allow_blank=True)
    since = serializers.DateField(source="facts.since")
    last_used_on = serializers.DateField(source="facts.last_used_on", allow_null=True)
    ends_on = serializers.SerializerMethodField(help_text=_("The last day when it was frozen."))
    flags = serializers.SerializerMethodField()
    reviewer = Reference(allow_null=True)
    answered_by = Reference(allow_null=True)
    change_ends_on = serializers.SerializerMethodField(help_text=_("The last day that “change” asks for."))

    class Meta:
        model = AccessReviewItem
        fields: ClassVar = [
            "id", "review", "position", "kind", "object_id", "person", "right", "department", "since", "last_used_on",
            "ends_on", "flags", "reviewer", "answer", "change_ends_on", "note", "answered_by", "answered_at", "outcome",
            "outcome_note",
        ]  # fmt: skip

    def get_right(self, item: AccessReviewItem) -> str:
        """Return what it is."""
        return words_of(item.facts)

    @extend_schema_field(serializers.DateField(allow_null=True))
    def get_ends_on(self, item: AccessReviewItem) -> date | None:
        """Return until when it held."""
        return item.facts.get("right", {}).get("ends_on") or None

    @extend_schema_field(FlagOutput(many=True))
    def get_flags(self, item: AccessReviewItem) -> list[dict[str, str]]:
        """Return what is remarkable, with the reasons."""
        return [{"flag": name, "why": why} for name, why in reasons_of(item.facts)]

    @extend_schema_field(serializers.DateField(allow_null=True))
    def get_change_ends_on(self, item: AccessReviewItem) -> date | None:
        """Return until when it shall hold."""
        return item.change.get("ends_on") or None
