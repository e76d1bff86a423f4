"""What may be handed in as a file: the kinds, each known by the ending of its name and by its content.

Nothing that a browser or an office program would run: no HTML or SVG, no scripts, no macros.
"""

import io
import re
import zipfile
import zlib
from collections.abc import Callable, Mapping
from typing import Any

import puremagic

OFFICE = "application/vnd.openxmlformats-officedocument"
ODF = "application/vnd.oasis.opendocument"
# What may be attached to use cases and exceptions, and be a document: endings and the types they stand for.
ATTACHABLE: Mapping[str, str] = {
    ".pdf": "application/pdf",
    ".docx": f"{OFFICE}.wordprocessingml.document",
    ".xlsx": f"{OFFICE}.spreadsheetml.sheet",
    ".pptx": f"{OFFICE}.presentationml.presentation",
    ".odt": f"{ODF}.text",
    ".ods": f"{ODF}.spreadsheet",
    ".csv": "text/csv",
    ".txt": "text/plain",
    ".md": "text/markdown",
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".webp": "image/webp",
}
# From here on puremagic has seen a signature, not only a likeness.
SURE = 0.4
JPEG_SURE = 0.3
# As much as the list of a package's parts, or the start of a text, can hold at most.
LONGEST_LIST = 2**20
START = 2**12
MARKUP = re.compile(rb"\s*(?:<!doctype|<html|<head|<body|<svg|<script|<iframe|<\?xml|<\?php|#!)", re.IGNORECASE)
# Bytes that no text in an encoding of one byte a character holds.
UNTEXTLIKE = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
WIDE_MARKS = (b"\xff\xfe", b"\xfe\xff")
TEXT_MARK = b"\xef\xbb\xbf"
MACROS = re.compile(r"(?:^|/)(?:vbaproject\.bin|vbadata\.xml|basic/|scripts/|activex/)", re.IGNORECASE)
MACRO_TYPE = b"macroenabled"
# What a broken, encrypted or made-up package raises.
UNREADABLE = (
    zipfile.BadZipFile, zlib.error, EOFError, KeyError, RuntimeError, NotImplementedError, OSError, ValueError,
)  # fmt: skip


def is_of_kind(content: bytes, content_type: str) -> bool:
    """Tell whether a file's content is what its type says, and nothing that runs."""
    if content_type.startswith("text/"):
        return _is_text(content)
    if content_type.startswith(OFFICE):
        return _in_package(content, lambda package: _is_office(package, content_type))
    if content_type.startswith(ODF):
        return _in_package(content, lambda package: _is_opendocument(package, content_type))
    least = JPEG_SURE if content_type == "image/jpeg" else SURE
    return any(each.mime_type == content_type for each in _signatures(content, least))


def _signatures(content: bytes, least: float) -> list[Any]:
    try:
        return [each for each in puremagic.magic_string(content[:START]) if each.confidence >= least]
    except (puremagic.PureError, ValueError):
        return []


def _is_text(content: bytes) -> bool:
    """Texts have no signature: what has another one is none, and neither is markup that a browser would run."""
    start = content[:START].removeprefix(TEXT_MARK)
    if MARKUP.match(start.replace(b"\x00", b"").lstrip(b"\xff\xfe")):
        return False
    if not _is_wide(start) and UNTEXTLIKE.search(start):
        return False
    return all(not each.extension or each.mime_type.startswith("text/") for each in _signatures(content, SURE))


def _is_wide(start: bytes) -> bool:
    """Tell whether a text has two bytes a character: it is marked so, or every other byte only is ever zero."""
    return start.startswith(WIDE_MARKS) or (0 in start and (0 not in start[::2] or 0 not in start[1::2]))


def _in_package(content: bytes, asked: Callable[[zipfile.ZipFile], bool]) -> bool:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            return not any(MACROS.search(name) for name in package.namelist()) and asked(package)
    except UNREADABLE:
        return False


def _is_office(package: zipfile.ZipFile, content_type: str) -> bool:
    """Ask the list of parts (ECMA-376 part 2 §10.1.2): the main one names the kind; a macro's would say so."""
    listed = _part(package, "[Content_Types].xml")
    return f"{content_type}.main+xml".encode() in listed and MACRO_TYPE not in listed.lower()


def _is_opendocument(package: zipfile.ZipFile, content_type: str) -> bool:
    """Ask the entry that names the kind (OpenDocument 1.3 part 2 §3.3)."""
    return _part(package, "mimetype").strip() == content_type.encode()


def _part(package: zipfile.ZipFile, name: str) -> bytes:
    with package.open(name) as part:
        return part.read(LONGEST_LIST)
