"""Imports for tests, carried through by the portal's own actions."""

from typing import Any

from django.core.files.base import ContentFile

from access.models import Person
from registers.actions.entering import check_import, enter_import
from registers.actions.files import SPREADSHEETS, keep_file, keeping_files
from registers.actions.imports import map_columns, refuse_preview, start_commit, start_preview, upload_import
from registers.choices import ImportState
from registers.importing.tables import Column, Reading
from registers.models import RegisterImport
from trail.recording import record


def uploaded(
    data: bytes, by: Person, *, name: str = "register.csv", source: str = "Sales", **how: Any
) -> RegisterImport:
    """Hand in a file."""
    return upload_import(ContentFile(data), name=name, source=source, by=by, how=Reading(**how))


def previewed(data: bytes, by: Person, *, mapping: Any = None, options: Any = None, **more: Any) -> RegisterImport:
    """Hand in a file and look at its rows."""
    register_import = uploaded(data, by, **more)
    if mapping is not None or options is not None:
        wanted = register_import.mapping if mapping is None else mapping
        register_import = map_columns(register_import.pk, wanted, options or {}, by=by)
    assert refuse_preview(register_import) is None
    start_preview(register_import.pk, by=by)
    return check_import(register_import.pk, step=nothing)


def committed(data: bytes, by: Person, *, duplicates: str = "leave-out", **more: Any) -> RegisterImport:
    """Hand in a file and enter what is ready in it."""
    register_import = previewed(data, by, **more)
    # What a worker would have done.
    RegisterImport.objects.filter(pk=register_import.pk).update(job=None)
    start_commit(register_import.pk, duplicates=duplicates, by=by)
    return enter_import(register_import.pk, by=by, step=nothing)


def import_of(person: Person) -> RegisterImport:
    """Return an import of one row that somebody began, whether or not they may do so today."""
    found = RegisterImport.objects.filter(created_by=person).first()
    if found is not None:
        return found
    with keeping_files():
        stored = keep_file(ContentFile(b"Title\nChatbot\n"), name="r.csv", by=person, allowed=SPREADSHEETS)
        found = RegisterImport.objects.create(
            source="Sales",
            file=stored,
            created_by=person,
            state=ImportState.PREVIEWED,
            reading=Reading("utf-8", ",", "", 1).as_json() | {"sheets": [], "remarks": []},
            columns=[Column("A", "Title", ("Chatbot",), 1).as_json()],
            mapping={"title": ["A"]},
            rows_total=1,
            rows_good=1,
        )
        record("registers.import.uploaded", subject=found, by=person, file="r.csv", source="Sales")
    found.rows.create(
        register_import=found, number=2, state="good", title="Chatbot", cells=["Chatbot"], values={"title": "Chatbot"}
    )
    return found


def nothing(_done: int, _total: int) -> None:
    """Tell nobody how far it is."""


def problems_of(register_import: RegisterImport) -> dict[int, list[str]]:
    """Return what is wrong, by row."""
    return {row.number: [problem.text for problem in row.told] for row in register_import.rows.filter(state="faulty")}
