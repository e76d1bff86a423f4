"""What documents are required, and the checklist."""

from typing import Any, ClassVar

from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from access.api.base import PortalViewSet
from access.api.serializers.common import ReasonInput
from common.clock import today
from registers.actions import required_documents as actions
from registers.api.serializers.required_documents import ChecklistOutput, RequiredDocumentOutput, RequirementInput
from registers.filters.documents import RequiredDocumentFilter
from registers.models import RequiredDocument
from registers.reading.checklist import checklist_on

SEE, EDIT = "registers.view_register", "registers.edit_required_documents"


class RequiredDocumentsViewSet(PortalViewSet[RequiredDocument]):
    """The documents there must be, and what is missing or out of date."""

    queryset = RequiredDocument.objects.all()
    serializer_class = RequiredDocumentOutput
    filterset_class = RequiredDocumentFilter
    tag = "required-documents"
    view_permission = SEE
    permission_names: ClassVar = {"create": EDIT, "drop": EDIT, "checklist": SEE}
    inputs: ClassVar = {"create": RequirementInput, "drop": ReasonInput}
    outputs: ClassVar = {"checklist": ChecklistOutput}
    sorts: ClassVar = {"since": ("created_at",), "kind": ("kind", "required_for")}
    default_sort = "kind"

    def create(self, _request: Request) -> Response:
        """Require a kind of document."""
        return self.answer_created(actions.require_document(by=self.reader, **self.input()).pk)

    @action(detail=True, methods=["post"])
    def drop(self, _request: Request, **_kwargs: Any) -> Response:
        """No longer require a kind of document; documents that are there stay."""
        row = actions.drop_requirement(self.get_object().pk, by=self.reader, **self.input())
        return Response(self.get_serializer(row).data)

    @action(detail=False, filterset_class=None, pagination_class=None)
    def checklist(self, _request: Request) -> Response:
        """Read the checklist as it stands today: what is there, missing or out of date."""
        return Response(ChecklistOutput({"results": checklist_on(today(), self.reader)}).data)
