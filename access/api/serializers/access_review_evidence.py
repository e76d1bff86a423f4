"""Two access reviews side by side, and the evidence of one, as the API shows them."""

from typing import Any

from rest_framework import serializers

from access.api.serializers.access_review_items import AccessReviewItemOutput


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
