"""Imports for tests, carried through by the portal's own actions."""

from typing import Any

from django.core.files.base import ContentFile

from access.models import Person
from registers.actions.entering import check_import, enter_import
from registers.actions.imports import map_columns, refuse_preview, start_commit, start_preview, upload_import
from registers.importing.tables import Reading
from registers.models import RegisterImport


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


def nothing(_done: int, _total: int) -> None:
    """Tell nobody how far it is."""


def problems_of(register_import: RegisterImport) -> dict[int, list[str]]:
    """Return what is wrong, by row."""
    return {row.number: [problem.text for problem in row.told] for row in register_import.rows.filter(state="faulty")}
