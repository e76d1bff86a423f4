"""Asking for a use of the API in plain words."""

from typing import Any, ClassVar

import django_filters as filters
from django.utils.translation import gettext_lazy as _
from rest_framework.request import Request
from rest_framework.response import Response

from access.api.base import PortalViewSet
from access.gate import SIGNED_IN
from registers.actions.intake import ask_for_use
from registers.api.serializers.intake import IntakeInput, IntakeOutput
from registers.choices import UseCaseState
from registers.models import Intake


class IntakeFilter(filters.FilterSet):
    """Which wishes."""

    state = filters.MultipleChoiceFilter(label=_("State"), field_name="use_case__state", choices=UseCaseState.choices)

    class Meta:
        model = Intake
        fields: ClassVar[list[str]] = []


class IntakeViewSet(PortalViewSet[Intake]):
    """Wishes to use the API, in plain words; everybody who is signed in may ask and sees their own."""

    queryset = Intake.objects.select_related("use_case", "asked_by").prefetch_related("use_case__members__user")
    serializer_class = IntakeOutput
    filterset_class = IntakeFilter
    tag = "intake"
    view_permission = SIGNED_IN
    permission_names: ClassVar = {"create": SIGNED_IN}
    inputs: ClassVar = {"create": IntakeInput}
    sorts: ClassVar = {"asked_at": ("asked_at",)}
    default_sort = "-asked_at"

    def create(self, _request: Request) -> Response:
        """Ask for a use of the API; somebody who keeps the register sees it through."""
        said: dict[str, Any] = self.input()
        return self.answer_created(ask_for_use(by=self.reader, **said).intake.pk)
