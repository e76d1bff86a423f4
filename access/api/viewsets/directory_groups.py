"""Groups of the directory."""

from typing import Any, ClassVar
from uuid import UUID

from django.db.models import Prefetch, QuerySet
from rest_framework import status
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from access.actions.mapping import Mapped, edit_mapping, map_group, unmap_group
from access.api.base import PortalViewSet
from access.api.serializers.directory_groups import DirectoryGroupOutput
from access.api.serializers.group_mappings import MappingChange, MappingInput, MappingOutput, UnmapInput
from access.api.serializers.group_previews import PreviewInput, PreviewOutput
from access.group_lists import DirectoryGroupFilter
from access.group_plans import MappedGroup
from access.group_previews import Preview, as_mapped, preview_mapping
from access.group_words import in_words
from access.models import DirectoryGroup, Role
from access.querysets.directory import DirectoryGroupQuerySet

MAP = "access.map_groups"
NAMED = 50


class DirectoryGroupsViewSet(PortalViewSet[DirectoryGroup]):
    """Groups of the identity provider, and which roles everybody in one gets."""

    queryset = DirectoryGroup.objects.all()
    serializer_class = DirectoryGroupOutput
    filterset_class = DirectoryGroupFilter
    tag = "directory-groups"
    view_permission = "access.view_groups"
    permission_names: ClassVar = {"create": MAP, "partial_update": MAP, "unmap": MAP, "preview": MAP}
    inputs: ClassVar = {
        "create": MappingInput,
        "partial_update": MappingChange,
        "unmap": UnmapInput,
        "preview": PreviewInput,
    }
    outputs: ClassVar = {
        "create": MappingOutput,
        "partial_update": MappingOutput,
        "unmap": MappingOutput,
        "preview": PreviewOutput,
    }
    sorts: ClassVar = {"name": ("name",), "since": ("id",)}
    default_sort = "name"

    def get_queryset(self) -> QuerySet[DirectoryGroup]:
        """Return the groups the caller may see, with their roles and their number of people."""
        groups: Any = super().get_queryset()
        return _whole(groups)

    def create(self, _request: Request) -> Response:
        """Map a group: everybody in it gets its roles at once."""
        response = self._saved(map_group(by=self.reader, **_as_asked(self.input())))
        response.status_code = status.HTTP_201_CREATED
        response.headers["Location"] = self.request.build_absolute_uri(f"{self.request.path}{response.data['id']}/")
        return response

    def partial_update(self, _request: Request, **_kwargs: Any) -> Response:
        """Change what a group gives, for everybody in it at once."""
        group, given = self.get_object(), self.input()
        now = {
            "name": group.name,
            "external_id": group.external_id,
            "roles": list(group.roles.in_use()),
            "department": group.department,
            "reason": "",
        }
        return self._saved(edit_mapping(group.pk, by=self.reader, **_as_asked({**now, **given})))

    @action(detail=True, methods=["post"])
    def unmap(self, _request: Request, **_kwargs: Any) -> Response:
        """Let a group give nothing any more; it stays on record."""
        return self._saved(unmap_group(self.get_object().pk, by=self.reader, **self.input()))

    @action(detail=False, methods=["post"])
    def preview(self, _request: Request) -> Response:
        """Ask who would gain or lose what by a mapping; nothing is changed."""
        given = self.input()
        group = given.get("group") or DirectoryGroup.objects.filter(name=given["name"]).first()
        before = as_mapped(group) if group else None
        roles = frozenset(role.slug for role in given.get("roles", []) if role.retired_at is None)
        key: UUID | None = before.id if before else None
        department = given.get("department")
        after = MappedGroup(key, given["name"], given["external_id"], roles, department and department.pk)
        return Response(PreviewOutput(_told(preview_mapping(before, after, by=self.reader))).data)

    def _saved(self, done: Mapped) -> Response:
        row: Any = self.get_queryset().get(pk=done.group.pk)
        row.people_changed, row.job = done.changed, done.job.pk if done.job else None
        return Response(MappingOutput(row).data)


def _whole(groups: DirectoryGroupQuerySet) -> DirectoryGroupQuerySet:
    roles = Prefetch("roles", queryset=Role.objects.order_by("name"))
    return groups.select_related("department").with_people().prefetch_related(roles)


def _as_asked(given: dict[str, Any]) -> dict[str, Any]:
    """Return what a body holds, as the actions take it."""
    roles, department = given.pop("roles", []), given.pop("department", None)
    return {**given, "role_ids": [role.pk for role in roles], "department_id": department.pk if department else None}


def _told(preview: Preview) -> dict[str, Any]:
    refusal = preview.refusal
    return {
        "members": preview.members,
        "changed": preview.changed,
        "effects": [
            {
                "kind": each.kind.value,
                "sentence": in_words(each),
                "role": each.role,
                "department": each.department,
                "deactivated": each.deactivated,
                "count": len(each.people),
                "people": each.people[:NAMED],
            }
            for each in preview.effects
        ],
        "refusal": {"code": refusal.code, "detail": refusal.text, "field": refusal.field} if refusal else None,
    }
