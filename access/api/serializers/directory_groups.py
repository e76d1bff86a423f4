"""Groups of the directory in and out of the API."""

from typing import Any, ClassVar

from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import OpenApiExample, extend_schema_field, extend_schema_serializer
from rest_framework import serializers

from access.api.serializers.common import NameField, ReasonInput, Reference, RoleReference
from access.group_plans import MappedGroup
from access.group_previews import EffectKind
from access.models import Department, DirectoryGroup, Role

EFFECT_KINDS = [(kind.value, kind.value) for kind in EffectKind]
EXAMPLE = {"name": "portal-engineers", "external_id": "", "roles": ["engineer"], "department": None}


class DirectoryGroupOutput(serializers.ModelSerializer[DirectoryGroup]):
    """A group and what everybody in it gets; `version` is that of the mapping, for a change of it."""

    roles = RoleReference(many=True)
    department = Reference(allow_null=True)
    by_sign_in = serializers.IntegerField(help_text=_("Active people whose last sign-in named the group."))
    by_directory = serializers.IntegerField(help_text=_("Active people whom the directory put into it by SCIM."))
    version = serializers.SerializerMethodField()

    class Meta:
        model = DirectoryGroup
        fields: ClassVar = [
            "id", "name", "external_id", "roles", "department", "by_sign_in", "by_directory", "provisioned_at",
            "created_at", "version",
        ]  # fmt: skip

    @extend_schema_field(serializers.CharField())
    def get_version(self, group: DirectoryGroup) -> str:
        """Return by what the mapping is known."""
        roles = frozenset(role.slug for role in group.roles.all() if role.retired_at is None)
        return MappedGroup(group.pk, group.name, group.external_id, roles, group.department_id).version


class MappingOutput(DirectoryGroupOutput):
    """A group as it was saved: for how many people something changed, or the job that sees to it."""

    people_changed = serializers.IntegerField()
    job = serializers.UUIDField(allow_null=True, help_text=_("The background job, where many people are in the group."))

    class Meta(DirectoryGroupOutput.Meta):
        fields: ClassVar = [*DirectoryGroupOutput.Meta.fields, "people_changed", "job"]


class _MappingFields(serializers.Serializer[Any]):
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
class MappingInput(_MappingFields, ReasonInput):
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


@extend_schema_serializer(examples=[OpenApiExample("Engineers", EXAMPLE, request_only=True)])
class PreviewInput(_MappingFields):
    """A mapping to try; `group` is the one that would change, where the name is to be another."""

    group = serializers.PrimaryKeyRelatedField(
        queryset=DirectoryGroup.objects.all(), allow_null=True, required=False, help_text=_("The id of the group.")
    )


class EffectOutput(serializers.Serializer[Any]):
    """One thing that a mapping would do to people, or that it would not do for them."""

    kind = serializers.ChoiceField(choices=EFFECT_KINDS)
    sentence = serializers.CharField()
    role = RoleReference(allow_null=True)
    department = Reference(allow_null=True)
    count = serializers.IntegerField()
    people = Reference(many=True, help_text=_("The first 50 of them by name."))


class RefusalOutput(serializers.Serializer[Any]):
    """Why the mapping could not be saved."""

    code = serializers.CharField()
    detail = serializers.CharField()
    field = serializers.CharField(allow_null=True)


class PreviewOutput(serializers.Serializer[Any]):
    """Who would gain or lose what by a mapping."""

    members = serializers.IntegerField(help_text=_("Active people in the group."))
    changed = serializers.IntegerField(help_text=_("People who would gain or lose something."))
    effects = EffectOutput(many=True)
    refusal = RefusalOutput(allow_null=True)
