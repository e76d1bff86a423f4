"""What goes beyond entering a document: approving a policy, and who reads it."""

from typing import Any, ClassVar

from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.serializers import BaseSerializer, Serializer

from access.api.base import PortalViewSet
from access.gate import SIGNED_IN
from registers.actions import acknowledging, document_reviews
from registers.api.serializers.policies import (
    AcknowledgeInput,
    AcknowledgementOutput,
    AnswerPolicyInput,
    ApprovePolicyInput,
    ReadersInput,
    ReadingDutyOutput,
)
from registers.api.serializers.use_case_inputs import NothingInput
from registers.filters.acknowledgements import ReadingDutyApiFilter
from registers.models import Document, ReadingDuty
from registers.reading.reviewers import DECIDE

POLICY_PERMISSIONS = {
    "submit": "registers.submit_document",
    "approve": DECIDE,
    "ask_for_changes": DECIDE,
    "reject": DECIDE,
    "readers": "registers.ask_readers",
    # Whoever it concerns may hold no role: the action asks what they are to the document.
    "acknowledge": SIGNED_IN,
}
POLICY_INPUTS: dict[str, type[Serializer[Any]]] = {
    "submit": NothingInput,
    "approve": ApprovePolicyInput,
    "ask_for_changes": AnswerPolicyInput,
    "reject": AnswerPolicyInput,
    "readers": ReadersInput,
    "acknowledge": AcknowledgeInput,
}
POLICY_OUTPUTS: dict[str, type[BaseSerializer[Any]]] = {"acknowledge": AcknowledgementOutput}


class WithApproval(PortalViewSet[Document]):
    """Documents of which policies go on a route and are acknowledged.

    A copy adds POLICY_PERMISSIONS, POLICY_INPUTS and POLICY_OUTPUTS to its own tables.
    """

    @action(detail=True, methods=["post"])
    def submit(self, _request: Request, **_kwargs: Any) -> Response:
        """Send the latest version of a policy on its route."""
        return self.answer(document_reviews.submit_document(self.get_object().pk, by=self.reader).pk)

    @action(detail=True, methods=["post"])
    def approve(self, _request: Request, **_kwargs: Any) -> Response:
        """Agree to the version of a policy that is in review."""
        key = self.get_object().pk
        return self.answer(document_reviews.approve_document(key, by=self.reader, **self.input()).pk)

    @action(detail=True, methods=["post"], url_path="ask-for-changes")
    def ask_for_changes(self, _request: Request, **_kwargs: Any) -> Response:
        """Send a policy back with what has to change; the next version answers it."""
        key = self.get_object().pk
        return self.answer(document_reviews.ask_for_document_changes(key, by=self.reader, **self.input()).pk)

    @action(detail=True, methods=["post"])
    def reject(self, _request: Request, **_kwargs: Any) -> Response:
        """Reject a policy; the version in force stays so."""
        key = self.get_object().pk
        return self.answer(document_reviews.reject_document(key, by=self.reader, **self.input()).pk)

    @action(detail=True, methods=["post"])
    def readers(self, _request: Request, **_kwargs: Any) -> Response:
        """Say whom a policy concerns, and within how many days they read it."""
        key, said = self.get_object().pk, self.input()
        for name in ("roles", "departments"):
            said[name] = [each.pk for each in said.get(name, ())]
        acknowledging.set_readership(key, by=self.reader, **said)
        return self.answer(key)

    @extend_schema(responses=AcknowledgementOutput)
    @action(detail=True, methods=["post"])
    def acknowledge(self, _request: Request, **_kwargs: Any) -> Response:
        """Say that you have read and understood the version in force of a policy that concerns you."""
        key = self.get_object().pk
        given = acknowledging.acknowledge_document(key, by=self.reader, sha256=self.input()["content_hash"])
        return Response(AcknowledgementOutput(given).data)


class AcknowledgementsViewSet(PortalViewSet[ReadingDuty]):
    """Who has to read which policy, and when they said that they have; everybody sees their own."""

    queryset = ReadingDuty.objects.select_related("person", "document_version__document", "document_version__file")
    serializer_class = ReadingDutyOutput
    filterset_class = ReadingDutyApiFilter
    tag = "acknowledgements"
    view_permission = SIGNED_IN
    sorts: ClassVar = {"due_on": ("due_on",), "asked_on": ("asked_on",)}
    default_sort = "due_on"

    def get_queryset(self) -> QuerySet[ReadingDuty]:
        """Return what the caller may see of what is still asked, with the answers."""
        rows: Any = super().get_queryset()
        found: QuerySet[ReadingDuty] = rows.standing().with_answer()
        return found
