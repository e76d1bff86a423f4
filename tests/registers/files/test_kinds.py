"""Which files are what they say they are."""

import pytest

from registers.files import ATTACHABLE, is_of_kind
from tests.factories import files

GOOD = {
    ".pdf": files.PDF,
    ".docx": files.office("docx"),
    ".xlsx": files.workbook(),
    ".pptx": files.office("pptx"),
    ".odt": files.opendocument("text"),
    ".ods": files.opendocument("spreadsheet"),
    ".csv": "Name;Zweck\nÜbersetzer;Briefe\n".encode("cp1252"),
    ".txt": "Notes: with “quotes”".encode("utf-16"),
    ".md": b"# Runbook\n\n1. Stop the key.\n<details>more</details>\n",
    ".png": files.png(),
    ".jpg": files.JPEG,
    ".jpeg": files.JPEG,
    ".webp": files.WEBP,
}
MACRO_WORD = "application/vnd.ms-word.document.macroEnabled.main+xml"
HARMFUL = {
    "a program as PDF": (b"MZ\x90\x00" + bytes(200), ".pdf"),
    "a program as text": (b"MZ\x90\x00" + bytes(200), ".txt"),
    "a Linux program as text": (b"\x7fELF\x02\x01\x01" + bytes(200), ".csv"),
    "HTML as text": (b"  <!DOCTYPE html><script>alert(1)</script>", ".txt"),
    "HTML as Markdown behind a mark": (b"\xef\xbb\xbf<html>", ".md"),
    "HTML in UTF-16": ("<script>alert(1)</script>".encode("utf-16"), ".txt"),
    "SVG as PNG": (b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>', ".png"),
    "SVG as text": (b"<?xml version='1.0'?><svg/>", ".txt"),
    "a script as text": (b"#!/bin/sh\nrm -rf /\n", ".txt"),
    "PHP as CSV": (b"<?php system($_GET['c']);", ".csv"),
    "Word with macros": (files.office("docx", MACRO_WORD), ".docx"),
    "Word with a hidden macro": (files.office("docx", "", **{"word/vbaProject.bin": b"x"}), ".docx"),
    "LibreOffice with macros": (files.opendocument("text", **{"Basic/Standard/Module1.xml": b"x"}), ".odt"),
    "PowerPoint as Word": (files.office("pptx"), ".docx"),
    "a text as spreadsheet": (files.opendocument("text"), ".ods"),
    "any zip as Word": (files.package(**{"readme.txt": b"x"}), ".docx"),
    "a broken zip": (files.workbook()[:-40], ".xlsx"),
    "a JPEG as PNG": (files.JPEG, ".png"),
    "a PDF as text": (files.PDF, ".txt"),
    "nothing as PDF": (b"", ".pdf"),
    "text as WebP": (b"Hello", ".webp"),
}


@pytest.mark.parametrize("ending", ATTACHABLE)
def test_it_works(ending: str) -> None:
    assert is_of_kind(GOOD[ending], ATTACHABLE[ending])


@pytest.mark.parametrize("name", HARMFUL)
def test_what_seems_something_else_is_none(name: str) -> None:
    content, ending = HARMFUL[name]
    assert not is_of_kind(content, ATTACHABLE[ending])


def test_nothing_that_runs_is_on_the_list() -> None:
    assert not {".html", ".htm", ".svg", ".xml", ".exe", ".js", ".docm", ".xlsm", ".pptm", ".zip"} & set(ATTACHABLE)
