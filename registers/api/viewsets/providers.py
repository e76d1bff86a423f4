"""Providers and their projects."""

from typing import Any, ClassVar

from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from access.api.base import PortalViewSet
from access.api.serializers.common import ReasonInput
from registers.actions import providers as actions
from registers.api.serializers.providers import (
    ProviderInput,
    ProviderOutput,
)
from registers.filters.providers import ProviderFilter
from registers.models import Provider

EDIT = "registers.edit_providers"


class ProvidersViewSet(PortalViewSet[Provider]):
    """Our organisations at providers of models."""

    queryset = Provider.objects.with_counts()
    serializer_class = ProviderOutput
    filterset_class = ProviderFilter
    tag = "providers"
    view_permission = "registers.view_register"
    permission_names: ClassVar = {"create": EDIT, "partial_update": EDIT, "retire": EDIT}
    inputs: ClassVar = {"create": ProviderInput, "partial_update": ProviderInput, "retire": ReasonInput}
    sorts: ClassVar = {"name": ("name",), "since": ("created_at",)}
    default_sort = "name"

    def create(self, _request: Request) -> Response:
        """Enter a provider."""
        return self.answer_created(actions.create_provider(by=self.reader, **self.input()).pk)

    def partial_update(self, _request: Request, **_kwargs: Any) -> Response:
        """Change what is said of a provider."""
        provider = self.get_object()
        actions.edit_provider(provider.pk, by=self.reader, **self.input())
        return self.answer(provider.pk)

    @action(detail=True, methods=["post"])
    def retire(self, _request: Request, **_kwargs: Any) -> Response:
        """Take a provider out of use."""
        provider = self.get_object()
        actions.retire_provider(provider.pk, by=self.reader, **self.input())
        return self.answer(provider.pk)
