"""Roles."""

from typing import Any, ClassVar

from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from access.actions.roles import create_role, edit_role, retire_role
from access.api.base import PortalViewSet
from access.api.serializers.common import ReasonInput
from access.api.serializers.roles import RoleChange, RoleInput, RoleOutput
from access.filters import RoleFilter
from access.models import Role


class RolesViewSet(PortalViewSet[Role]):
    """What people may do: built-in roles, and custom ones from the permission list."""

    queryset = Role.objects.all()
    serializer_class = RoleOutput
    filterset_class = RoleFilter
    tag = "roles"
    view_permission = "access.view_roles"
    permission_names: ClassVar = {
        "create": "access.edit_role",
        "partial_update": "access.edit_role",
        "retire": "access.edit_role",
    }
    inputs: ClassVar = {"create": RoleInput, "partial_update": RoleChange, "retire": ReasonInput}
    sorts: ClassVar = {"name": ("name",), "kind": ("-builtin", "name"), "since": ("id",)}
    default_sort = "kind"

    def create(self, _request: Request) -> Response:
        """Make a custom role."""
        return self.answer_created(create_role(by=self.reader, **self.input()).pk)

    def partial_update(self, _request: Request, **_kwargs: Any) -> Response:
        """Change a custom role."""
        role = self.get_object()
        now = {"name": role.name, "description": role.description, "permissions": role.own_permissions}
        edit_role(role.pk, by=self.reader, **{**now, **self.input()})
        return self.answer(role.pk)

    @action(detail=True, methods=["post"])
    def retire(self, _request: Request, **_kwargs: Any) -> Response:
        """Retire a custom role: it grants nothing from now on."""
        role = self.get_object()
        retire_role(role.pk, by=self.reader, **self.input())
        return self.answer(role.pk)
