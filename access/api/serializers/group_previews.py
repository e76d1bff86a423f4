"""What a mapping would do, in and out of the API."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import OpenApiExample, extend_schema_serializer
from rest_framework import serializers

from access.api.serializers.common import Reference, RoleReference
from access.api.serializers.group_mappings import EXAMPLE, MappingFields
from access.group_previews import EffectKind
from access.models import DirectoryGroup

EFFECT_KINDS = [(kind.value, kind.value) for kind in EffectKind]


@extend_schema_serializer(examples=[OpenApiExample("Engineers", EXAMPLE, request_only=True)])
class PreviewInput(MappingFields):
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
    deactivated = serializers.BooleanField(help_text=_("Whether these people are deactivated; others are told apart."))
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
