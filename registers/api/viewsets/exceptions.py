"""Exceptions."""

from typing import Any, ClassVar

from django.db.models import QuerySet
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from access.api.serializers.common import ReasonInput
from common.clock import today
from registers.actions import exceptions as actions
from registers.actions.attachments import attach_to_exception
from registers.api.serializers.exceptions import ExceptionInput, ExceptionOutput, GrantInput
from registers.api.viewsets.attachments import INPUTS, OUTPUTS, WithAttachments, attachment_permissions
from registers.filters.exceptions import ExceptionFilter
from registers.models import RegisterException

SEE, EDIT = "registers.view_exceptions", "registers.edit_exception"
DECIDE = "registers.decide_exception"
KEYS = ("owner", "use_case", "category", "project")


class ExceptionsViewSet(WithAttachments[RegisterException]):
    """Permitted departures from a rule, for a time."""

    queryset = RegisterException.objects.select_related(
        "owner", "use_case", "category", "project__provider", "requested_by", "decided_by"
    )
    serializer_class = ExceptionOutput
    filterset_class = ExceptionFilter
    tag = "exceptions"
    view_permission = SEE
    permission_names: ClassVar = {
        "create": "registers.request_exception",
        "grant": DECIDE,
        "refuse": DECIDE,
        "end": EDIT,
        **attachment_permissions(SEE, EDIT),
    }
    inputs: ClassVar = {
        "create": ExceptionInput, "grant": GrantInput, "refuse": ReasonInput, "end": ReasonInput, **INPUTS,
    }  # fmt: skip
    outputs: ClassVar = OUTPUTS
    attaching = staticmethod(attach_to_exception)
    sorts: ClassVar = {"expires_on": ("expires_on",), "requested_at": ("requested_at",), "title": ("title",)}
    default_sort = "-requested_at"

    def get_queryset(self) -> QuerySet[RegisterException]:
        """Return the exceptions the caller may see, with their standing today."""
        rows: Any = super().get_queryset()
        return rows.with_standing(today())  # type: ignore[no-any-return]

    def create(self, _request: Request) -> Response:
        """Ask for an exception; somebody else decides."""
        content = self.input()
        for name in KEYS:
            if name in content:
                each = content.pop(name)
                content[f"{name}_id"] = each.pk if each else None
        return self.answer_created(actions.request_exception(by=self.reader, **content).pk)

    @action(detail=True, methods=["post"])
    def grant(self, _request: Request, **_kwargs: Any) -> Response:
        """Grant an exception as it was asked for."""
        exception = self.get_object()
        actions.grant_exception(exception.pk, by=self.reader, **self.input())
        return self.answer(exception.pk)

    @action(detail=True, methods=["post"])
    def refuse(self, _request: Request, **_kwargs: Any) -> Response:
        """Refuse an exception."""
        exception = self.get_object()
        actions.refuse_exception(exception.pk, by=self.reader, **self.input())
        return self.answer(exception.pk)

    @action(detail=True, methods=["post"])
    def end(self, _request: Request, **_kwargs: Any) -> Response:
        """End a granted exception before its last day."""
        exception = self.get_object()
        actions.end_exception(exception.pk, by=self.reader, **self.input())
        return self.answer(exception.pk)
