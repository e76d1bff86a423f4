"""Spreadsheets for tests, built on the spot: plain ones, and those that somebody made to do harm."""

# ruff: noqa: RUF001 - the very signs that such files hold
import csv
import io
import random
import zipfile
from collections.abc import Callable, Sequence
from typing import Any

import openpyxl

SHEET = "xl/worksheets/sheet1.xml"
OPENS = b'<?xml version="1.0"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
CLOSES = b"</sheetData></worksheet>"


def csv_of(*rows: Sequence[str], delimiter: str = ",", encoding: str = "utf-8") -> bytes:
    """Return rows as a CSV."""
    file = io.StringIO()
    csv.writer(file, delimiter=delimiter).writerows(rows)
    return file.getvalue().encode(encoding)


def xlsx_of(*rows: Sequence[Any], change: Callable[[Any], None] = lambda _sheet: None) -> bytes:
    """Return rows as an XLSX; `change` may do more to the sheet."""
    book = openpyxl.Workbook()
    sheet: Any = book.active
    for row in rows:
        sheet.append(list(row))
    change(sheet)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def with_part(workbook: bytes, content: bytes, name: str = SHEET) -> bytes:
    """Return a workbook with another content of one of its parts, or one part more."""
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(workbook)) as old, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as new:
        for part in {*old.namelist(), name}:
            new.writestr(part, content if part == name else old.read(part))
    return file.getvalue()


def cell(place: str, text: str) -> bytes:
    """Return a cell as a sheet's XML holds it."""
    return f'<c r="{place}" t="inlineStr"><is><t>{text}</t></is></c>'.encode()


def zip_bomb() -> bytes:
    """Return an XLSX whose sheet unpacks to a thousand times its size."""
    return with_part(xlsx_of(["Title"], ["One"]), OPENS + b" " * (40 * 2**20) + CLOSES)


def with_foreign_entity() -> bytes:
    """Return an XLSX that asks its reader to draw in a file of the machine."""
    doctype = b'<!DOCTYPE worksheet [<!ENTITY stolen SYSTEM "file:///etc/passwd">]><worksheet'
    sheet = OPENS.replace(b"<worksheet", doctype) + b'<row r="1">' + cell("A1", "&stolen;") + b"</row>" + CLOSES
    return with_part(xlsx_of(["Title"], ["One"]), sheet)


def with_empty_rows(count: int = 1_000_000) -> bytes:
    """Return an XLSX with one use case and very many formatted, empty rows."""
    rows = b"".join(b'<row r="%d"><c r="A%d" s="1"/></row>' % (number, number) for number in range(3, count + 3))
    body = b'<row r="1">' + cell("A1", "Title") + b'</row><row r="2">' + cell("A2", "Chatbot") + b"</row>" + rows
    return with_part(xlsx_of(["Title"], ["One"]), OPENS + body + CLOSES)


WORDS = (
    "reports", "detection", "model", "–", "staff", "review’s", "claims", "chatbot", "images", "routing", "•", "desk",
)  # fmt: skip
LIKE_GOVERNMENT = (
    "Use Case Name", "Agency", "Agency Abbreviation", "Bureau", "Use Case Topic Area", "Other (Use Case Topic Area)",
    "Is it a commercial product?", "What is the intended purpose and expected benefits of the AI?",
    "Describe the AI system’s outputs.", "Stage of Development", "Rights-impacting?", "Date Initiated",
    "Date Implemented", "Date Retired",
)  # fmt: skip


def government_register(rows: int = 2_133, columns: int = 62, seed: int = 7) -> bytes:
    """Return a register as governments publish them: wide, in a Windows encoding, with line breaks and dirty values."""
    chance = random.Random(seed)
    headings = [*LIKE_GOVERNMENT]
    while len(headings) < columns:
        headings.append("If Other, please explain." if len(headings) % 3 else f"Question {len(headings)}?")
    made = []
    for number in range(1, rows + 1):
        title = f"Use case {number} – {chance.choice(WORDS)}"
        if number % 700 == 0:
            title = "A very long title " * 20
        elif number % 50 == 0:
            title = f"Use case {number - 1} – twin"
        elif number % 50 == 49:
            title = f"Use case {number} – twin"
        said = chance.choices(WORDS, k=chance.randint(10, 90))
        text = "The same twice" if title.endswith("twin") else " ".join(said)
        dates = [f"{chance.randint(1, 12)}/{chance.randint(1, 28)}/20{chance.randint(10, 24)}", "N/A", ""]
        row = [
            title, f"Department of {WORDS[(number - 1) // 50 % 8].title()}", "DEP", chance.choice(["OCIO", "NIH", ""]),
            "Mission-Enabling", "N/A", "None of the above.", f"Purpose: {text}\r\nBenefits:\n“{text[:40]}”", text[:200],
            chance.choice(["Initiated", "Operation and Maintenance", "Retired", ""]), "Neither", *dates,
        ]  # fmt: skip
        row += [chance.choice(["Yes", "No", "N/A", "", text[:300]]) for _more in range(columns - len(row))]
        made.append(row)
    return csv_of(headings, *made, encoding="cp1252")
