"""Reviews: the way of one version through its route, the decisions on it, and what they ask for."""

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from common.clock import now
from common.identifiers import new_id
from registers.choices import Answer, ReviewState, StepOutcome
from registers.models.documents import DocumentVersion
from registers.models.routes import ApprovalRoute, RouteParty, RouteStep
from registers.models.use_cases import UseCase
from registers.models.versions import UseCaseVersion
from registers.querysets.reviews import ConditionQuerySet, DecisionQuerySet, ReviewQuerySet, ReviewStepQuerySet
from trail.guards import trailed
from trail.querysets import TrailedQuerySet


@trailed()
class Review(models.Model):
    """The way of one submitted version, of a use case or a policy document, through its route."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    version = models.OneToOneField(
        UseCaseVersion, verbose_name=_("version"), null=True, on_delete=models.PROTECT, related_name="review"
    )
    document_version = models.OneToOneField(
        DocumentVersion,
        verbose_name=_("version of a document"),
        null=True,
        on_delete=models.PROTECT,
        related_name="review",
    )
    route = models.ForeignKey(ApprovalRoute, verbose_name=_("route"), on_delete=models.PROTECT, related_name="reviews")
    state = models.CharField(_("state"), max_length=20, choices=ReviewState.choices, default=ReviewState.OPEN)
    started_at = models.DateTimeField(_("started"), default=now)
    closed_at = models.DateTimeField(_("closed"), null=True, editable=False)
    # Until when it was approved; waits with the version while conditions keep that from coming into force.
    approved_until = models.DateField(_("approved until"), null=True)
    # The review of the version before, whose agreement still counts because nothing material changed since.
    carried_from = models.ForeignKey(
        "self", verbose_name=_("carried from"), null=True, on_delete=models.PROTECT, related_name="carried_to"
    )

    objects = ReviewQuerySet.as_manager()

    class Meta:
        verbose_name = _("review")
        verbose_name_plural = _("reviews")
        ordering: ClassVar = ["started_at", "id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(version=None, document_version__isnull=False)
                | Q(version__isnull=False, document_version=None),
                name="registers_review_is_of_one_version",
            ),
            models.CheckConstraint(
                condition=Q(state="open", closed_at=None) | (~Q(state="open") & Q(closed_at__isnull=False)),
                name="registers_review_closed_at_a_moment",
            ),
            models.CheckConstraint(condition=Q(state__in=ReviewState.values), name="registers_review_state_is_known"),
        ]
        indexes: ClassVar = [
            # What waits for a decision, oldest first.
            models.Index(fields=["started_at", "id"], condition=Q(state="open"), name="registers_review_open"),
            # Reports by the month of the answer.
            models.Index(fields=["closed_at"], name="registers_review_closed"),
        ]

    def __str__(self) -> str:
        return str(self.version or self.document_version)

    def get_absolute_url(self) -> str:
        """Return the address of the page where it is decided."""
        if self.version is not None:
            return reverse("registers:review", args=[self.version.use_case_id])
        if self.document_version is not None:
            return reverse("registers:document-review", args=[self.document_version.document_id])
        return ""


@trailed(ignoring=("reminded_at",))
class ReviewStep(models.Model):
    """One step of a review that was reached: since when, until when it is due, how it ended."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    review = models.ForeignKey(Review, verbose_name=_("review"), on_delete=models.PROTECT, related_name="steps")
    step = models.ForeignKey(RouteStep, verbose_name=_("step"), on_delete=models.PROTECT, related_name="reached")
    opened_at = models.DateTimeField(_("opened"), default=now)
    due_at = models.DateTimeField(_("due"))
    escalates_at = models.DateTimeField(_("goes on"), null=True)
    escalated_at = models.DateTimeField(_("went on"), null=True, editable=False)
    reminded_at = models.DateTimeField(_("reminded"), null=True, editable=False)
    closed_at = models.DateTimeField(_("closed"), null=True, editable=False)
    outcome = models.CharField(_("outcome"), max_length=20, choices=StepOutcome.choices, blank=True)

    objects = ReviewStepQuerySet.as_manager()

    class Meta:
        verbose_name = _("step of a review")
        verbose_name_plural = _("steps of reviews")
        ordering: ClassVar = ["step__position"]
        constraints: ClassVar = [
            models.UniqueConstraint("review", "step", name="registers_reviewstep_is_reached_once"),
            models.UniqueConstraint(
                "review", condition=Q(closed_at=None), name="registers_reviewstep_is_open_one_at_a_time"
            ),
            models.CheckConstraint(
                condition=Q(closed_at=None, outcome="") | (Q(closed_at__isnull=False) & ~Q(outcome="")),
                name="registers_reviewstep_closed_with_an_outcome",
            ),
        ]
        indexes: ClassVar = [
            # What is due, and what goes on to others when nobody answers.
            models.Index(fields=["due_at"], condition=Q(closed_at=None), name="registers_reviewstep_due"),
        ]

    def __str__(self) -> str:
        return f"{self.review}: {self.step}"


@trailed()
class NamedReviewer(models.Model):
    """One person named for a step of one review beside its parties, such as when those have all left."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    step = models.ForeignKey(ReviewStep, verbose_name=_("step"), on_delete=models.PROTECT, related_name="named")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("person"), on_delete=models.PROTECT, related_name="named_for"
    )
    named_at = models.DateTimeField(_("named"), default=now)
    named_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("named by"),
        null=True,
        on_delete=models.PROTECT,
        related_name="reviewers_named",
    )

    objects = TrailedQuerySet["NamedReviewer"].as_manager()

    class Meta:
        verbose_name = _("named reviewer")
        verbose_name_plural = _("named reviewers")
        constraints: ClassVar = [
            models.UniqueConstraint("step", "person", name="registers_namedreviewer_is_named_once"),
        ]

    def __str__(self) -> str:
        return str(self.person)


@trailed()
class Decision(models.Model):
    """One reviewer's answer on one version, bound to the hash of its content and to the rules then in force."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    review = models.ForeignKey(Review, verbose_name=_("review"), on_delete=models.PROTECT, related_name="decisions")
    step = models.ForeignKey(ReviewStep, verbose_name=_("step"), on_delete=models.PROTECT, related_name="decisions")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("by"), on_delete=models.PROTECT, related_name="decisions"
    )
    on_behalf_of = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("on behalf of"),
        null=True,
        on_delete=models.PROTECT,
        related_name="decisions_by_others",
    )
    # As which party of the step; None for somebody named for this one review.
    party = models.ForeignKey(
        RouteParty, verbose_name=_("as"), null=True, on_delete=models.PROTECT, related_name="decisions"
    )
    answer = models.CharField(_("answer"), max_length=20, choices=Answer.choices)
    reason = models.TextField(_("reason"), blank=True)
    approved_until = models.DateField(_("until"), null=True)
    content_hash = models.CharField(_("content hash"), max_length=64)
    # Which rules were in force: boundary rules, route, tier, the list of material fields; and the SHA-256 of that.
    rules = models.JSONField(_("rules in force"), default=dict)
    rules_hash = models.CharField(_("hash of the rules"), max_length=64)
    decided_at = models.DateTimeField(_("decided"), default=now)

    objects = DecisionQuerySet.as_manager()

    class Meta:
        verbose_name = _("decision")
        verbose_name_plural = _("decisions")
        ordering: ClassVar = ["decided_at", "id"]
        constraints: ClassVar = [
            # Separation of duties: nobody decides twice on one request, in whatever part (SOC 2 CC5.1).
            models.UniqueConstraint("review", "person", name="registers_decision_is_one_a_person"),
            models.UniqueConstraint(
                "review", "on_behalf_of", condition=Q(on_behalf_of__isnull=False),
                name="registers_decision_is_one_for_somebody_away",
            ),
            models.CheckConstraint(
                condition=Q(on_behalf_of=None) | ~Q(on_behalf_of=F("person")),
                name="registers_decision_on_behalf_of_somebody_else",
            ),
            models.CheckConstraint(condition=Q(answer__in=Answer.values), name="registers_decision_answer_is_known"),
            models.CheckConstraint(
                condition=Q(content_hash__regex="^[0-9a-f]{64}$", rules_hash__regex="^[0-9a-f]{64}$"),
                name="registers_decision_is_bound_to_hashes",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.get_answer_display()}: {self.review}"

    def get_absolute_url(self) -> str:
        """Return the address of the page of the review."""
        return self.review.get_absolute_url()


@trailed()
class ChangeAsked(models.Model):
    """One change that a reviewer asks for, at one field of the request or at the whole."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    decision = models.ForeignKey(
        Decision, verbose_name=_("decision"), on_delete=models.PROTECT, related_name="changes_asked"
    )
    field = models.CharField(_("field"), max_length=40, blank=True)
    text = models.TextField(_("what has to change"))

    objects = TrailedQuerySet["ChangeAsked"].as_manager()

    class Meta:
        verbose_name = _("change asked")
        verbose_name_plural = _("changes asked")
        ordering: ClassVar = ["id"]
        constraints: ClassVar = [
            models.UniqueConstraint("decision", "field", name="registers_changeasked_is_one_a_field"),
            models.CheckConstraint(condition=~Q(text=""), name="registers_changeasked_says_what"),
        ]

    def __str__(self) -> str:
        return self.text


@trailed()
class Condition(models.Model):
    """One thing that has to be done for an approval: by whom, until when, and whether nothing is in force before."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    decision = models.ForeignKey(
        Decision, verbose_name=_("decision"), on_delete=models.PROTECT, related_name="conditions"
    )
    use_case = models.ForeignKey(
        UseCase, verbose_name=_("use case"), on_delete=models.PROTECT, related_name="conditions"
    )
    text = models.TextField(_("what has to be done"))
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("owner"), on_delete=models.PROTECT, related_name="conditions"
    )
    due_on = models.DateField(_("due"))
    blocking = models.BooleanField(_("nothing is in force before"), default=False)
    report = models.TextField(_("what was done"), blank=True)
    reported_at = models.DateTimeField(_("reported"), null=True, editable=False)
    reported_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("reported by"),
        null=True,
        on_delete=models.PROTECT,
        related_name="conditions_reported",
    )
    met_at = models.DateTimeField(_("met"), null=True, editable=False)
    met_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("found met by"),
        null=True,
        on_delete=models.PROTECT,
        related_name="conditions_found_met",
    )

    objects = ConditionQuerySet.as_manager()

    class Meta:
        verbose_name = _("condition")
        verbose_name_plural = _("conditions")
        ordering: ClassVar = ["due_on", "id"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=~Q(text=""), name="registers_condition_says_what"),
            models.CheckConstraint(
                condition=Q(met_at=None, met_by=None)
                | Q(met_at__isnull=False, met_by__isnull=False, reported_at__isnull=False),
                name="registers_condition_met_after_its_report",
            ),
            # Whoever did it does not also find that it is done.
            models.CheckConstraint(
                condition=Q(met_by=None) | ~Q(met_by=F("reported_by")), name="registers_condition_found_met_by_another"
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["due_on"], condition=Q(met_at=None), name="registers_condition_open"),
        ]

    def __str__(self) -> str:
        return self.text

    def get_absolute_url(self) -> str:
        """Return the address of its page: whoever sees to it need not see the use case."""
        return reverse("registers:condition", args=[self.pk])

    @property
    def scope_department_id(self) -> Any:
        """Return the department of its use case."""
        return self.use_case.department_id

    def relations_of(self, person: object) -> frozenset[str]:
        """Return what a person is to the condition: who sees to it, and what they are to the use case."""
        mine = {"condition-owner"} if self.owner_id == getattr(person, "pk", None) else set()
        return frozenset(mine) | self.use_case.relations_of(person)
