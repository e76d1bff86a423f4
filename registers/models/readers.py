"""Whom a policy concerns, and who has to have read it by when."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from access.models import Department, Role
from common.clock import now, today
from common.identifiers import new_id
from registers.models.documents import Document, DocumentVersion
from registers.querysets.readers import ReadingDutyQuerySet
from registers.rules.acknowledging import LONGEST_READING, USUAL_DAYS
from trail.guards import trailed
from trail.querysets import TrailedQuerySet


@trailed()
class Readership(models.Model):
    """Whom one policy concerns, and within how many days each has to read a version that came into force."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    document = models.OneToOneField(
        Document, verbose_name=_("document"), on_delete=models.PROTECT, related_name="readership"
    )
    everybody = models.BooleanField(_("everybody"), default=False)
    days = models.PositiveSmallIntegerField(_("days to read it"), default=USUAL_DAYS)
    set_at = models.DateTimeField(_("since"), default=now)
    set_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("said by"),
        null=True,
        on_delete=models.PROTECT,
        related_name="readerships_set",
    )

    objects = TrailedQuerySet["Readership"].as_manager()

    class Meta:
        verbose_name = _("readership")
        verbose_name_plural = _("readerships")
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(days__gte=1, days__lte=LONGEST_READING), name="registers_readership_has_days_to_read"
            ),
        ]

    def __str__(self) -> str:
        return str(self.document)


@trailed()
class ReadershipParty(models.Model):
    """One role or department whose people a policy concerns."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    readership = models.ForeignKey(
        Readership, verbose_name=_("readership"), on_delete=models.PROTECT, related_name="parties"
    )
    role = models.ForeignKey(
        Role, verbose_name=_("role"), null=True, on_delete=models.PROTECT, related_name="readership_parties"
    )
    department = models.ForeignKey(
        Department, verbose_name=_("department"), null=True, on_delete=models.PROTECT, related_name="readership_parties"
    )

    objects = TrailedQuerySet["ReadershipParty"].as_manager()

    class Meta:
        verbose_name = _("part of a readership")
        verbose_name_plural = _("parts of a readership")
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(role=None, department__isnull=False) | Q(role__isnull=False, department=None),
                name="registers_readershipparty_is_a_role_or_a_department",
            ),
            models.UniqueConstraint("readership", "role", name="registers_readershipparty_role_is_named_once"),
            models.UniqueConstraint(
                "readership", "department", name="registers_readershipparty_department_is_named_once"
            ),
        ]

    def __str__(self) -> str:
        return str(self.role.label if self.role else self.department)


@trailed(ignoring=("reminded_on",))
class ReadingDuty(models.Model):
    """One person's duty to read one version of a policy: since when, until when, and whether it still stands."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    document_version = models.ForeignKey(
        DocumentVersion, verbose_name=_("version of a document"), on_delete=models.PROTECT, related_name="duties"
    )
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("person"), on_delete=models.PROTECT, related_name="reading_duties"
    )
    asked_on = models.DateField(_("asked"), default=today)
    due_on = models.DateField(_("due"))
    reminded_on = models.DateField(_("reminded"), null=True, editable=False)
    # Set when the version is replaced, the document retired, or the person no longer among those it concerns.
    lifted_at = models.DateTimeField(_("no longer asked"), null=True, editable=False)

    objects = ReadingDutyQuerySet.as_manager()

    class Meta:
        verbose_name = _("duty to read")
        verbose_name_plural = _("duties to read")
        ordering: ClassVar = ["due_on", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint("document_version", "person", name="registers_readingduty_is_one_once"),
            models.CheckConstraint(
                condition=Q(due_on__gte=F("asked_on")), name="registers_readingduty_is_due_after_it_was_asked"
            ),
        ]
        indexes: ClassVar = [
            # What one person still has to read, for the count in the header of every page.
            models.Index(
                fields=["person", "due_on"], condition=Q(lifted_at=None), name="registers_readingduty_standing"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person}: {self.document_version}"
