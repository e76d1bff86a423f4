"""Boundary rules, and the answer to “may this go there?”."""

from typing import Any, ClassVar

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.decorators import action
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request
from rest_framework.response import Response

from access.api.base import PortalViewSet
from access.api.serializers.common import ReasonInput
from common.clock import today
from registers.actions.boundaries import Cell, enter_rule, withdraw_rule
from registers.api.serializers.answers import AnswerOutput
from registers.api.serializers.boundaries import BoundaryRuleInput, BoundaryRuleOutput
from registers.choices import Endpoint
from registers.filters.boundaries import BoundaryRuleFilter
from registers.models import BoundaryRule
from registers.reading.asking import answers_on, understood

EDIT = "registers.edit_boundary_rules"


def several(name: str, text: str, **schema: Any) -> OpenApiParameter:
    """Describe a parameter of the query that may be given several times."""
    shape = {"type": "array", "items": {"type": "string", **schema}}
    return OpenApiParameter(name, shape, OpenApiParameter.QUERY, description=text)


class BoundaryRulesViewSet(PortalViewSet[BoundaryRule]):
    """What may happen to data at a destination: every version of every rule."""

    queryset = BoundaryRule.objects.select_related("category", "project", "entered_by")
    serializer_class = BoundaryRuleOutput
    filterset_class = BoundaryRuleFilter
    tag = "boundary-rules"
    view_permission = "registers.view_register"
    permission_names: ClassVar = {"create": EDIT, "withdraw": EDIT, "answer_to": "registers.view_register"}
    inputs: ClassVar = {"create": BoundaryRuleInput, "withdraw": ReasonInput}
    outputs: ClassVar = {"answer_to": AnswerOutput}
    sorts: ClassVar = {"category": ("category__name",), "starts_on": ("starts_on",), "entered": ("entered_at",)}
    default_sort = "category"

    def get_queryset(self) -> QuerySet[BoundaryRule]:
        """Return the versions the caller may see, with how each stands today."""
        rows: Any = super().get_queryset()
        standing: QuerySet[BoundaryRule] = rows.with_standing(today())
        return standing

    def create(self, _request: Request) -> Response:
        """Enter the next version of a cell: what may happen there from a day on."""
        given = self.input()
        project = given.pop("project", None)
        cell = Cell(given.pop("category").pk, project.pk if project else None, given.pop("endpoint", ""))
        return self.answer_created(enter_rule(cell, given.pop("outcome"), by=self.reader, **given).pk)

    @action(detail=True, methods=["post"])
    def withdraw(self, _request: Request, **_kwargs: Any) -> Response:
        """Take back a version that has not begun."""
        rule = self.get_object()
        withdraw_rule(rule.pk, by=self.reader, **self.input())
        return self.answer(rule.pk)

    @extend_schema(
        parameters=[
            several("category", "The ids or short names of data categories; at least one."),
            several("project", "The ids or names of projects; none for any project."),
            several("endpoint", "Endpoints; none for any endpoint.", enum=list(Endpoint.values)),
            OpenApiParameter("on", {"type": "string", "format": "date"}, description="The day; today unless said."),
        ],
        filters=False,
    )
    @action(detail=False, url_path="answer", url_name="answer", pagination_class=None)
    def answer_to(self, request: Request) -> Response:
        """Ask whether data may go somewhere, before anybody writes a request.

        Each of the categories, projects and endpoints may be given several times; the answer holds every combination.
        """
        asked, faults = understood(request.query_params, self.reader)
        if faults:
            raise ValidationError({name: [_(text) % details] for name, (text, details) in faults.items()})
        answers = answers_on(asked.day, asked.categories, asked.projects, asked.endpoints)
        return Response(AnswerOutput({"on": asked.day, "answers": answers}).data)
