"""Imports of a spreadsheet register."""

from typing import ClassVar

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from access.models import Job
from common.clock import now
from common.identifiers import new_id
from registers.choices import ImportRowState, ImportState
from registers.importing.tables import Problem
from registers.models.files import StoredFile
from registers.models.use_cases import UseCase
from registers.querysets.imports import ImportRowQuerySet, RegisterImportQuerySet


class RegisterImport(models.Model):
    """One spreadsheet on its way onto the register: its file, how its columns are read, and what came of it."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    source = models.CharField(_("source"), max_length=100)
    file = models.OneToOneField(
        StoredFile, verbose_name=_("file"), on_delete=models.PROTECT, related_name="register_import"
    )
    state = models.CharField(_("state"), max_length=20, choices=ImportState.choices, default=ImportState.UPLOADED)
    # How the file is read: sheet, encoding, delimiter, header row; and its columns in order.
    reading = models.JSONField(_("how it is read"), default=dict, encoder=DjangoJSONEncoder)
    columns = models.JSONField(_("columns"), default=list, encoder=DjangoJSONEncoder)
    # Field of a use case -> the columns it is read from; and what to do where the file leaves a choice.
    mapping = models.JSONField(_("mapping"), default=dict, encoder=DjangoJSONEncoder)
    options = models.JSONField(_("options"), default=dict, encoder=DjangoJSONEncoder)
    rows_total = models.PositiveIntegerField(_("rows"), default=0)
    rows_good = models.PositiveIntegerField(_("ready"), default=0)
    rows_duplicate = models.PositiveIntegerField(_("duplicates"), default=0)
    rows_faulty = models.PositiveIntegerField(_("with errors"), default=0)
    rows_entered = models.PositiveIntegerField(_("entered"), default=0)
    problem = models.TextField(_("what is wrong"), blank=True)
    job = models.ForeignKey(
        Job, verbose_name=_("job"), null=True, on_delete=models.PROTECT, related_name="register_imports"
    )
    created_at = models.DateTimeField(_("begun"), default=now)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("begun by"), on_delete=models.PROTECT, related_name="register_imports"
    )
    committed_at = models.DateTimeField(_("committed"), null=True, editable=False)

    objects = RegisterImportQuerySet.as_manager()

    class Meta:
        verbose_name = _("import")
        verbose_name_plural = _("imports")
        ordering: ClassVar = ["-id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(state__in=ImportState.values), name="registers_registerimport_state_is_known"
            ),
            models.CheckConstraint(
                condition=~Q(state="committed") | Q(committed_at__isnull=False),
                name="registers_registerimport_committed_at_a_moment",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.source}: {self.file}"

    def get_absolute_url(self) -> str:
        """Return the address of the import's page."""
        return reverse("registers:import", args=[self.pk])

    @property
    def is_over(self) -> bool:
        """Tell whether nothing more happens to it."""
        return self.state in {ImportState.COMMITTED, ImportState.DISCARDED}

    @property
    def is_busy(self) -> bool:
        """Tell whether a worker has it, or will."""
        return self.state in {ImportState.READING, ImportState.COMMITTING} and bool(self.job and self.job.is_open)

    @property
    def standing(self) -> str:
        """Return its state; where a job was cancelled or has failed, the one before it."""
        if self.is_busy or self.state not in {ImportState.READING, ImportState.COMMITTING}:
            return self.state
        return ImportState.PREVIEWED if self.state == ImportState.COMMITTING else ImportState.UPLOADED


class ImportRow(models.Model):
    """One row of an imported spreadsheet, whole, with what was read from it and what is wrong with it."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    register_import = models.ForeignKey(
        RegisterImport, verbose_name=_("import"), on_delete=models.CASCADE, related_name="rows"
    )
    # As the spreadsheet program counts: the header is row 1 of a plain file.
    number = models.PositiveIntegerField(_("row"))
    state = models.CharField(_("state"), max_length=20, choices=ImportRowState.choices)
    title = models.CharField(_("title"), max_length=300, blank=True)
    cells = models.JSONField(_("cells"), default=list, encoder=DjangoJSONEncoder)
    values = models.JSONField(_("values"), default=dict, encoder=DjangoJSONEncoder)
    # [{"column": …, "code": …, "message": …, "details": {…}}]
    problems = models.JSONField(_("errors"), default=list, encoder=DjangoJSONEncoder)
    duplicate_of = models.CharField(_("duplicate of"), max_length=100, blank=True)
    use_case = models.ForeignKey(
        UseCase, verbose_name=_("use case"), null=True, on_delete=models.PROTECT, related_name="import_rows"
    )

    objects = ImportRowQuerySet.as_manager()

    class Meta:
        verbose_name = _("imported row")
        verbose_name_plural = _("imported rows")
        ordering: ClassVar = ["number"]
        constraints: ClassVar = [
            models.UniqueConstraint("register_import", "number", name="registers_importrow_number_is_unique"),
            models.CheckConstraint(
                condition=~Q(state="entered") | Q(use_case__isnull=False), name="registers_importrow_entered_somewhere"
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["register_import", "state", "number"], name="registers_importrow_state"),
        ]

    def __str__(self) -> str:
        return f"{self.number}: {self.title}"

    def get_absolute_url(self) -> str:
        """Return the address of the row's page."""
        return reverse("registers:import-row", args=[self.register_import_id, self.number])

    @property
    def told(self) -> list[Problem]:
        """Return what is wrong, in sentences with row and column."""
        return [Problem.of(self.number, each) for each in self.problems]


class ImportMapping(models.Model):
    """How the columns of one source are read, remembered from the last import of it."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    source = models.CharField(_("source"), max_length=100)
    columns = models.JSONField(_("columns"), default=list, encoder=DjangoJSONEncoder)
    mapping = models.JSONField(_("mapping"), default=dict, encoder=DjangoJSONEncoder)
    options = models.JSONField(_("options"), default=dict, encoder=DjangoJSONEncoder)
    kept_at = models.DateTimeField(_("kept"), default=now)
    kept_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("kept by"), on_delete=models.PROTECT, related_name="import_mappings"
    )

    objects = models.Manager()

    class Meta:
        verbose_name = _("mapping of a source")
        verbose_name_plural = _("mappings of sources")
        ordering: ClassVar = ["source"]
        constraints: ClassVar = [
            models.UniqueConstraint(Lower("source"), name="registers_importmapping_source_is_unique"),
        ]

    def __str__(self) -> str:
        return self.source
