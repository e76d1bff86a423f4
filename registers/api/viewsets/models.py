"""Models."""

from typing import Any, ClassVar

from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from access.api.base import PortalViewSet
from registers.actions.models import create_model, edit_model
from registers.api.serializers.models import DeprecateInput, EditModelInput, ModelInput, ProviderModelOutput
from registers.choices import ModelState
from registers.filters.models import ProviderModelFilter
from registers.models import ProviderModel

EDIT = "registers.edit_models"


class ModelsViewSet(PortalViewSet[ProviderModel]):
    """Models of providers, and whether they may be used."""

    queryset = ProviderModel.objects.with_uses().select_related("provider", "replacement")
    serializer_class = ProviderModelOutput
    filterset_class = ProviderModelFilter
    tag = "models"
    view_permission = "registers.view_register"
    permission_names: ClassVar = {"create": EDIT, "partial_update": EDIT, "deprecate": EDIT}
    inputs: ClassVar = {"create": ModelInput, "partial_update": EditModelInput, "deprecate": DeprecateInput}
    sorts: ClassVar = {"name": ("name",), "shut_down_on": ("shut_down_on",), "use_cases": ("uses",)}
    default_sort = "name"

    def create(self, _request: Request) -> Response:
        """Enter a model."""
        content = self._content()
        return self.answer_created(create_model(content.pop("provider").pk, by=self.reader, **content).pk)

    def partial_update(self, _request: Request, **_kwargs: Any) -> Response:
        """Change what is said of a model, its state too."""
        model = self.get_object()
        edit_model(model.pk, by=self.reader, **self._content())
        return self.answer(model.pk)

    @action(detail=True, methods=["post"])
    def deprecate(self, _request: Request, **_kwargs: Any) -> Response:
        """Say that a model goes, when, and what follows it."""
        model = self.get_object()
        edit_model(model.pk, by=self.reader, state=ModelState.DEPRECATED.value, **self._content())
        return self.answer(model.pk)

    def _content(self) -> dict[str, Any]:
        content = self.input()
        if "replacement" in content:
            replacement = content.pop("replacement")
            content["replacement_id"] = replacement.pk if replacement else None
        return content
