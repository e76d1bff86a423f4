"""Classification levels and data categories."""

from typing import Any, ClassVar

from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from access.api.base import PortalViewSet
from access.api.serializers.common import ReasonInput
from registers.actions import categories
from registers.api.serializers.categories import (
    DataCategoryChange,
    DataCategoryInput,
    DataCategoryOutput,
)
from registers.filters.categories import DataCategoryFilter
from registers.models import DataCategory

EDIT = "registers.edit_categories"
EDIT_LEVELS = "registers.edit_levels"


class DataCategoriesViewSet(PortalViewSet[DataCategory]):
    """The kinds of data that may reach the API, and how they are classified and found."""

    queryset = DataCategory.objects.with_uses().with_own_detectors().select_related("level", "owner")
    serializer_class = DataCategoryOutput
    filterset_class = DataCategoryFilter
    tag = "data-categories"
    view_permission = "registers.view_register"
    permission_names: ClassVar = {"create": EDIT, "partial_update": EDIT, "retire": EDIT}
    inputs: ClassVar = {"create": DataCategoryInput, "partial_update": DataCategoryChange, "retire": ReasonInput}
    sorts: ClassVar = {"name": ("name",), "level": ("level__rank", "name"), "since": ("created_at",)}
    default_sort = "name"

    def create(self, _request: Request) -> Response:
        """Enter a data category."""
        return self.answer_created(categories.create_category(by=self.reader, **self._content()).pk)

    def partial_update(self, _request: Request, **_kwargs: Any) -> Response:
        """Change what is said of a data category."""
        category = self.get_object()
        categories.edit_category(category.pk, by=self.reader, **self._content())
        return self.answer(category.pk)

    @action(detail=True, methods=["post"])
    def retire(self, _request: Request, **_kwargs: Any) -> Response:
        """Retire a data category: no new request or rule can name it."""
        category = self.get_object()
        categories.retire_category(category.pk, by=self.reader, **self.input())
        return self.answer(category.pk)

    def _content(self) -> dict[str, Any]:
        content = self.input()
        for name in ("level", "owner"):
            if name in content:
                chosen = content.pop(name)
                content[f"{name}_id"] = chosen.pk if chosen else None
        return content
