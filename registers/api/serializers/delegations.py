"""Delegations in and out of the API."""

from typing import Any, ClassVar

from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import OpenApiExample, extend_schema_serializer
from rest_framework import serializers

from access.api.serializers.common import Reference
from access.models import Person
from registers.models import Delegation


class DelegationOutput(serializers.ModelSerializer[Delegation]):
    """Some days during which one person decides for another; one that was ended early has `ended_at`."""

    person = Reference()
    delegate = Reference()
    given_by = Reference(allow_null=True)

    class Meta:
        model = Delegation
        fields: ClassVar = [
            "id", "person", "delegate", "starts_on", "ends_on", "reason", "given_at", "given_by", "ended_at",
        ]  # fmt: skip


@extend_schema_serializer(
    examples=[
        OpenApiExample(
            "A holiday",
            {
                "delegate": "0198c0de-7a11-7c3e-9d52-3f6b1f0a2c41",
                "starts_on": "2027-07-05",
                "ends_on": "2027-07-16",
                "reason": "Holiday",
            },
            request_only=True,
        )
    ]
)
class DelegationInput(serializers.Serializer[Any]):
    """Who decides, on which days; without a person, for the caller."""

    person = serializers.PrimaryKeyRelatedField(
        queryset=Person.objects.active(), required=False, help_text=_("Who is away: the id; the caller unless said.")
    )
    delegate = serializers.PrimaryKeyRelatedField(
        queryset=Person.objects.active(), help_text=_("Who decides meanwhile: the id of somebody who may decide.")
    )
    starts_on = serializers.DateField()
    ends_on = serializers.DateField(help_text=_("The last day, three months at most."))
    reason = serializers.CharField(max_length=2000, allow_blank=True, default="")


@extend_schema_serializer(examples=[OpenApiExample("Back early", {"reason": "Back early"}, request_only=True)])
class EndInput(serializers.Serializer[Any]):
    """Why it ends early; may be left out."""

    reason = serializers.CharField(max_length=2000, allow_blank=True, default="")
