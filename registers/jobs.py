"""The kinds of background job of the registers: looking at an import, and committing it."""

from uuid import UUID

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
    said = _t("%(good)d ready, %(duplicate)d duplicates, %(faulty)d with errors.")
    return said % {"good": found.rows_good, "duplicate": found.rows_duplicate, "faulty": found.rows_faulty}


@job_kind("import-commit")
def commit(progress: Progress) -> str:
    """Enter the rows of an import, all that are ready or none."""
    by = _still_permitted(progress)
    done = enter_import(UUID(progress.settings["import"]), by=by, step=progress.step).rows_entered
    return ngettext("%(n)d use case is on the register.", "%(n)d use cases are on the register.", done) % {"n": done}


def _still_permitted(progress: Progress) -> Person:
    return progress.still_permitted("registers.import_register")
