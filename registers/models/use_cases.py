"""Use cases, and what the register said about each over time."""

from typing import Any, ClassVar

from django.conf import settings
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVector, SearchVectorField
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from access.models import Department
from common.clock import now
from common.identifiers import new_id
from common.search import Parted, Stems
from registers.choices import AiActClass, Membership, Origin, RiskTier, UseCaseState
from registers.querysets.members import parts_of
from registers.querysets.use_cases import RegisterLineQuerySet, UseCaseQuerySet
from trail.guards import trailed

DECIDED = (UseCaseState.APPROVED, UseCaseState.SUSPENDED, UseCaseState.LAPSED)
# What a use case may be before anybody answers for it.
OWNERLESS = (UseCaseState.DRAFT, UseCaseState.RETIRED)


class RegisterFacts(models.Model):
    """What the register says about a use case at a moment: the columns of the list, now and in the past.

    `title`, `purpose`, `risk_tier` and `ai_act_class` are those of `version`: the one in force, else the latest.
    """

    title = models.CharField(_("title"), max_length=300)
    purpose = models.TextField(_("purpose"), blank=True)
    state = models.CharField(_("state"), max_length=20, choices=UseCaseState.choices, default=UseCaseState.DRAFT)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("owner"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="%(class)ss_owned",
    )
    department = models.ForeignKey(
        Department,
        verbose_name=_("department"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="%(class)ss",
    )
    risk_tier = models.CharField(_("risk"), max_length=10, choices=RiskTier.choices, blank=True)
    ai_act_class = models.CharField(_("EU AI Act class"), max_length=20, choices=AiActClass.choices, blank=True)
    approved_until = models.DateField(_("approved until"), null=True, blank=True)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.title


@trailed(ignoring=("changed_at", "search"))
class UseCase(RegisterFacts):
    """One purpose for which the organisation uses, or asks to use, the API."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    number = models.PositiveIntegerField(_("number"), unique=True, editable=False)
    reference = models.CharField(_("reference elsewhere"), max_length=200, blank=True)
    origin = models.CharField(_("origin"), max_length=10, choices=Origin.choices, default=Origin.ENTERED)
    # The version whose content the register shows; the one in force; the one being prepared or reviewed.
    version = models.ForeignKey(
        "registers.UseCaseVersion",
        verbose_name=_("version"),
        null=True,
        on_delete=models.PROTECT,
        related_name="shown_for",
    )
    in_force = models.ForeignKey(
        "registers.UseCaseVersion",
        verbose_name=_("version in force"),
        null=True,
        on_delete=models.PROTECT,
        related_name="in_force_for",
    )
    proposed = models.ForeignKey(
        "registers.UseCaseVersion",
        verbose_name=_("version proposed"),
        null=True,
        on_delete=models.PROTECT,
        related_name="proposed_for",
    )
    created_at = models.DateTimeField(_("entered"), default=now)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("entered by"),
        null=True,
        on_delete=models.PROTECT,
        related_name="use_cases_entered",
    )
    changed_at = models.DateTimeField(_("last change"), default=now)
    retired_at = models.DateTimeField(_("retired"), null=True, editable=False)
    suspended_at = models.DateTimeField(_("suspended"), null=True, editable=False)
    suspension_reason = models.TextField(_("why it is suspended"), blank=True)
    # For how many days before its end the owner was reminded last.
    reminded_for = models.PositiveSmallIntegerField(_("reminded days ahead"), null=True, editable=False)
    search = models.GeneratedField(
        expression=SearchVector("title", weight="A", config="simple")
        + SearchVector("purpose", weight="B", config="simple")
        + SearchVector(Parted("reference"), weight="A", config="simple")
        + Stems("title", "purpose", config="english")
        + Stems("title", "purpose", config="german"),
        output_field=SearchVectorField(),
        db_persist=True,
    )

    objects = UseCaseQuerySet.as_manager()

    class Meta:
        verbose_name = _("use case")
        verbose_name_plural = _("use cases")
        ordering: ClassVar = ["-number"]
        # What somebody may be to one use case; guardian keeps who is (`UseCaseMember`). The owner is a column: there is
        # one, who answers for it.
        permissions: ClassVar = [
            ("contribute_usecase", "Works on the use case"),
            ("watch_usecase", "Watches the use case"),
            ("steward_usecase", "Sees the use case through"),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(condition=~Q(title=""), name="registers_usecase_has_a_title"),
            models.CheckConstraint(condition=Q(state__in=UseCaseState.values), name="registers_usecase_state_is_known"),
            models.CheckConstraint(
                condition=~Q(state__in=DECIDED) | Q(approved_until__isnull=False, in_force__isnull=False),
                name="registers_usecase_approval_has_an_end",
            ),
            models.CheckConstraint(
                condition=Q(state__in=OWNERLESS) | Q(owner__isnull=False), name="registers_usecase_has_an_owner"
            ),
            models.CheckConstraint(
                condition=Q(state="retired", retired_at__isnull=False) | (~Q(state="retired") & Q(retired_at=None)),
                name="registers_usecase_retired_since_a_moment",
            ),
        ]
        indexes: ClassVar = [
            # The orders of the list, each with the key that breaks ties.
            models.Index(fields=["title", "id"], name="registers_usecase_title"),
            models.Index(fields=["-changed_at", "-id"], name="registers_usecase_changed"),
            models.Index(fields=["approved_until", "id"], name="registers_usecase_until"),
            # From the end those without an approval stand last, too.
            models.Index(
                F("approved_until").desc(nulls_last=True), F("id").desc(), name="registers_usecase_until_last"
            ),
            # Its filters.
            models.Index(fields=["state", "-number"], name="registers_usecase_state"),
            models.Index(fields=["owner", "-number"], name="registers_usecase_owner"),
            models.Index(fields=["department", "-number"], name="registers_usecase_department"),
            models.Index(fields=["risk_tier", "-number"], name="registers_usecase_tier"),
            models.Index(fields=["ai_act_class", "-number"], name="registers_usecase_class"),
            models.Index(fields=["origin", "-number"], name="registers_usecase_origin"),
            # Search by any word of title and purpose, in any of its forms.
            GinIndex(fields=["search"], name="registers_usecase_search"),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.title}"

    def get_absolute_url(self) -> str:
        """Return the address of the use case's page."""
        return reverse("registers:use-case", args=[self.pk])

    @property
    def code(self) -> str:
        """Return how people refer to it, such as UC-0042."""
        return f"UC-{self.number:04d}"

    @property
    def scope_department_id(self) -> Any:
        """Return the department it belongs to: roles held for that department count for it."""
        return self.department_id

    def relations_of(self, person: Any) -> frozenset[str]:
        """Return what a person is to the use case: owner, contributor, watcher, follower (who added themselves).

        Whose roles do not let them ask for use cases (any more) is only "named" as its owner or contributor: they read.
        Its owner with a steward is its "asker", too: they take part in what is said about it.
        """
        found = {"follower" if by_themselves else membership for membership, by_themselves in parts_of(self, person)}
        found |= {"owner"} if self.owner_id == person.pk else set()
        working = found & {"owner", "contributor"}
        if working and not person.may_for("registers.request_use_case", self.department_id):
            stewarded = any(each.membership == Membership.STEWARD for each in self.members.all())
            asks = "owner" in working and stewarded
            found = found - working | ({"named", "asker"} if asks else {"named"})
        return frozenset(found)


class RegisterLine(RegisterFacts):
    """What the register said about a use case from one moment until another: written by every action, never changed."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    use_case = models.ForeignKey(UseCase, verbose_name=_("use case"), on_delete=models.PROTECT, related_name="lines")
    number = models.PositiveIntegerField(_("number"))
    version = models.ForeignKey(
        "registers.UseCaseVersion",
        verbose_name=_("version"),
        null=True,
        on_delete=models.PROTECT,
        related_name="lines",
    )
    since = models.DateTimeField(_("since"), default=now)
    until = models.DateTimeField(_("until"), null=True)
    search = models.GeneratedField(
        expression=SearchVector("title", weight="A", config="simple")
        + SearchVector("purpose", weight="B", config="simple")
        + Stems("title", "purpose", config="english")
        + Stems("title", "purpose", config="german"),
        output_field=SearchVectorField(),
        db_persist=True,
    )

    objects = RegisterLineQuerySet.as_manager()

    class Meta:
        verbose_name = _("line of the register")
        verbose_name_plural = _("lines of the register")
        ordering: ClassVar = ["-number"]
        constraints: ClassVar = [
            models.UniqueConstraint("use_case", condition=Q(until=None), name="registers_registerline_is_open_once"),
            models.CheckConstraint(
                condition=Q(until=None) | Q(until__gte=F("since")), name="registers_registerline_is_a_period"
            ),
        ]
        indexes: ClassVar = [
            # The register as it stood at a moment, in the order of the list; counted without reading the rows.
            models.Index(
                fields=["-number", "since", "until"], include=["use_case", "state"], name="registers_line_of_a_moment"
            ),
            models.Index(fields=["title", "id"], name="registers_line_title"),
            models.Index(fields=["use_case", "-since"], name="registers_line_of_a_use_case"),
            GinIndex(fields=["search"], name="registers_line_search"),
        ]

    def get_absolute_url(self) -> str:
        """Return the address of the use case's page as of the line's time."""
        return reverse("registers:use-case", args=[self.use_case_id])

    @property
    def code(self) -> str:
        """Return how people refer to the use case."""
        return f"UC-{self.number:04d}"
