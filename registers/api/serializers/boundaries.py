"""Boundary rules in and out of the API, and the answer to “may this go there?”."""

from typing import Any, ClassVar

from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import OpenApiExample, extend_schema_serializer
from rest_framework import serializers

from access.api.serializers.common import Reference
from registers.choices import Endpoint, Outcome
from registers.models import BoundaryRule, DataCategory, Project
from registers.presenting.cells import STANDINGS


class CategoryReference(Reference):
    """A data category: also with its short name, which never changes."""

    slug = serializers.CharField()


class BoundaryRuleOutput(serializers.ModelSerializer[BoundaryRule]):
    """One version of a rule; no project means any project, an empty endpoint any endpoint."""

    category = CategoryReference()
    project = Reference(allow_null=True)
    standing = serializers.ChoiceField(choices=list(STANDINGS), help_text=_("Whether it holds today."))
    entered_by = Reference(allow_null=True)

    class Meta:
        model = BoundaryRule
        fields: ClassVar = [
            "id", "category", "project", "endpoint", "version", "outcome", "reason", "starts_on", "ends_on", "standing",
            "entered_at", "entered_by", "withdrawn_at",
        ]  # fmt: skip


@extend_schema_serializer(
    examples=[
        OpenApiExample(
            "Deny at any destination",
            {"category": "diagnosis", "outcome": "deny", "reason": "DPIA of 2026", "project": None, "endpoint": ""},
            request_only=True,
        )
    ]
)
class BoundaryRuleInput(serializers.Serializer[Any]):
    """The next version of a cell: what may happen to a category at a destination, from a day on."""

    category = serializers.SlugRelatedField(
        slug_field="slug", queryset=DataCategory.objects.all(), help_text=_("The short name of the data category.")
    )
    project = serializers.PrimaryKeyRelatedField(
        queryset=Project.objects.all(), allow_null=True, required=False, help_text=_("The id; null for any project.")
    )
    endpoint = serializers.ChoiceField(choices=Endpoint.choices, allow_blank=True, required=False)
    outcome = serializers.ChoiceField(choices=Outcome.choices)
    reason = serializers.CharField(max_length=2000)
    starts_on = serializers.DateField(required=False, help_text=_("Today unless said; never in the past."))
    ends_on = serializers.DateField(required=False, allow_null=True, help_text=_("The last day; null for no end."))
