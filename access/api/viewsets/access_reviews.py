"""Access reviews and the rights in them."""

from functools import partial
from typing import Any, ClassVar
from uuid import UUID

from django.db.models import Count, Q
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy as _
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import status
from rest_framework.decorators import action
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request
from rest_framework.response import Response

from access.actions.access_reviews import answering
from access.actions.access_reviews.applying import apply_access_review
from access.actions.access_reviews.opening import Asked, start_opening
from access.api.base import PortalViewSet
from access.api.serializers.access_review_answers import AnsweredOutput, AnswerInput, AnswerManyInput, ReassignInput
from access.api.serializers.access_review_evidence import ComparisonOutput, EvidenceOutput
from access.api.serializers.access_review_items import AccessReviewItemOutput
from access.api.serializers.access_reviews import AccessReviewInput, AccessReviewOutput, OpeningOutput
from access.api.serializers.common import ReasonInput
from access.bulk import BulkAction, run_bulk
from access.comparing_reviews import compare
from access.models import AccessReview, AccessReviewItem, Job
from access.reading import note_taking
from access.review_evidence import evidence_of
from access.review_filters import AccessReviewFilter, AnyReviewItemFilter
from access.review_scopes import Scope
from common.identifiers import as_id

VIEW, RUN, ANSWER = "access.view_reviews", "access.run_reviews", "access.answer_review"
EVIDENCE = "access.take_review_evidence"
SIDE = partial(OpenApiParameter, type=OpenApiTypes.UUID, required=True)


class AccessReviewsViewSet(PortalViewSet[AccessReview]):
    """Campaigns in which somebody says of each right whether it is still needed."""

    queryset = AccessReview.objects.select_related("opened_by", "closed_by").annotate(
        rights=Count("items"),
        answered=Count("items", filter=~Q(items__answer="")),
        flagged=Count("items", filter=~Q(items__flags=[])),
    )
    serializer_class = AccessReviewOutput
    filterset_class = AccessReviewFilter
    tag = "access-reviews"
    view_permission = VIEW
    permission_names: ClassVar = {
        "create": RUN,
        "answer_many": ANSWER,
        "apply": RUN,
        "cancel": RUN,
        "evidence": EVIDENCE,
        "compare": VIEW,
    }
    inputs: ClassVar = {"create": AccessReviewInput, "answer_many": AnswerManyInput, "cancel": ReasonInput}
    outputs: ClassVar = {"answer_many": AnsweredOutput, "evidence": EvidenceOutput, "compare": ComparisonOutput}
    sorts: ClassVar = {"opened": ("opened_at",), "due": ("due_on",), "name": ("name",)}
    default_sort = "-opened"

    @extend_schema(responses={201: AccessReviewOutput, 202: OpeningOutput})
    def create(self, _request: Request) -> Response:
        """Open a review: every right in its scope is frozen, and somebody is asked about each.

        Without reviewers the compliance officers answer in turn; nobody is asked about their own access. More than five
        hundred rights are frozen by a background job, whose address is `job`; the answer is 202 then.
        """
        given = self.input()
        scope = Scope(
            tuple(each.pk for each in given["departments"]),
            tuple(each.slug for each in given.get("roles", ())),
            tuple(given["kinds"]),
        )
        reviewers = tuple(each.pk for each in given["reviewers"])
        opened = start_opening(Asked(given["name"], given["due_on"], scope, reviewers), by=self.reader)
        if isinstance(opened, Job):
            waits = OpeningOutput({"job": opened.get_absolute_url()})
            return Response(waits.data, status=status.HTTP_202_ACCEPTED)
        return self.answer_created(opened.pk)

    @action(detail=True, methods=["post"], url_path="answer-many")
    def answer_many(self, _request: Request, **_kwargs: Any) -> Response:
        """Say the same of many rights; what is refused stops none of the others."""
        review, given = self.get_object(), self.input()
        asked = given.pop("items")
        seen = AccessReviewItem.objects.visible_to(self.reader).filter(review=review, pk__in=asked)
        keys: list[UUID] = list(seen.order_by("position").values_list("pk", flat=True))
        answer = BulkAction(name="answer", label="", permission=ANSWER, run=answering.answer_review_item)
        outcome = run_bulk(answer, keys, given, by=self.reader)
        told = {"done": outcome.done, "unchanged": outcome.unchanged, "refused": dict(outcome.refused)}
        return Response(AnsweredOutput(told).data)

    @action(detail=True, methods=["post"])
    def apply(self, _request: Request, **_kwargs: Any) -> Response:
        """Carry out every answer; in the background where there are many, then the answer is 202."""
        review = self.get_object()
        done = apply_access_review(review.pk, by=self.reader)
        answer = self.answer(review.pk)
        if isinstance(done, Job):
            answer.status_code = status.HTTP_202_ACCEPTED
        return answer

    @action(detail=True, methods=["post"])
    def cancel(self, _request: Request, **_kwargs: Any) -> Response:
        """Give a review up; nothing of it is carried out."""
        review = self.get_object()
        answering.cancel_access_review(review.pk, by=self.reader, **self.input())
        return self.answer(review.pk)

    @action(detail=True)
    def evidence(self, _request: Request, **_kwargs: Any) -> Response:
        """Take everything that proves a review: what was frozen, the answers, the outcomes, the trail's entries."""
        review = self.get_object()
        found = evidence_of(review)
        note_taking(self.reader, f"access-reviews: {review.name}", count=len(found["answers"]))
        return Response(found)

    @extend_schema(parameters=[SIDE("a", description=_("The earlier review.")), SIDE("b", description=_("The later."))])
    @action(detail=False, pagination_class=None, filter_backends=[])
    def compare(self, request: Request) -> Response:
        """Compare two reviews: what came, what went, what was kept twice, what came back after it was removed."""
        before, after = (self._named(request.query_params.get(name, "")) for name in ("a", "b"))
        return Response(ComparisonOutput(compare(before, after)).data)

    def _named(self, text: str) -> AccessReview:
        key = as_id(text)
        if key is None:
            raise ValidationError(_("Name two reviews by their ids, as `a` and `b`."))
        return get_object_or_404(AccessReview.objects.visible_to(self.reader), pk=key)


class AccessReviewItemsViewSet(PortalViewSet[AccessReviewItem]):
    """The rights in access reviews, with what was said of each."""

    queryset = AccessReviewItem.objects.select_related("review", "person", "reviewer", "answered_by")
    serializer_class = AccessReviewItemOutput
    filterset_class = AnyReviewItemFilter
    tag = "access-review-items"
    view_permission = VIEW
    permission_names: ClassVar = {"answer_right": ANSWER, "reassign": RUN}
    inputs: ClassVar = {"answer_right": AnswerInput, "reassign": ReassignInput}
    sorts: ClassVar = {"position": ("position",), "since": ("id",)}
    default_sort = "position"

    @action(detail=True, methods=["post"], url_path="answer")
    def answer_right(self, _request: Request, **_kwargs: Any) -> Response:
        """Say of a right whether it is kept, changed or removed; it can be said anew until the review is applied."""
        item = self.get_object()
        answering.answer_review_item(item.pk, by=self.reader, **self.input())
        return self.answer(item.pk)

    @action(detail=True, methods=["post"])
    def reassign(self, _request: Request, **_kwargs: Any) -> Response:
        """Ask somebody else about a right."""
        item = self.get_object()
        answering.reassign_review_item(item.pk, by=self.reader, **self.input())
        return self.answer(item.pk)
