"""Routes by which requests are decided, in versions; and who decides for whom meanwhile."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from access.models import Role
from common.clock import now
from common.identifiers import new_id
from registers.choices import Agreement, RouteFor
from registers.querysets.reviews import DelegationQuerySet, RouteQuerySet
from trail.guards import trailed
from trail.querysets import TrailedQuerySet


@trailed()
class ApprovalRoute(models.Model):
    """One version of the route for one kind of request: what was under way on it stays on it."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    route_for = models.CharField(_("for"), max_length=10, choices=RouteFor.choices)
    number = models.PositiveIntegerField(_("version"))
    months = models.PositiveSmallIntegerField(_("an approval holds for (months)"))
    note = models.TextField(_("why"), blank=True)
    since = models.DateTimeField(_("since"), default=now)
    until = models.DateTimeField(_("until"), null=True)
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("entered by"),
        null=True,
        on_delete=models.PROTECT,
        related_name="routes_entered",
    )

    objects = RouteQuerySet.as_manager()

    class Meta:
        verbose_name = _("approval route")
        verbose_name_plural = _("approval routes")
        ordering: ClassVar = ["route_for", "-number"]
        constraints: ClassVar = [
            models.UniqueConstraint("route_for", "number", name="registers_approvalroute_number_is_unique"),
            models.UniqueConstraint(
                "route_for", condition=Q(until=None), name="registers_approvalroute_is_in_use_once"
            ),
            models.CheckConstraint(
                condition=Q(route_for__in=RouteFor.values), name="registers_approvalroute_kind_is_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_route_for_display()} v{self.number}"

    def get_absolute_url(self) -> str:
        """Return the address of the page that draws the route."""
        return reverse("registers:route", args=[self.route_for])


@trailed()
class RouteStep(models.Model):
    """One step of a route, never changed: a changed route is a new version of it."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    route = models.ForeignKey(ApprovalRoute, verbose_name=_("route"), on_delete=models.PROTECT, related_name="steps")
    position = models.PositiveSmallIntegerField(_("position"))
    name = models.CharField(_("name"), max_length=100)
    agreement = models.CharField(_("who has to agree"), max_length=10, choices=Agreement.choices)
    quorum = models.PositiveSmallIntegerField(_("how many"), default=1)
    due_in = models.PositiveSmallIntegerField(_("due within (working days)"))
    escalates_after = models.PositiveSmallIntegerField(_("goes on after (working days)"), null=True)

    objects = TrailedQuerySet["RouteStep"].as_manager()

    class Meta:
        verbose_name = _("step of a route")
        verbose_name_plural = _("steps of routes")
        ordering: ClassVar = ["position"]
        constraints: ClassVar = [
            models.UniqueConstraint("route", "position", name="registers_routestep_position_is_unique"),
            models.CheckConstraint(
                condition=Q(agreement__in=Agreement.values), name="registers_routestep_agreement_is_known"
            ),
            models.CheckConstraint(
                condition=Q(quorum__gte=1, due_in__gte=1), name="registers_routestep_asks_for_something"
            ),
        ]

    def __str__(self) -> str:
        return self.name


@trailed()
class RouteParty(models.Model):
    """One role or person that decides at a step, or to which it goes when nobody answers."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    step = models.ForeignKey(RouteStep, verbose_name=_("step"), on_delete=models.PROTECT, related_name="parties")
    role = models.ForeignKey(
        Role, verbose_name=_("role"), null=True, on_delete=models.PROTECT, related_name="route_parties"
    )
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("person"),
        null=True,
        on_delete=models.PROTECT,
        related_name="route_parties",
    )
    escalation = models.BooleanField(_("when nobody answers"), default=False)

    objects = TrailedQuerySet["RouteParty"].as_manager()

    class Meta:
        verbose_name = _("party of a step")
        verbose_name_plural = _("parties of steps")
        ordering: ClassVar = ["escalation", "id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(role=None, person__isnull=False) | Q(role__isnull=False, person=None),
                name="registers_routeparty_is_a_role_or_a_person",
            ),
            models.UniqueConstraint(
                "step", "role", "person", "escalation",
                nulls_distinct=False,
                name="registers_routeparty_is_named_once",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.role.label if self.role else str(self.person)


@trailed()
class Delegation(models.Model):
    """Some days during which one person decides for another who is away."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("person"), on_delete=models.PROTECT, related_name="delegations"
    )
    delegate = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("decides meanwhile"),
        on_delete=models.PROTECT,
        related_name="delegations_held",
    )
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("until"))
    reason = models.TextField(_("why"), blank=True)
    given_at = models.DateTimeField(_("given"), default=now)
    given_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("given by"),
        null=True,
        on_delete=models.PROTECT,
        related_name="delegations_given",
    )
    ended_at = models.DateTimeField(_("ended"), null=True, editable=False)

    objects = DelegationQuerySet.as_manager()

    class Meta:
        verbose_name = _("delegation")
        verbose_name_plural = _("delegations")
        ordering: ClassVar = ["-starts_on", "id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")), name="registers_delegation_ends_after_it_starts"
            ),
            models.CheckConstraint(
                condition=~Q(person=F("delegate")), name="registers_delegation_is_to_somebody_else"
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.person} → {self.delegate}"

    def get_absolute_url(self) -> str:
        """Return the address of the page of delegations."""
        return reverse("registers:delegations")

    def relations_of(self, person: object) -> frozenset[str]:
        """Return what a person is to the delegation."""
        return frozenset({"owner"}) if self.person_id == getattr(person, "pk", None) else frozenset()
