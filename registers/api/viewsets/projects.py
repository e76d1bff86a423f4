"""Projects."""

from typing import Any, ClassVar

from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from access.api.base import PortalViewSet
from access.api.serializers.common import ReasonInput
from registers.actions import providers as actions
from registers.api.serializers.projects import EditProjectInput, ProjectInput, ProjectOutput
from registers.api.viewsets.providers import EDIT
from registers.filters.providers import ProjectFilter
from registers.models import Project


class ProjectsViewSet(PortalViewSet[Project]):
    """Projects of providers: the destinations that data may go to."""

    queryset = Project.objects.with_counts().select_related("provider", "owner").prefetch_related("permitted_models")
    serializer_class = ProjectOutput
    filterset_class = ProjectFilter
    tag = "projects"
    view_permission = "registers.view_register"
    permission_names: ClassVar = {"create": EDIT, "partial_update": EDIT, "retire": EDIT}
    inputs: ClassVar = {"create": ProjectInput, "partial_update": EditProjectInput, "retire": ReasonInput}
    sorts: ClassVar = {"name": ("name",), "use_cases": ("uses",), "since": ("created_at",)}
    default_sort = "name"

    def create(self, _request: Request) -> Response:
        """Enter a project of a provider."""
        content = self._content()
        project = actions.create_project(content.pop("provider").pk, by=self.reader, **content)
        return self.answer_created(project.pk)

    def partial_update(self, _request: Request, **_kwargs: Any) -> Response:
        """Change what is said of a project."""
        project = self.get_object()
        actions.edit_project(project.pk, by=self.reader, **self._content())
        return self.answer(project.pk)

    @action(detail=True, methods=["post"])
    def retire(self, _request: Request, **_kwargs: Any) -> Response:
        """Take a project out of use."""
        project = self.get_object()
        actions.retire_project(project.pk, by=self.reader, **self.input())
        return self.answer(project.pk)

    def _content(self) -> dict[str, Any]:
        content = self.input()
        if "owner" in content:
            owner = content.pop("owner")
            content["owner_id"] = owner.pk if owner else None
        if "permitted_models" in content:
            content["permitted_models"] = [each.pk for each in content["permitted_models"]]
        return content
