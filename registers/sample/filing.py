"""Playing what is kept on paper: documents, attachments, exceptions, and the spreadsheet of before."""

from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from django.core.files.base import ContentFile, File

from access.models import Person
from registers.actions.attachments import attach_to_use_case
from registers.actions.documents import create_document, renew_document, retire_document
from registers.actions.entering import check_import, enter_import
from registers.actions.exceptions import grant_exception, refuse_exception, request_exception
from registers.actions.imports import map_columns, upload_import
from registers.actions.use_cases import take_over_approval
from registers.models import Document, RegisterException, UseCase
from registers.sample.drawing import pdf
from registers.sample.papers import ATTACHMENTS, DOCUMENTS, EXCEPTIONS, SampleDocument, SampleException
from registers.sample.stage import Event, Stage
from registers.sample.telling import OFFICER
from registers.sample.use_cases import USE_CASES

SPREADSHEET = Path(__file__).parent / "inventory-2025.csv"
OWNER_OF = {told.title: told.owner for told in USE_CASES}
SOURCE = "AI inventory of 2025"
MAPPED = {
    "No.": "reference",
    "Name of the tool": "title",
    "What it is for": "purpose",
    "Responsible": "owner",
    "Department": "department",
    "Status": "state",
    "Data": "categories",
    "Started": "created_on",
}
# Of the rows that were imported, those that somebody had approved before.
APPROVED_BEFORE = (("INV-09", 26, 75), ("INV-16", 25, 128), ("INV-02", 24, 17))


def events(stage: Stage) -> Iterator[Event]:
    """Return who filed what, and when."""
    for number, document in enumerate(DOCUMENTS):
        yield Event(stage.moment(document.ago, 330 + 9 * number), document.by, partial(_enter, stage, document))
        if document.renewed is not None:
            yield Event(stage.moment(document.renewed, 310), document.by, partial(_renew, document))
        if document.retired is not None:
            yield Event(stage.moment(document.retired, 320), document.by, partial(_retire, document))
    for title, days_ago, *said in ATTACHMENTS:
        yield Event(stage.moment(days_ago, 400), OWNER_OF[title], partial(_attach, stage, title, said))
    for number, told in enumerate(EXCEPTIONS):
        yield Event(stage.moment(told.ago, 300 + 7 * number), told.by, partial(_ask, stage, told))
        if told.decided is not None:
            yield Event(stage.moment(told.decided, 200 + 7 * number), OFFICER, partial(_decide, told))
    yield Event(stage.moment(28, 75), OFFICER, _import)
    for number, (reference, days_ago, until) in enumerate(APPROVED_BEFORE):
        at = stage.moment(days_ago, 120 + 11 * number)
        yield Event(at, OFFICER, partial(_take_over, stage, reference, until))


def _enter(stage: Stage, said: SampleDocument, by: Person) -> None:
    create_document(
        title=said.title,
        kind=said.kind,
        description=said.description,
        owner_id=stage.people[said.owner].pk,
        provider_id=stage.providers[said.provider] if said.provider else None,
        use_cases=[stage.use_cases[title] for title in said.use_cases],
        review_on=None if said.review_in is None else stage.day(said.review_in),
        file=_file(said.file, said.title, said.text),
        valid_from=None if said.valid_from is None else stage.day(said.valid_from),
        valid_until=None if said.valid_until is None else stage.day(said.valid_until),
        by=by,
    )


def _renew(said: SampleDocument, by: Person) -> None:
    file = _file(said.file, f"{said.title}, second edition", said.text)
    renew_document(_document(said).pk, file=file, note=said.renewal, by=by)


def _retire(said: SampleDocument, by: Person) -> None:
    retire_document(_document(said).pk, reason="Replaced by the policy on the use of generative AI.", by=by)


def _document(said: SampleDocument) -> Document:
    return Document.objects.get(title=said.title)


def _attach(stage: Stage, title: str, said: Sequence[Any], by: Person) -> None:
    name, note, text = said
    attach_to_use_case(stage.use_cases[title], file=_file(name, note, text), note=note, by=by)


def _ask(stage: Stage, told: SampleException, by: Person) -> None:
    request_exception(
        title=told.title,
        reason=told.reason,
        compensating_control=told.control,
        use_case_id=stage.use_cases[told.use_case] if told.use_case else None,
        category_id=stage.categories[told.category] if told.category else None,
        project_id=stage.projects[told.project] if told.project else None,
        expires_on=stage.day(told.expires_in),
        by=by,
    )


def _decide(told: SampleException, by: Person) -> None:
    decide = grant_exception if told.granted else refuse_exception
    decide(RegisterException.objects.get(title=told.title).pk, reason=told.answer, by=by)


def _import(by: Person) -> None:
    with SPREADSHEET.open("rb") as opened:
        found = upload_import(File(opened), name=SPREADSHEET.name, source=SOURCE, by=by)
    letters = {each["heading"]: each["letter"] for each in found.columns}
    mapping = {field: [letters[heading]] for heading, field in MAPPED.items()}
    map_columns(found.pk, mapping, {}, by=by)
    check_import(found.pk, step=_unseen)
    enter_import(found.pk, by=by, step=_unseen)


def _unseen(_done: int, _total: int) -> None:
    """Nobody watches the progress."""


def _take_over(stage: Stage, reference: str, until: int, by: Person) -> None:
    take_over_approval(
        UseCase.objects.get(reference=reference).pk,
        approved_on=stage.day(-200),
        approved_until=stage.day(until),
        evidence=f"{SOURCE}, signed list of the AI committee",
        by=by,
        reason="Approved in the inventory already.",
    )


def _file(name: str, title: str, text: Sequence[str]) -> "ContentFile[bytes]":
    if name.endswith(".pdf"):
        return ContentFile(pdf(title, text), name=name)
    head = f"# {title}" if name.endswith(".md") else title
    return ContentFile("\n\n".join((head, *text, "")).encode(), name=name)
