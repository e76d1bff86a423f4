"""Access reviews in and out of the API."""

from datetime import date
from typing import Any, ClassVar

from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import OpenApiExample, extend_schema_field, extend_schema_serializer
from rest_framework import serializers

from access.api.serializers.common import NameField, ReasonInput, Reference
from access.choices import ReviewAnswer
from access.models import AccessReview, AccessReviewItem, Department, Person, Role
from access.review_words import reasons_of, words_of
from access.reviewing import kind_choices

ITEMS = 500


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


@extend_schema_serializer(
    examples=[OpenApiExample("Removed", {"answer": "remove", "note": "Left the project"}, request_only=True)]
)
class AnswerInput(serializers.Serializer[Any]):
    """What is said of a right."""

    answer = serializers.ChoiceField(choices=ReviewAnswer.choices)
    note = serializers.CharField(max_length=2000, allow_blank=True, default="")
    ends_on = serializers.DateField(allow_null=True, default=None, help_text=_("The last day, for “change”."))


class AnswerManyInput(AnswerInput):
    """What is said of many rights."""

    items = serializers.ListField(child=serializers.UUIDField(), min_length=1, max_length=ITEMS)


class AnsweredOutput(serializers.Serializer[Any]):
    """How many were answered, were so already, and why the others were not."""

    done = serializers.IntegerField()
    unchanged = serializers.IntegerField()
    refused = serializers.DictField(child=serializers.IntegerField(), help_text=_("Reasons, each with a number."))


class ReassignInput(ReasonInput):
    """Who is asked instead."""

    reviewer = serializers.PrimaryKeyRelatedField(queryset=Person.objects.all(), help_text=_("The id of the person."))


class ComparedOutput(serializers.Serializer[Any]):
    """One right in two reviews; one side is null where it was not there."""

    before = AccessReviewItemOutput(allow_null=True)
    after = AccessReviewItemOutput(allow_null=True)


class ComparisonOutput(serializers.Serializer[Any]):
    """Two reviews side by side."""

    back_again = ComparedOutput(many=True)
    newly_flagged = ComparedOutput(many=True)
    added = ComparedOutput(many=True)
    gone = ComparedOutput(many=True)
    kept_twice = ComparedOutput(many=True)


class EvidenceOutput(serializers.Serializer[Any]):
    """Everything that proves a review: `jq -cjS .frozen FILE | sha256sum` is its digest."""

    format = serializers.CharField()
    digest = serializers.CharField()
    frozen = serializers.DictField()
    state = serializers.CharField()
    due_on = serializers.DateField()
    opened_by = serializers.CharField(allow_blank=True)
    closed_by = serializers.CharField(allow_blank=True)
    closed_at = serializers.DateTimeField(allow_null=True)
    close_reason = serializers.CharField(allow_blank=True)
    answers = serializers.ListField(child=serializers.DictField())
    trail = serializers.ListField(child=serializers.DictField())
