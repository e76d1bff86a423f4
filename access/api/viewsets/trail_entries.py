"""The trail."""

from typing import Any, ClassVar

from django.db import transaction
from django.db.models import QuerySet
from rest_framework.request import Request
from rest_framework.response import Response

from access.api.base import PortalViewSet
from access.api.serializers.trail_entries import TrailEntryOutput
from access.filters import TrailEntryFilter
from access.trail_objects import ONE_ENTRY
from access.trail_visibility import entries_visible_to
from trail.models import TrailEntry
from trail.recording import record


class TrailEntriesViewSet(PortalViewSet[TrailEntry]):
    """Who did what, when, why and from where; reading it leaves an entry too."""

    queryset = TrailEntry.objects.all()
    serializer_class = TrailEntryOutput
    filterset_class = TrailEntryFilter
    tag = "trail-entries"
    view_permission = "trail.view_entries"
    sorts: ClassVar = {"at": ("id",)}
    default_sort = "-at"

    def get_queryset(self) -> QuerySet[TrailEntry]:
        """Return the entries the caller may read: all, or those of their engagement's windows."""
        return entries_visible_to(self.reader)

    @transaction.atomic
    def list(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Search the trail, newest first."""
        response = super().list(request, *args, **kwargs)
        query = request._request.META.get("QUERY_STRING", "")[:1000]  # noqa: SLF001 - the query as it was sent
        record("trail.entries.read", subject=self.reader, by=self.reader, detail=query)
        return response

    @transaction.atomic
    def retrieve(self, request: Request, *args: Any, **kwargs: Any) -> Response:  # noqa: ARG002 - the mixin's
        """Read one entry of the trail."""
        entry = self.get_object()
        record("trail.entries.read", subject=entry, by=self.reader, detail=ONE_ENTRY)
        return Response(self.get_serializer(entry).data)
