"""Reviews with what the queue says of each: at which step it waits, since when, until when, and what came before."""

from typing import Any

from django.db.models import Count, F, FilteredRelation, OuterRef, Prefetch, Q, QuerySet, Subquery

from registers.choices import ReviewState


def with_open_step(reviews: QuerySet[Any]) -> Any:
    """Read reviews with the step at which each waits; of one that is closed that is empty.

    `step_name`, `step_position` of `steps_total`, `waits_since`, `due_at`, `escalated_at`; `answered_before` is how the
    version before was answered.
    """
    from registers.models import Review, RouteStep

    steps = RouteStep.objects.order_by().filter(route=OuterRef("route")).values("route")
    before = Review.objects.exclude(state=ReviewState.OPEN).filter(
        version__use_case=OuterRef("version__use_case"), version__number__lt=OuterRef("version__number")
    )
    return reviews.annotate(current=FilteredRelation("steps", condition=Q(steps__closed_at=None))).annotate(
        step_key=F("current__pk"),
        step_name=F("current__step__name"),
        step_position=F("current__step__position"),
        waits_since=F("current__opened_at"),
        due_at=F("current__due_at"),
        escalated_at=F("current__escalated_at"),
        steps_total=Subquery(steps.annotate(n=Count("*")).values("n")),
        answered_before=Subquery(before.order_by("-version__number").values("state")[:1]),
    )


def with_contents(reviews: QuerySet[Any]) -> Any:
    """Read reviews with whose they are, and with who has decided, in two queries."""
    from registers.models import Decision

    decisions = Decision.objects.select_related("person").order_by("decided_at", "id")
    return reviews.select_related(
        "version__use_case__owner",
        "version__use_case__department",
        "version__submitted_by",
        "document_version__document__owner",
        "route",
    ).prefetch_related(Prefetch("decisions", queryset=decisions))
