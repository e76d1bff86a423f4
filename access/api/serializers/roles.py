"""Roles in and out of the API."""

from typing import Any, ClassVar

from drf_spectacular.utils import OpenApiExample, extend_schema_field, extend_schema_serializer
from rest_framework import serializers

from access.api.serializers.common import NameField
from access.models import Role


class RoleOutput(serializers.ModelSerializer[Role]):
    """A role and what it may do."""

    name = serializers.CharField(source="label")
    permissions = serializers.SerializerMethodField()

    class Meta:
        model = Role
        fields: ClassVar = ["id", "slug", "name", "description", "builtin", "permissions", "retired_at", "created_at"]

    @extend_schema_field(serializers.ListField(child=serializers.CharField()))
    def get_permissions(self, role: Role) -> list[str]:
        """Return the names from the vocabulary, in order."""
        return sorted(role.permission_names)


@extend_schema_serializer(
    examples=[
        OpenApiExample(
            "A role that reads",
            {
                "name": "Works council",
                "description": "Sees who holds which role.",
                "permissions": ["access.view_people", "access.view_roles"],
            },
            request_only=True,
        )
    ]
)
class RoleInput(serializers.Serializer[Any]):
    """A custom role."""

    name = NameField(max_length=100)
    description = serializers.CharField(max_length=1000, allow_blank=True, default="")
    permissions = serializers.ListField(child=serializers.CharField(max_length=100), max_length=500)


class RoleChange(RoleInput):
    """A change of a custom role, with its reason where there is one."""

    reason = serializers.CharField(max_length=2000, allow_blank=True, default="")
