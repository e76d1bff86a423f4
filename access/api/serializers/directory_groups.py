"""Groups of the directory, as the API shows them."""

from typing import ClassVar

from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from access.api.serializers.common import Reference, RoleReference
from access.group_plans import MappedGroup
from access.models import DirectoryGroup


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
