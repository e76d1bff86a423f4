"""Conditions of approvals in and out of the API."""

from typing import Any, ClassVar

from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import OpenApiExample, extend_schema_serializer
from rest_framework import serializers

from access.api.serializers.common import Reference
from registers.api.serializers.documents import UseCaseReference
from registers.filters.conditions import STANDINGS
from registers.models import Condition


class ConditionOutput(serializers.ModelSerializer[Condition]):
    """One thing that an approval depends on: what, by whom, until when, and how far it is."""

    use_case = UseCaseReference()
    owner = Reference()
    set_by = Reference(source="decision.person")
    reported_by = Reference(allow_null=True)
    met_by = Reference(allow_null=True)
    standing = serializers.ChoiceField(choices=STANDINGS)
    report = serializers.CharField(
        source="told_report", help_text=_("What was done; empty for whom the use case does not concern.")
    )

    class Meta:
        model = Condition
        fields: ClassVar = [
            "id", "use_case", "text", "owner", "due_on", "blocking", "standing", "set_by", "report", "reported_at",
            "reported_by", "met_at", "met_by",
        ]  # fmt: skip


@extend_schema_serializer(
    examples=[OpenApiExample("Report", {"report": "Names are masked by the importer since Monday"}, request_only=True)]
)
class ReportInput(serializers.Serializer[Any]):
    """What was done."""

    report = serializers.CharField(max_length=4000, help_text=_("So that a reviewer can check it."))


@extend_schema_serializer(examples=[OpenApiExample("Checked", {"reason": "Seen in the logs"}, request_only=True)])
class FindMetInput(serializers.Serializer[Any]):
    """What was checked; may be left out."""

    reason = serializers.CharField(max_length=2000, required=False, allow_blank=True)
