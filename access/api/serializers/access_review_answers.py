"""Answers of reviewers in and out of the API."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import OpenApiExample, extend_schema_serializer
from rest_framework import serializers

from access.api.serializers.common import ReasonInput
from access.choices import ReviewAnswer
from access.models import Person

ITEMS = 500


@extend_schema_serializer(
    examples=[OpenApiExample("Removed", {"answer": "remove", "note": "Left the project"}, request_only=True)]
)
class AnswerInput(serializers.Serializer[Any]):
    """What is said of a right."""

    answer = serializers.ChoiceField(choices=ReviewAnswer.choices)
    note = serializers.CharField(max_length=2000, allow_blank=True, default="")
    ends_on = serializers.DateField(
        allow_null=True, default=None, help_text=_("The last day, for “change”, which keeps it until then.")
    )


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
