"""Access reviews: campaigns in which somebody says of each right whether it is still needed."""

from typing import TYPE_CHECKING, ClassVar

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from access.choices import ReviewAnswer, ReviewOutcome, ReviewStage
from access.querysets.reviews import AccessReviewItemQuerySet, AccessReviewQuerySet
from common.clock import now
from common.identifiers import new_id
from trail.guards import trailed

if TYPE_CHECKING:
    from access.models.people import Person

QUARTERLY = _("Access review %(quarter)s")


@trailed()
class AccessReview(models.Model):
    """One campaign: what it looks at was frozen when it opened, and is decided, then applied once."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    name = models.CharField(_("name"), max_length=200)
    state = models.CharField(_("state"), max_length=20, choices=ReviewStage.choices, default=ReviewStage.OPEN)
    # What it was opened on: {"departments": [ids], "roles": [slugs], "kinds": [names]}; an empty list is everything.
    scope = models.JSONField(_("scope"), default=dict)
    # The quarter it stands for when the schedule opened it, such as 2026-Q4.
    quarter = models.CharField(_("quarter"), max_length=7, blank=True)
    opened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("opened by"),
        null=True,
        on_delete=models.PROTECT,
        related_name="access_reviews_opened",
    )
    opened_at = models.DateTimeField(_("opened"), default=now)
    due_on = models.DateField(_("due"))
    reminded_for = models.SmallIntegerField(_("reminded days ahead"), null=True, editable=False)
    # Who applied or cancelled it, since when it is over, and why it was cancelled.
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("closed by"),
        null=True,
        on_delete=models.PROTECT,
        related_name="access_reviews_closed",
        editable=False,
    )
    closed_at = models.DateTimeField(_("closed"), null=True, editable=False)
    close_reason = models.TextField(_("reason"), blank=True, editable=False)
    # Of the frozen items, so that an evidence pack can show that none was changed.
    digest = models.CharField(_("SHA-256 of the frozen scope"), max_length=64, blank=True, editable=False)

    objects = AccessReviewQuerySet.as_manager()

    class Meta:
        verbose_name = _("access review")
        verbose_name_plural = _("access reviews")
        ordering: ClassVar = ["-opened_at", "-id"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=~Q(name=""), name="access_accessreview_has_a_name"),
            models.CheckConstraint(
                condition=Q(state__in=ReviewStage.values), name="access_accessreview_state_is_known"
            ),
            models.CheckConstraint(
                condition=Q(state__in=[ReviewStage.OPEN, ReviewStage.APPLYING], closed_at=None)
                | Q(state__in=[ReviewStage.APPLIED, ReviewStage.CANCELLED], closed_at__isnull=False),
                name="access_accessreview_closed_at_a_moment",
            ),
            models.UniqueConstraint("quarter", condition=~Q(quarter=""), name="access_accessreview_one_a_quarter"),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """Return the address of the campaign's page."""
        return reverse("access:review", args=[self.pk])

    @property
    def label(self) -> str:
        """Return the name; that of a quarter's campaign in the reader's language."""
        return str(QUARTERLY) % {"quarter": self.quarter} if self.quarter else self.name

    def relations_of(self, person: "Person") -> frozenset[str]:
        """Return `reviewer` for whoever answers for at least one of its rights."""
        known = getattr(self, "asks_whom", None) == person.pk
        is_asked = self.asks if known else self.items.filter(reviewer=person).exists()  # type: ignore[attr-defined]
        return frozenset({"reviewer"}) if is_asked else frozenset()


@trailed()
class AccessReviewItem(models.Model):
    """One right of one person as it was when the campaign opened, and what its reviewer said of it."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    review = models.ForeignKey(
        AccessReview, verbose_name=_("access review"), on_delete=models.PROTECT, related_name="items"
    )
    # Where it stands in the campaign: people with remarks first, each with everything they hold together.
    position = models.PositiveIntegerField(_("position"))
    # Which app's kind of right it is, and the row that grants it.
    kind = models.CharField(_("kind"), max_length=60)
    object_id = models.UUIDField(_("row"))
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("person"), on_delete=models.PROTECT, related_name="access_review_items"
    )
    # As `access.review_facts.Facts` says them: what it is, whose, since when, why each flag was raised.
    facts = models.JSONField(_("as it was"), default=dict)
    flags = ArrayField(models.CharField(max_length=40), verbose_name=_("flags"), default=list, blank=True)
    reviewer = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("reviewer"),
        null=True,
        on_delete=models.PROTECT,
        related_name="access_reviews_to_do",
    )
    answer = models.CharField(_("answer"), max_length=10, choices=ReviewAnswer.choices, blank=True)
    # Until when "change" keeps it: {"ends_on": "2027-01-31"}.
    change = models.JSONField(_("change"), default=dict, blank=True)
    note = models.TextField(_("note"), blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("answered by"),
        null=True,
        on_delete=models.PROTECT,
        related_name="access_review_answers",
    )
    answered_at = models.DateTimeField(_("answered"), null=True)
    outcome = models.CharField(_("outcome"), max_length=10, choices=ReviewOutcome.choices, blank=True)
    outcome_note = models.TextField(_("what came of it"), blank=True)

    objects = AccessReviewItemQuerySet.as_manager()

    class Meta:
        verbose_name = _("reviewed right")
        verbose_name_plural = _("reviewed rights")
        ordering: ClassVar = ["position", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint("review", "kind", "object_id", name="access_accessreviewitem_stands_once"),
            models.UniqueConstraint("review", "position", name="access_accessreviewitem_has_a_place_of_its_own"),
            models.CheckConstraint(
                condition=Q(answer="", answered_at=None) | Q(answer__in=ReviewAnswer.values, answered_at__isnull=False),
                name="access_accessreviewitem_answered_at_a_moment",
            ),
            models.CheckConstraint(
                condition=Q(outcome="") | (Q(outcome__in=ReviewOutcome.values) & ~Q(answer="")),
                name="access_accessreviewitem_outcome_follows_an_answer",
            ),
        ]
        indexes: ClassVar = [
            # What a reviewer still has to answer.
            models.Index(fields=["reviewer"], condition=Q(answer=""), name="access_reviewitem_waiting"),
        ]

    def __str__(self) -> str:
        return f"{self.person}: {self.facts.get('title', self.kind)}"

    def get_absolute_url(self) -> str:
        """Return the address at which it is answered."""
        return reverse("access:answer-review-item", args=[self.pk])

    def relations_of(self, person: "Person") -> frozenset[str]:
        """Return `reviewer` for whoever was asked about it."""
        return frozenset({"reviewer"}) if self.reviewer_id == person.pk else frozenset()
