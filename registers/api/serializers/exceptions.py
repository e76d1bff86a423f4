"""Exceptions in and out of the API."""

from typing import Any, ClassVar

from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import OpenApiExample, extend_schema_serializer
from rest_framework import serializers

from access.api.serializers.common import NameField, Reference
from access.models import Person
from registers.api.serializers.documents import UseCaseReference
from registers.models import DataCategory, Project, RegisterException, UseCase

STANDINGS = (
    ("requested", _("To be decided")),
    ("ahead", _("Begins later")),
    ("in-force", _("In force")),
    ("expired", _("Expired")),
    ("refused", _("Refused")),
    ("ended", _("Ended early")),
)


class ExceptionOutput(serializers.ModelSerializer[RegisterException]):
    """A departure from a rule: why, what makes up for it, who answers, how long."""

    owner = Reference()
    use_case = UseCaseReference(allow_null=True)
    category = Reference(allow_null=True)
    project = Reference(allow_null=True)
    requested_by = Reference()
    decided_by = Reference(allow_null=True)
    standing = serializers.ChoiceField(choices=STANDINGS)

    class Meta:
        model = RegisterException
        fields: ClassVar = [
            "id", "title", "reason", "compensating_control", "owner", "use_case", "category", "project", "state",
            "standing", "starts_on", "expires_on", "requested_at", "requested_by", "decided_at", "decided_by",
            "ended_at",
        ]  # fmt: skip


@extend_schema_serializer(
    examples=[
        OpenApiExample(
            "Exception",
            {
                "title": "Names unmasked in the claims pilot",
                "reason": "The model must tell apart the people named in a claim",
                "compensating_control": "Two handlers read every summary",
                "use_case": "0198c0de-7a11-7c3e-9d52-3f6b1f0a2c41",
                "expires_on": "2027-01-31",
            },
            request_only=True,
        )
    ]
)
class ExceptionInput(serializers.Serializer[Any]):
    """What an exception is asked for with: at least a use case, a category or a project that it concerns.

    Without an owner it is the caller's, without `starts_on` it starts today.
    """

    title = NameField(max_length=200)
    reason = serializers.CharField(max_length=4000)
    compensating_control = serializers.CharField(max_length=4000)
    owner = serializers.PrimaryKeyRelatedField(
        queryset=Person.objects.active(), required=False, help_text=_("The id of a person.")
    )
    use_case = serializers.PrimaryKeyRelatedField(
        queryset=UseCase.objects.all(), required=False, allow_null=True, help_text=_("The id of a use case.")
    )
    category = serializers.PrimaryKeyRelatedField(
        queryset=DataCategory.objects.all(), required=False, allow_null=True, help_text=_("The id of a data category.")
    )
    project = serializers.PrimaryKeyRelatedField(
        queryset=Project.objects.all(), required=False, allow_null=True, help_text=_("The id of a project.")
    )
    starts_on = serializers.DateField(required=False)
    expires_on = serializers.DateField()


@extend_schema_serializer(examples=[OpenApiExample("Remark", {"reason": "For the pilot"}, request_only=True)])
class GrantInput(serializers.Serializer[Any]):
    """Why it is granted; may be left out."""

    reason = serializers.CharField(max_length=2000, required=False, allow_blank=True)
