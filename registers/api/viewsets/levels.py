"""Classification levels."""

from typing import Any, ClassVar

from rest_framework.request import Request
from rest_framework.response import Response

from access.api.base import PortalViewSet
from registers.actions import levels
from registers.api.serializers.levels import LevelInput, LevelOutput
from registers.api.viewsets.categories import EDIT_LEVELS
from registers.filters.levels import ClassificationLevelFilter
from registers.models import ClassificationLevel


class ClassificationLevelsViewSet(PortalViewSet[ClassificationLevel]):
    """The steps of the organisation's classification of data."""

    queryset = ClassificationLevel.objects.all()
    serializer_class = LevelOutput
    filterset_class = ClassificationLevelFilter
    tag = "classification-levels"
    view_permission = "registers.view_register"
    permission_names: ClassVar = {"create": EDIT_LEVELS, "partial_update": EDIT_LEVELS}
    inputs: ClassVar = {"create": LevelInput, "partial_update": LevelInput}
    sorts: ClassVar = {"rank": ("rank",)}
    default_sort = "rank"

    def create(self, _request: Request) -> Response:
        """Enter a level of the organisation's own."""
        return self.answer_created(levels.create_level(by=self.reader, **self.input()).pk)

    def partial_update(self, _request: Request, **_kwargs: Any) -> Response:
        """Change a level."""
        level = self.get_object()
        present = {"name": level.name, "rank": level.rank, "meaning": level.meaning}
        levels.edit_level(level.pk, by=self.reader, **{**present, **self.input()})
        return self.answer(level.pk)
