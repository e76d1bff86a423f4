"""Access reviews in and out of the API."""

from typing import Any, ClassVar

from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import OpenApiExample, extend_schema_serializer
from rest_framework import serializers

from access.api.serializers.common import NameField, Reference
from access.models import AccessReview, Department, Person, Role
from access.reviewing import kind_choices


class ScopeOutput(serializers.Serializer[Any]):
    """What a review looks at; an empty list is everything."""

    departments = serializers.ListField(child=serializers.UUIDField())
    roles = serializers.ListField(child=serializers.CharField())
    kinds = serializers.ListField(child=serializers.CharField())


class AccessReviewOutput(serializers.ModelSerializer[AccessReview]):
    """One review and how far it is."""

    scope = ScopeOutput()
    opened_by = Reference(allow_null=True)
    closed_by = Reference(allow_null=True)
    rights = serializers.IntegerField()
    answered = serializers.IntegerField()
    flagged = serializers.IntegerField()
    digest = serializers.CharField(help_text=_("SHA-256 of what was frozen; `evidence/` says how to recompute it."))

    class Meta:
        model = AccessReview
        fields: ClassVar = [
            "id", "name", "state", "quarter", "scope", "due_on", "opened_at", "opened_by", "closed_at", "closed_by",
            "close_reason", "digest", "rights", "answered", "flagged",
        ]  # fmt: skip


class OpeningOutput(serializers.Serializer[Any]):
    """The job that opens a large review."""

    job = serializers.CharField(help_text=_("The address of the job."))


@extend_schema_serializer(
    examples=[
        OpenApiExample(
            "Everybody's roles",
            {"name": "Rights of autumn", "due_on": "2026-11-30", "kinds": ["role"]},
            request_only=True,
        )
    ]
)
class AccessReviewInput(serializers.Serializer[Any]):
    """What a review looks at, who answers, and until when; what is left out means everything, and the officers."""

    name = NameField(max_length=200)
    due_on = serializers.DateField(help_text=_("The last day for answers."))
    departments = serializers.PrimaryKeyRelatedField(queryset=Department.objects.all(), many=True, default=list)
    roles = serializers.SlugRelatedField(
        slug_field="slug", queryset=Role.objects.all(), many=True, required=False, help_text=_("Short names of roles.")
    )
    kinds = serializers.ListField(child=serializers.CharField(max_length=60), default=list, max_length=100)
    reviewers = serializers.PrimaryKeyRelatedField(
        queryset=Person.objects.all(), many=True, default=list, help_text=_("Ids of people; at most fifty.")
    )

    def validate_kinds(self, value: list[str]) -> list[str]:
        """Refuse a kind that no app declares."""
        unknown = sorted(set(value) - {name for name, _label in kind_choices()})
        if unknown:
            raise serializers.ValidationError(_("There is no kind %(names)s.") % {"names": ", ".join(unknown)})
        return value

    def validate_reviewers(self, value: list[Person]) -> list[Person]:
        """Refuse too many."""
        if len(value) > 50:
            raise serializers.ValidationError(_("At most %(most)d people.") % {"most": 50})
        return value
