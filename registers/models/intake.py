"""What people without a role ask for, in their own words."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from common.clock import now
from common.identifiers import new_id
from registers.models.use_cases import UseCase
from registers.querysets.intake import IntakeQuerySet
from trail.guards import trailed


@trailed()
class Intake(models.Model):
    """One wish to use the API as somebody wrote it; the use case that was opened for it goes its own way."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    use_case = models.OneToOneField(
        UseCase, verbose_name=_("use case"), on_delete=models.PROTECT, related_name="intake"
    )
    wish = models.TextField(_("what they would like to do"))
    data = models.TextField(_("with which data"))
    for_whom = models.CharField(_("for whom"), max_length=300)
    wanted_from = models.DateField(_("from when"), null=True, blank=True)
    links = models.TextField(_("links"), blank=True)
    asked_at = models.DateTimeField(_("asked"), default=now)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("asked by"), on_delete=models.PROTECT, related_name="intakes"
    )

    objects = IntakeQuerySet.as_manager()

    class Meta:
        verbose_name = _("wish")
        verbose_name_plural = _("wishes")
        ordering: ClassVar = ["-asked_at"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=~Q(wish="") & ~Q(data="") & ~Q(for_whom=""), name="registers_intake_says_what_and_for_whom"
            ),
        ]

    def __str__(self) -> str:
        return str(self.use_case)

    def get_absolute_url(self) -> str:
        """Return the address of the page that shows the wish and what became of it."""
        return reverse("registers:intake-request", args=[self.use_case_id])
