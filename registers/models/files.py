"""Files kept with the registers."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from common.clock import now
from common.identifiers import new_id
from registers.querysets.files import StoredFileQuerySet
from trail.guards import trailed


@trailed()
class StoredFile(models.Model):
    """One file as it was handed in, never changed: its name, type, size and SHA-256."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    file = models.FileField(_("file"), upload_to="registers/%Y/%m/")
    name = models.CharField(_("file name"), max_length=255)
    content_type = models.CharField(_("type"), max_length=150)
    size = models.PositiveBigIntegerField(_("size in bytes"))
    sha256 = models.CharField(_("SHA-256"), max_length=64)
    kept_at = models.DateTimeField(_("handed in"), default=now)
    kept_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("handed in by"),
        null=True,
        on_delete=models.PROTECT,
        related_name="files_handed_in",
    )

    objects = StoredFileQuerySet.as_manager()

    class Meta:
        verbose_name = _("file")
        verbose_name_plural = _("files")
        ordering: ClassVar = ["-id"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(sha256__regex="^[0-9a-f]{64}$"), name="registers_storedfile_has_a_hash"),
            models.CheckConstraint(condition=~Q(name=""), name="registers_storedfile_has_a_name"),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """Return where the file is handed out."""
        return reverse("registers:file", args=[self.pk])
