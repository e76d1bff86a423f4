"""Named questions about routes, reviews, decisions, conditions and comments."""

from datetime import date
from typing import TYPE_CHECKING, Self

from django.db.models import Case, Count, Exists, F, OuterRef, Q, TextField, Value, When

from registers.choices import Answer, ReviewState, StepOutcome, VersionState
from registers.querysets.seats import waiting_for
from registers.querysets.use_cases import SEE_ALL, of_departments
from registers.rules.decisions import MOST_CARRIED
from trail.querysets import TrailedQuerySet

if TYPE_CHECKING:
    from access.models import Person
    from registers.models import (  # noqa: F401 - named in the bases below
        ApprovalRoute,
        Comment,
        Condition,
        Decision,
        Delegation,
        Review,
        ReviewStep,
    )


class RouteQuerySet(TrailedQuerySet["ApprovalRoute"]):
    """Questions about approval routes."""

    def visible_to(self, reader: "Person") -> Self:
        """Return all routes for those who may see the registers, otherwise none."""
        return self if reader.may("registers.view_register") else self.none()

    def in_use(self) -> Self:
        """Return the version of each route that new requests go by."""
        return self.filter(until=None)

    def whole(self) -> Self:
        """Read the routes with their steps and who decides at each."""
        return self.prefetch_related("steps__parties__role", "steps__parties__person")

    def with_under_way(self) -> Self:
        """Count the requests that are under way on each version as `under_way`."""
        return self.annotate(under_way=Count("reviews", filter=Q(reviews__state=ReviewState.OPEN)))


class DelegationQuerySet(TrailedQuerySet["Delegation"]):
    """Questions about who decides for whom."""

    def visible_to(self, reader: "Person") -> Self:
        """Return one's own and those one holds; all of them for those who see every use case."""
        if reader.may(SEE_ALL):
            return self
        return self.filter(Q(person=reader) | Q(delegate=reader))

    def in_force_on(self, day: date) -> Self:
        """Return the delegations that count on a day."""
        return self.filter(starts_on__lte=day, ends_on__gte=day, ended_at=None)

    def not_over_on(self, day: date) -> Self:
        """Return the delegations of a day or of later ones."""
        return self.filter(ends_on__gte=day, ended_at=None)

    def over_on(self, day: date) -> Self:
        """Return the delegations whose last day was before a day, and those that were ended early."""
        return self.filter(Q(ends_on__lt=day) | Q(ended_at__isnull=False))


class ReviewQuerySet(TrailedQuerySet["Review"]):
    """Questions about reviews."""

    def visible_to(self, reader: "Person") -> Self:
        """Return the reviews of all use cases for those who see every one, else of one's own and one's departments."""
        from registers.models import UseCase

        if reader.may(SEE_ALL):
            return self
        mine = UseCase.objects.order_by().concerning(reader).values("pk")
        own = Q(version__use_case__in=mine) | Q(document_version__document__owner=reader)
        return self.filter(own | of_departments(reader, SEE_ALL, "version__use_case__department"))

    def under_way(self) -> Self:
        """Return the reviews that wait for a decision."""
        return self.filter(state=ReviewState.OPEN)

    def for_list(self) -> Self:
        """Read the reviews with what a line of the queue shows."""
        return self.select_related(
            "version__use_case__owner", "version__use_case__department", "version__submitted_by", "route",
            "document_version__document__owner",
        ).prefetch_related("steps__step", "decisions")  # fmt: skip


class ReviewStepQuerySet(TrailedQuerySet["ReviewStep"]):
    """Questions about the steps of reviews."""

    def waiting(self) -> Self:
        """Return the steps that wait for an answer."""
        return self.filter(closed_at=None)

    def to_decide_by(self, person: "Person", day: date) -> Self:
        """Return the open steps at which a person may decide: by role, by name, or for somebody who is away."""
        found: Self = waiting_for(self, person, day)
        return found

    def agreed(self) -> Self:
        """Return the steps at which enough agreed, of this version or of one before it."""
        return self.filter(outcome__in=(StepOutcome.AGREED, StepOutcome.CARRIED)).select_related("step")


class DecisionQuerySet(TrailedQuerySet["Decision"]):
    """Questions about decisions."""

    def approvals(self) -> Self:
        """Return the decisions that agreed."""
        return self.filter(answer=Answer.APPROVE)


class ConditionQuerySet(TrailedQuerySet["Condition"]):
    """Questions about conditions of approvals."""

    def visible_to(self, reader: "Person") -> Self:
        """Return those a reader sees to, all of the use cases whose drafts they see, and of others what is shown.

        What was done is `told_report`: like reasons of decisions it is for those whom the use case concerns.
        """
        from registers.models import UseCase

        if reader.may(SEE_ALL):
            return self.annotate(told_report=F("report"))
        cases = UseCase.objects.order_by()
        shown = Q(decision__review__version=F("use_case__version")) | Q(
            decision__review__version=F("use_case__version__stands_on")
        )
        concerned = Q(owner=reader) | Q(use_case__in=cases.opened_to(reader).values("pk"))
        seen = self.filter(concerned | Q(shown, use_case__in=cases.visible_to(reader).values("pk")))
        return seen.annotate(
            told_report=Case(When(concerned, then=F("report")), default=Value(""), output_field=TextField())
        )

    def for_list(self) -> Self:
        """Read the conditions with everybody and everything that their lines name."""
        return self.select_related(
            "use_case", "owner", "reported_by", "met_by", "decision__person", "decision__review__version"
        )

    def with_standing(self) -> Self:
        """Say of each where it stands: met, reported, open, or dropped together with its approval."""
        states, version = (ReviewState.OPEN, ReviewState.APPROVED), "decision__review__version__state"
        own = Q(decision__review__state__in=states) & ~Q(**{version: VersionState.WITHDRAWN})
        # What blocks keeps a version from coming into force: one that gave way meanwhile was given up.
        given_up = Q(_blocked_beside(), **{version: VersionState.REPLACED})
        live = Q(review__state__in=states) & ~Q(review__version__state=VersionState.WITHDRAWN)
        waiting = live & ~Q(review__version__state=VersionState.REPLACED)
        stands = (own & ~given_up) | Q(_carried_to(waiting)) | Q(_carried_to(live), blocking=False)
        return self.annotate(
            standing=Case(
                When(met_at__isnull=False, then=Value("met")),
                When(~stands, then=Value("dropped")),
                When(reported_at__isnull=False, then=Value("reported")),
                default=Value("open"),
            )
        )

    def unmet(self) -> Self:
        """Return the conditions that are not found met."""
        return self.filter(met_at=None)

    def of_version(self, version_id: object) -> Self:
        """Return what was set for a version, also by agreement that was carried over to it."""
        own = Q(decision__review__version=version_id)
        return self.filter(own | Q(_carried_to(Q(review__version=version_id))))

    def blocking_version(self, version_id: object) -> Self:
        """Return what keeps a version from coming into force."""
        return self.unmet().of_version(version_id).filter(blocking=True)


def _blocked_beside() -> Exists:
    """Tell of a condition whether one that blocks is not met, of those set on the same version."""
    from registers.models import Condition

    beside = Condition.objects.order_by().filter(met_at=None, blocking=True)
    return Exists(beside.filter(decision__review=OuterRef("decision__review")))


def _carried_to(which: Q) -> Exists:
    """Tell of a condition whether the agreement it was set with counts for such a review of a later version.

    Agreement is carried on so many times at most.
    """
    from registers.models import ReviewStep

    before = (f"review{'__carried_from' * times}" for times in range(1, MOST_CARRIED + 1))
    later = Q(*(Q(**{name: OuterRef("decision__review")}) for name in before), _connector=Q.OR)
    carried = ReviewStep.objects.order_by().filter(later, which, outcome=StepOutcome.CARRIED)
    return Exists(carried.filter(step=OuterRef("decision__step__step")))


class CommentQuerySet(TrailedQuerySet["Comment"]):
    """Questions about comments."""

    def visible_to(self, reader: "Person") -> Self:
        """Return the comments on use cases whose drafts a reader may see too; following alone opens none."""
        from registers.models import UseCase

        if reader.may(SEE_ALL):
            return self
        return self.filter(use_case__in=UseCase.objects.order_by().opened_to(reader).values("pk"))

    def for_list(self) -> Self:
        """Read the comments with everybody and everything that their lines name."""
        return self.select_related("author", "resolved_by", "version", "use_case", "file").prefetch_related(
            "mentions__person"
        )

    def open(self) -> Self:
        """Return the comments that begin a thread which is not resolved."""
        return self.filter(answers=None, resolved_at=None)
