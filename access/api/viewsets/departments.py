"""Departments."""

from typing import Any, ClassVar

from rest_framework.request import Request
from rest_framework.response import Response

from access.actions.departments import create_department, rename_department
from access.api.base import PortalViewSet
from access.api.serializers.departments import DepartmentInput, DepartmentOutput
from access.filters import DepartmentFilter
from access.models import Department


class DepartmentsViewSet(PortalViewSet[Department]):
    """The parts of the organisation that people belong to."""

    queryset = Department.objects.with_members()
    serializer_class = DepartmentOutput
    filterset_class = DepartmentFilter
    tag = "departments"
    view_permission = "access.view_people"
    permission_names: ClassVar = {"create": "access.edit_person", "partial_update": "access.edit_person"}
    inputs: ClassVar = {"create": DepartmentInput, "partial_update": DepartmentInput}
    sorts: ClassVar = {"name": ("name",), "people": ("members",)}
    default_sort = "name"

    def create(self, _request: Request) -> Response:
        """Enter a department."""
        return self.answer_created(create_department(self.input()["name"], by=self.reader).pk)

    def partial_update(self, _request: Request, **_kwargs: Any) -> Response:
        """Rename a department."""
        department = self.get_object()
        rename_department(department.pk, name=self.input().get("name", department.name), by=self.reader)
        return self.answer(department.pk)
