"""Deciding on a request, and what may be done to what was approved: below the use case it is about."""

from typing import Any, TypeVar

from django.db.models import Model
from django.http import Http404
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.serializers import BaseSerializer, Serializer

from access.api.base import PortalViewSet
from access.api.serializers.common import ReasonInput
from common.clock import today
from registers.actions import use_cases
from registers.actions.reviews import approve_use_case, ask_for_changes, name_reviewer, reject_use_case
from registers.actions.reviews.deciding import NewCondition
from registers.actions.reviews.naming import keep_apart
from registers.api.serializers.decisions import (
    ApproveInput,
    AskForChangesInput,
    DecisionsOutput,
    NameReviewerInput,
    RejectInput,
    ReviewOutput,
    SubmitInput,
)
from registers.models import Decision, Review
from registers.presenting.review_page import how_it_ended, latest_review
from registers.presenting.review_route import given_for, route_of
from registers.presenting.standing import standing_of
from registers.presenting.use_case_page import is_concerned
from registers.reading.reviewers import DECIDE
from registers.rules.standing import end_of_approval

Row = TypeVar("Row", bound=Model)
SUSPEND, SEE = "registers.suspend_use_case", "registers.view_use_case"

PERMISSIONS: dict[str, str] = {
    "submit": "registers.submit_use_case",
    "approve": DECIDE,
    "ask_for_changes": DECIDE,
    "reject": DECIDE,
    "suspend": SUSPEND,
    "resume": SUSPEND,
    "name_reviewer": "registers.name_reviewer",
    "review": SEE,
    "decisions": SEE,
}
INPUTS: dict[str, type[Serializer[Any]]] = {
    "submit": SubmitInput,
    "approve": ApproveInput,
    "ask_for_changes": AskForChangesInput,
    "reject": RejectInput,
    "suspend": ReasonInput,
    "resume": ReasonInput,
    "name_reviewer": NameReviewerInput,
}
OUTPUTS: dict[str, type[BaseSerializer[Any]]] = {"review": ReviewOutput, "decisions": DecisionsOutput}


class WithDecisions(PortalViewSet[Row]):
    """Use cases on their way to an approval; a copy adds PERMISSIONS, INPUTS and OUTPUTS to its own tables."""

    @action(detail=True, methods=["post"])
    def submit(self, _request: Request, **_kwargs: Any) -> Response:
        """Submit the draft for decision; open questions are refused by name."""
        return self.answer(use_cases.submit_use_case(self.get_object().pk, by=self.reader, **self.input()).pk)

    @action(detail=True, methods=["post"])
    def approve(self, _request: Request, **_kwargs: Any) -> Response:
        """Agree to what is in review, with conditions or without; never on a request of one's own."""
        use_case, given = self.get_object(), self.input()
        approve_use_case(
            use_case.pk,
            by=self.reader,
            content_hash=given["content_hash"],
            reason=given.get("reason", ""),
            until=given.get("approved_until"),
            conditions=[NewCondition(**each) for each in given.get("conditions", ())],
        )
        return self.answer(use_case.pk)

    @action(detail=True, methods=["post"], url_path="ask-for-changes")
    def ask_for_changes(self, _request: Request, **_kwargs: Any) -> Response:
        """Send what is in review back with what has to change."""
        use_case = self.get_object()
        ask_for_changes(use_case.pk, by=self.reader, **self.input())
        return self.answer(use_case.pk)

    @action(detail=True, methods=["post"])
    def reject(self, _request: Request, **_kwargs: Any) -> Response:
        """Reject what is in review; what is in force stays so."""
        use_case = self.get_object()
        reject_use_case(use_case.pk, by=self.reader, **self.input())
        return self.answer(use_case.pk)

    @action(detail=True, methods=["post"])
    def suspend(self, _request: Request, **_kwargs: Any) -> Response:
        """Stop an approved use case at once."""
        return self.answer(use_cases.suspend_use_case(self.get_object().pk, by=self.reader, **self.input()).pk)

    @action(detail=True, methods=["post"])
    def resume(self, _request: Request, **_kwargs: Any) -> Response:
        """Let a suspended use case go on until the end of its approval."""
        return self.answer(use_cases.resume_use_case(self.get_object().pk, by=self.reader, **self.input()).pk)

    @action(detail=True, methods=["post"], url_path="name-reviewer")
    def name_reviewer(self, _request: Request, **_kwargs: Any) -> Response:
        """Have somebody decide at the open step beside those of the route."""
        use_case: Any = self.get_object()
        keep_apart(self.reader, use_case)
        given = self.input()
        name_reviewer(use_case.pk, given["person"].pk, by=self.reader, reason=given["reason"])
        return self.answer(use_case.pk)

    @action(detail=True, filterset_class=None, pagination_class=None)
    def review(self, _request: Request, **_kwargs: Any) -> Response:
        """Read the review of the latest submitted version: route, decisions, due dates, who may decide."""
        use_case = self._concerning()
        review = latest_review(use_case)
        if review is None:
            raise Http404
        return Response(ReviewOutput(self._told(use_case, review)).data)

    @action(detail=True, filterset_class=None, pagination_class=None)
    def decisions(self, _request: Request, **_kwargs: Any) -> Response:
        """List the decisions on every version, with the content and the rules each is bound to; latest first."""
        rows = Decision.objects.filter(review__version__use_case=self._concerning()).select_related(
            "review__version", "step__step", "person", "on_behalf_of", "party__role", "party__person"
        )
        rows = rows.prefetch_related("conditions__owner", "changes_asked").order_by("-decided_at", "-id")
        return Response(DecisionsOutput({"results": rows}).data)

    def _concerning(self) -> Any:
        """Return the use case of the address; 404 to whom what is not decided is not shown either."""
        use_case: Any = self.get_object()
        if not is_concerned(self.reader, use_case):
            raise Http404
        return use_case

    def _told(self, use_case: Any, review: Review) -> dict[str, Any]:
        given = given_for(review)
        standing = standing_of(self.reader, use_case, review)
        return {
            "version": review.version.number if review.version else 0,
            "content_hash": review.version.content_hash if review.version else "",
            "state": review.state,
            "route": review.route.route_for,
            "route_version": review.route.number,
            "started_at": review.started_at,
            "closed_at": review.closed_at,
            "approved_until": review.approved_until,
            "approvable_until": end_of_approval(today(), review.route.months),
            "steps": route_of(review, given),
            "decisions": [each.row for each in given],
            "may_decide": standing.may_decide,
            "why_not": standing.why_not if standing.step else how_it_ended(review, use_case),
            "on_behalf_of": standing.on_behalf_of,
        }
