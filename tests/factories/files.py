"""Files for tests, built on the spot: real ones of each kind, and those made to do harm."""

import io
import zipfile
import zlib
from typing import Any

import openpyxl
from django.core.files.uploadedfile import SimpleUploadedFile

from registers.files import ODF, OFFICE

PDF = (
    b"%PDF-1.7\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\n"
    b"trailer<</Root 1 0 R>>\n%%EOF\n"
)
JPEG = b"\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x00\x00" + bytes(60) + b"\xff\xd9"
WEBP = b"RIFF\x24\x00\x00\x00WEBPVP8 \x18\x00\x00\x00" + bytes(24)
MAIN = {
    "docx": ("word/document.xml", f"{OFFICE}.wordprocessingml.document.main+xml"),
    "pptx": ("ppt/presentation.xml", f"{OFFICE}.presentationml.presentation.main+xml"),
}


def png() -> bytes:
    """Return a picture of one grey point."""

    def chunk(name: bytes, content: bytes) -> bytes:
        return len(content).to_bytes(4) + name + content + zlib.crc32(name + content).to_bytes(4)

    head = chunk(b"IHDR", bytes([0, 0, 0, 1, 0, 0, 0, 1, 8, 0, 0, 0, 0]))
    return b"\x89PNG\r\n\x1a\n" + head + chunk(b"IDAT", zlib.compress(b"\x00\x80")) + chunk(b"IEND", b"")


def package(**parts: Any) -> bytes:
    """Return a zip of these parts, in order."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in parts.items():
            made.writestr(name, content)
    return file.getvalue()


def office(kind: str, main_type: str = "", **more: Any) -> bytes:
    """Return a Word or PowerPoint file; `main_type` and `more` parts are for those that are not what they seem."""
    part, known = MAIN[kind]
    listed = f'<Types><Override PartName="/{part}" ContentType="{main_type or known}"/></Types>'
    return package(**{"[Content_Types].xml": listed, part: "<document/>"}, **more)


def workbook() -> bytes:
    """Return an Excel file."""
    file = io.BytesIO()
    openpyxl.Workbook().save(file)
    return file.getvalue()


def opendocument(kind: str, **more: Any) -> bytes:
    """Return a text or spreadsheet as LibreOffice writes it."""
    return package(mimetype=f"{ODF}.{kind}", **{"content.xml": "<content/>"}, **more)


def upload(name: str = "policy.pdf", content: bytes = PDF) -> SimpleUploadedFile:
    """Return a file as a browser sends it."""
    return SimpleUploadedFile(name, content)
