"""A list as a file: what the reader sees with their filters, order and columns; long lists as a background job."""

from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse, HttpResponseBadRequest, HttpResponseRedirect
from django.utils.text import slugify
from django.utils.translation import gettext as _

from access.actions.lists import start_export_job
from access.permits import permit
from common.clock import now
from common.tabular import CONTENT_TYPES, WRITERS
from trail.recording import record

if TYPE_CHECKING:
    from access.listing import Listing

# What a request writes itself; more is a job.
MOST_AT_ONCE = 2_000
CHUNK = 1_000


def answer_export(listing: "Listing") -> HttpResponse:
    """Answer with the list as a file, or start a job for a long one and show its progress."""
    file_format = listing.request.GET["export"]
    if file_format not in WRITERS:
        return HttpResponseBadRequest(_("Exports are CSV, XLSX or JSON."))
    permit(listing.reader, listing.list_page.export_permission)
    if listing.rows.order_by()[: MOST_AT_ONCE + 1].count() > MOST_AT_ONCE:
        query = listing.request.GET.urlencode()
        job = start_export_job(listing.list_page, query, file_format, total=None, by=listing.reader)
        messages.info(listing.request, _("The list is long: the file is being written in the background."))
        return HttpResponseRedirect(job.get_absolute_url())
    with TemporaryDirectory() as folder:
        path = Path(folder) / "export"
        write_export(listing, file_format, path)
        response = HttpResponse(path.read_bytes(), content_type=CONTENT_TYPES[file_format])
    response.headers["Content-Disposition"] = f'attachment; filename="{file_name(listing, file_format)}"'
    return response


def write_export(listing: "Listing", file_format: str, path: Path, after: Any = lambda _done: None) -> int:
    """Write every matching row to a file, record who took them, and return how many they were."""
    names = _columns(listing)
    # Programs read JSON: its keys are the columns' names, the same in every language.
    labels = {column.name: column.label for column in listing.columns}
    header = names if file_format == "json" else [labels[name] for name in names]
    count = WRITERS[file_format](path, header, _counted(_rows_of(listing), after))
    with transaction.atomic():
        record(
            "access.list.exported",
            subject=listing.reader,
            by=listing.reader,
            list=str(listing.title),
            format=file_format.upper(),
            count=count,
            query=listing.query,
        )
    return count


def file_name(listing: "Listing", file_format: str) -> str:
    """Return a name that says which list and when."""
    return f"{slugify(listing.list_page.file_stem())}-{now():%Y%m%d-%H%M}.{file_format}"


def _rows_of(listing: "Listing") -> Iterator[list[Any]]:
    """Yield the rows as values, a chunk of the query at a time, so that memory stays flat."""
    chunk: list[Any] = []
    for row in listing.rows.order_by(*listing.order, "pk").iterator(chunk_size=CHUNK):
        chunk.append(row)
        if len(chunk) == CHUNK:
            yield from _values(listing, chunk)
            chunk = []
    yield from _values(listing, chunk)


def _columns(listing: "Listing") -> list[str]:
    """Return the columns of the file: those the reader chose, or every one where the list is evidence."""
    return [column.name for column in listing.columns] if listing.list_page.exports_all_columns else listing.chosen


def _values(listing: "Listing", chunk: list[Any]) -> Iterator[list[Any]]:
    names = _columns(listing)
    table = listing.list_page.table_class(chunk, request=listing.request, orderable=False)
    for row in table.rows:
        yield [row.get_cell_value(name) for name in names]


def _counted(rows: Iterator[list[Any]], after: Any) -> Iterator[list[Any]]:
    for number, row in enumerate(rows, start=1):
        if number % CHUNK == 0:
            after(number)
        yield row
