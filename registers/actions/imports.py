"""Importing a register: its file handed in, its columns mapped, its rows looked at, the whole of it committed or not.

What touches the register stands in `registers/actions/entering.py`.
"""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db import transaction
from django.db.models.functions import Lower
from django.utils.translation import gettext as _t

from access.actions.jobs import start_job
from access.models import Job, Person
from access.permits import permit
from common.clock import now
from common.names import clean_name
from common.refusals import Refusal, Refused, refuse_if
from common.refusals import marked as _
from registers.actions.files import SPREADSHEETS, keep_file, keeping_files, refuse_large
from registers.choices import ImportState
from registers.handing_out import open_whole
from registers.importing.checking import open_orders
from registers.importing.fields import BY_NAME, FIELDS, Kind
from registers.importing.guessing import by_heading, guessed, remembered
from registers.importing.reading import read_table
from registers.importing.tables import Column, Reading, Table
from registers.models import ImportMapping, RegisterImport
from trail.recording import record

if TYPE_CHECKING:
    from django.core.files.base import File

SOURCE_MISSING = Refusal(
    "source_missing", _("Say where the file comes from, such as “AI register of Sales”."), "source"
)
OVER = Refusal("import_over", _("This import is committed or discarded; upload the file again to begin anew."))
BUSY = Refusal("import_busy", _("This import is being worked on in the background. Wait for it, or cancel the job."))
NOT_PREVIEWED = Refusal("not_previewed", _("Look at the preview first; it says what would be imported."))
NOTHING_GOOD = Refusal("nothing_to_import", _("No row is ready to be imported."))
TITLE_UNMAPPED = Refusal("title_unmapped", _("Say which column holds the title; every use case needs one."), "mapping")
COLUMN_UNKNOWN = _("The file has no column %(column)s.")
COLUMN_TWICE = _("The column %(column)s is mapped to two fields.")
FIELD_UNKNOWN = _("There is no field “%(field)s”.")
ONE_COLUMN = _("%(field)s is read from one column only.")
ORDER_OPEN = _(
    "Column %(column)s (%(heading)s) has dates such as %(sample)s. Say whether the day or the month comes first."
)
DATED = tuple(field.name for field in FIELDS if field.kind == Kind.DATE)
CHOICES = {"unreadable": ("error", "empty"), "departments": ("keep", "create"), "duplicates": ("leave-out", "import")}


def upload_import(
    file: "File[Any]", *, name: str, source: str, by: Person, how: Reading | None = None
) -> RegisterImport:
    """Take in a spreadsheet, read its columns and guess what they say; nothing touches the register.

    Raises:
        PermissionRefused, Refused: not allowed; the file cannot be read, the sentence says where and why.
    """
    permit(by, "registers.import_register")
    source = clean_name(source, "source")
    if not source:
        raise Refused(SOURCE_MISSING)
    refuse_large(file.size or 0)
    table = read_table(file.read(), how or Reading())
    with keeping_files():
        stored = keep_file(file, name=name, by=by, allowed=SPREADSHEETS, fits=_is_as_named)
        register_import = RegisterImport(source=source[:100], file=stored, created_by=by)
        _take(register_import, table)
        register_import.save(force_insert=True)
        record("registers.import.uploaded", subject=register_import, by=by, file=stored.name, source=source)
    return register_import


@transaction.atomic
def read_again(import_id: UUID, how: Reading, *, by: Person) -> RegisterImport:
    """Read the file another way; what was mapped and looked at before is forgotten.

    Raises:
        PermissionRefused, Refused: not allowed; it is over or busy; the file cannot be read like that.
    """
    register_import = _held(import_id, by)
    _take(register_import, read_table(content_of(register_import), how))
    register_import.rows.all().delete()
    register_import.save()
    return register_import


@transaction.atomic
def map_columns(
    import_id: UUID, mapping: Mapping[str, Sequence[str]], options: Mapping[str, Any], *, by: Person
) -> RegisterImport:
    """Say which columns (by letters) each field is read from, and what to do where the file leaves a choice.

    Raises:
        PermissionRefused, Refused: not allowed; it is over or busy; a field or column is not there, or named twice.
    """
    register_import = _held(import_id, by)
    columns = columns_of(register_import)
    mapping = {name: list(letters) for name, letters in mapping.items() if letters}
    refuse_if(_refuse_mapping(mapping, columns))
    orders = {**register_import.options.get("orders", {}), **options.get("orders", {})}
    chosen = {name: options[name] for name, known in CHOICES.items() if options.get(name) in known}
    register_import.mapping = mapping
    register_import.options = {**register_import.options, **chosen, "orders": orders}
    _forget_preview(register_import)
    register_import.save()
    _remember(register_import, columns, by)
    return register_import


@transaction.atomic
def start_preview(import_id: UUID, *, by: Person) -> Job:
    """Have the rows looked at in the background.

    Raises:
        PermissionRefused, Refused: not allowed; it is over or busy; the title or an order of dates is missing.
    """
    register_import = _held(import_id, by)
    refuse_if(refuse_preview(register_import))
    total = register_import.rows_total
    return _start(register_import, "import-preview", ImportState.READING, _t("Look at %(file)s"), by, total=total)


@transaction.atomic
def start_commit(import_id: UUID, *, duplicates: str, by: Person) -> Job:
    """Have the rows that are ready entered on the register in the background, all of them or none.

    Raises:
        PermissionRefused, Refused: not allowed; it is over or busy; there is no preview, or nothing to enter.
    """
    register_import = _held(import_id, by)
    if duplicates in CHOICES["duplicates"]:
        register_import.options = {**register_import.options, "duplicates": duplicates}
    refuse_if(refuse_commit(register_import))
    total = rows_to_enter(register_import)
    return _start(register_import, "import-commit", ImportState.COMMITTING, _t("Import %(file)s"), by, total=total)


@transaction.atomic
def discard_import(import_id: UUID, *, by: Person) -> RegisterImport:
    """Give an import up; its file stays on record, its rows do not.

    Raises:
        PermissionRefused, Refused: not allowed; it is over or busy.
    """
    register_import = _held(import_id, by)
    register_import.rows.all().delete()
    register_import.state = ImportState.DISCARDED
    register_import.save(update_fields=["state"])
    record("registers.import.discarded", subject=register_import, by=by, file=register_import.file.name)
    return register_import


@transaction.atomic
def hand_back(register_import: RegisterImport, *, by: Person) -> None:
    """Put on record that a person took the rows that were not imported."""
    permit(by, "registers.import_register")
    count = register_import.rows_faulty + register_import.rows_duplicate
    record("access.list.exported", subject=by, by=by, list=str(register_import), format="CSV", count=count, query="")


def refuse_preview(register_import: RegisterImport) -> Refusal | None:
    """Say what is missing before rows can be looked at."""
    if not register_import.mapping.get("title"):
        return TITLE_UNMAPPED
    orders = register_import.options.get("orders", {})
    for column in open_orders(columns_of(register_import), register_import.mapping, DATED):
        if orders.get(column.letter) not in {"mdy", "dmy"}:
            sample = next((each for each in column.samples if "/" in each), "1/2/2024")
            details = {"column": column.letter, "heading": column.heading, "sample": sample[:40]}
            return Refusal("date_order_open", ORDER_OPEN, f"order_{column.letter}", details)
    return None


def refuse_commit(register_import: RegisterImport) -> Refusal | None:
    """Say why there is nothing to commit."""
    if register_import.standing != ImportState.PREVIEWED:
        return NOT_PREVIEWED
    return None if rows_to_enter(register_import) else NOTHING_GOOD


def rows_to_enter(register_import: RegisterImport) -> int:
    """Return how many rows a commit enters, by what the preview found: the scale of its progress."""
    with_duplicates = register_import.options.get("duplicates") == "import"
    return register_import.rows_good + (register_import.rows_duplicate if with_duplicates else 0)


def columns_of(register_import: RegisterImport) -> list[Column]:
    """Return the columns of an import."""
    return [Column.of(each) for each in register_import.columns]


def content_of(register_import: RegisterImport) -> bytes:
    """Return the file as it was handed in.

    Raises:
        Refused: it is gone from storage or is another by now, or the storage does not answer.
    """
    with open_whole(register_import.file) as file:
        content: bytes = file.read()
    return content


def _is_as_named(content: bytes, content_type: str) -> bool:
    """Tell a workbook from a text; that it is a table was seen in reading it, control characters and all."""
    return content.startswith(b"PK") != content_type.startswith("text/")


def _held(import_id: UUID, by: Person) -> RegisterImport:
    permit(by, "registers.import_register")
    register_import = (
        RegisterImport.objects.select_for_update(of=("self",)).select_related("file", "job").get(pk=import_id)
    )
    if register_import.is_over:
        raise Refused(OVER)
    if register_import.is_busy:
        raise Refused(BUSY)
    return register_import


def _start(register_import: RegisterImport, kind: str, state: str, title: str, by: Person, *, total: int) -> Job:
    job = start_job(
        kind,
        title=title % {"file": register_import.file.name},
        settings={"import": str(register_import.pk)},
        total=total or None,
        by=by,
    )
    register_import.state, register_import.job, register_import.problem = state, job, ""
    register_import.save(update_fields=["state", "job", "problem", "options"])
    return job


def _take(register_import: RegisterImport, table: Table) -> None:
    """Put what was read into an import, with a mapping: the one of the last file from its source, or a guess."""
    remarks = [{"row": each.row, **each.as_json()} for each in table.remarks]
    register_import.reading = {**table.reading.as_json(), "sheets": list(table.sheets), "remarks": remarks}
    register_import.columns = [column.as_json() for column in table.columns]
    register_import.rows_total = len(table.rows)
    kept = _kept(register_import.source)
    known = remembered(table.columns, kept.mapping, kept.columns) if kept else None
    register_import.mapping = known or guessed(table.columns)
    options = dict(kept.options) if kept and known else {}
    letters = {column.heading: column.letter for column in table.columns}
    named = options.get("orders", {}).items()
    register_import.options = options | {"orders": {letters[name]: order for name, order in named if name in letters}}
    _forget_preview(register_import)


def _kept(source: str) -> ImportMapping | None:
    """Return how the columns of a source are read, no matter in which case it is written."""
    return ImportMapping.objects.alias(lowered=Lower("source")).filter(lowered=source.lower()).first()


def _forget_preview(register_import: RegisterImport) -> None:
    register_import.state, register_import.job, register_import.problem = ImportState.UPLOADED, None, ""
    register_import.rows_good = register_import.rows_duplicate = register_import.rows_faulty = 0


def _remember(register_import: RegisterImport, columns: Sequence[Column], by: Person) -> None:
    headings = {column.letter: column.heading for column in columns}
    orders = register_import.options.get("orders", {})
    named = {headings[letter]: order for letter, order in orders.items() if letter in headings}
    kept = _kept(register_import.source) or ImportMapping(source=register_import.source)
    kept.columns = [column.heading for column in columns]
    kept.mapping = by_heading(columns, register_import.mapping)
    kept.options = {**register_import.options, "orders": named}
    kept.kept_at, kept.kept_by = now(), by
    kept.save()


def _refuse_mapping(mapping: Mapping[str, Sequence[str]], columns: Sequence[Column]) -> Refusal | None:
    known, used = {column.letter for column in columns}, set()
    for name, letters in mapping.items():
        if name not in BY_NAME:
            return Refusal("field_unknown", FIELD_UNKNOWN, "mapping", {"field": name[:40]})
        if len(letters) > 1 and not BY_NAME[name].several:
            return Refusal("one_column", ONE_COLUMN, "mapping", {"field": str(BY_NAME[name].label)})
        for letter in letters:
            if letter not in known:
                return Refusal("column_unknown", COLUMN_UNKNOWN, "mapping", {"column": letter[:10]})
            if letter in used:
                return Refusal("column_twice", COLUMN_TWICE, "mapping", {"column": letter})
            used.add(letter)
    return None
