"""The kinds of background job of the registers: looking at an import, and committing it."""

from uuid import UUID

from django.utils.formats import number_format
from django.utils.translation import gettext as _t
from django.utils.translation import ngettext

from access.actions.jobs import Progress, job_kind
from access.models import Person
from registers.actions.entering import check_import, enter_import


@job_kind("import-preview")
def preview(progress: Progress) -> str:
    """Look at the rows of an import."""
    _still_permitted(progress)
    found = check_import(UUID(progress.settings["import"]), step=progress.step)
    counts = {"good": found.rows_good, "duplicate": found.rows_duplicate, "faulty": found.rows_faulty}
    said = _t("%(good)s ready, %(duplicate)s duplicates, %(faulty)s with errors.")
    return said % {name: number_format(count, force_grouping=True) for name, count in counts.items()}


@job_kind("import-commit")
def commit(progress: Progress) -> str:
    """Enter the rows of an import, all that are ready or none."""
    by = _still_permitted(progress)
    done = enter_import(UUID(progress.settings["import"]), by=by, step=progress.step).rows_entered
    said = ngettext("%(n)s use case is on the register.", "%(n)s use cases are on the register.", done)
    return said % {"n": number_format(done, force_grouping=True)}


def _still_permitted(progress: Progress) -> Person:
    return progress.still_permitted("registers.import_register")
