"""Answers to “may this go there?” out of the API."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from access.api.serializers.common import Reference
from registers.api.serializers.boundaries import CategoryReference
from registers.choices import Outcome


class RuleReference(serializers.Serializer[Any]):
    """The rule that decides."""

    id = serializers.UUIDField()
    version = serializers.IntegerField()
    reason = serializers.CharField()
    starts_on = serializers.DateField()
    ends_on = serializers.DateField(allow_null=True)


class CategoryAnswer(serializers.Serializer[Any]):
    """What may happen to one category, and the rule that decides; none where nothing is ruled."""

    category = CategoryReference()
    outcome = serializers.ChoiceField(choices=Outcome.choices, source="outcome.value")
    own = serializers.BooleanField(help_text=_("Whether the rule is about this very destination."))
    rule = RuleReference(allow_null=True)


class DestinationAnswer(serializers.Serializer[Any]):
    """The answer at one destination, with what counts for all the categories together."""

    project = Reference(allow_null=True)
    endpoint = serializers.CharField(help_text=_("Empty for any endpoint."))
    outcome = serializers.ChoiceField(choices=Outcome.choices, source="outcome.value")
    categories = CategoryAnswer(source="cells", many=True)


class AnswerOutput(serializers.Serializer[Any]):
    """The answers at every destination asked about, on a day."""

    on = serializers.DateField()
    answers = DestinationAnswer(many=True)
