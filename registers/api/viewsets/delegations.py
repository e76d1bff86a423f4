"""Delegations: who decides while somebody is away."""

from typing import Any, ClassVar

from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from access.api.base import PortalViewSet
from registers.actions.delegations import delegate_decisions, end_delegation
from registers.api.serializers.delegations import DelegationInput, DelegationOutput, EndInput
from registers.filters.routes import DelegationFilter
from registers.models import Delegation


class DelegationsViewSet(PortalViewSet[Delegation]):
    """Who decides while somebody is away: one's own, and everybody's for those who see every use case."""

    queryset = Delegation.objects.select_related("person", "delegate", "given_by")
    serializer_class = DelegationOutput
    filterset_class = DelegationFilter
    tag = "delegations"
    view_permission = "registers.view_register"
    # Whoever decides may leave that to somebody; the action asks whether it is for oneself or for others.
    permission_names: ClassVar = {"create": "registers.decide_use_case", "end": "registers.delegate_decisions"}
    inputs: ClassVar = {"create": DelegationInput, "end": EndInput}
    sorts: ClassVar = {"starts_on": ("starts_on",), "ends_on": ("ends_on",), "given": ("given_at",)}
    default_sort = "-starts_on"

    def create(self, _request: Request) -> Response:
        """Leave decisions to somebody for some days: one's own, or as an officer those of somebody else."""
        said = self.input()
        person = said.pop("person", self.reader)
        return self.answer_created(delegate_decisions(person.pk, said.pop("delegate").pk, by=self.reader, **said).pk)

    @action(detail=True, methods=["post"])
    def end(self, _request: Request, **_kwargs: Any) -> Response:
        """End a delegation before its last day, at once."""
        delegation = self.get_object()
        end_delegation(delegation.pk, by=self.reader, **self.input())
        return self.answer(delegation.pk)
