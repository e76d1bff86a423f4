"""What a group of the directory gives, in and out of the API."""

from typing import Any, ClassVar

from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import OpenApiExample, extend_schema_serializer
from rest_framework import serializers

from access.api.serializers.common import NameField, ReasonInput
from access.api.serializers.directory_groups import DirectoryGroupOutput
from access.models import Department, Role

EXAMPLE = {"name": "portal-engineers", "external_id": "", "roles": ["engineer"], "department": None}


class MappingOutput(DirectoryGroupOutput):
    """A group as it was saved: for how many people something changed, or the job that sees to it."""

    people_changed = serializers.IntegerField()
    job = serializers.UUIDField(allow_null=True, help_text=_("The background job, where many people are in the group."))

    class Meta(DirectoryGroupOutput.Meta):
        fields: ClassVar = [*DirectoryGroupOutput.Meta.fields, "people_changed", "job"]


class MappingFields(serializers.Serializer[Any]):
    """What a group gives, and how sign-ins name it."""

    name = NameField(max_length=255, help_text=_("As sign-ins name it: capital letters and blanks count."))
    external_id = serializers.CharField(
        max_length=255, allow_blank=True, default="", help_text=_("Where sign-ins name groups by an id.")
    )
    roles = serializers.SlugRelatedField(
        slug_field="slug",
        queryset=Role.objects.all(),
        many=True,
        required=False,
        help_text=_("The short names of the roles that everybody in it gets."),
    )
    department = serializers.PrimaryKeyRelatedField(
        queryset=Department.objects.all(),
        allow_null=True,
        required=False,
        help_text=_("The id of the department that everybody in it belongs to."),
    )


@extend_schema_serializer(
    examples=[OpenApiExample("Engineers", {**EXAMPLE, "reason": "Agreed with IT"}, request_only=True)]
)
class MappingInput(MappingFields, ReasonInput):
    """What a group gives."""


@extend_schema_serializer(
    examples=[OpenApiExample("Two roles", {"roles": ["engineer", "data-owner"], "reason": "x"}, request_only=True)]
)
class MappingChange(MappingInput):
    """A change of what a group gives, with its reason where there is one; what is left out stays."""

    reason = serializers.CharField(max_length=2000, allow_blank=True, default="")
    version = serializers.CharField(
        max_length=32,
        allow_blank=True,
        default="",
        help_text=_("The version that was read: with it, nothing is saved over somebody else's change."),
    )


@extend_schema_serializer(
    examples=[OpenApiExample("Dissolved", {"reason": "The team was dissolved"}, request_only=True)]
)
class UnmapInput(ReasonInput):
    """Why a group gives nothing any more."""

    version = serializers.CharField(
        max_length=32,
        allow_blank=True,
        default="",
        help_text=_("The version that was read: with it, nothing is saved over somebody else's change."),
    )
