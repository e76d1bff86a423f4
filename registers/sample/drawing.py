"""Drawing the sample's documents: a page of text as PDF (ISO 32000-1), with nothing but the standard fonts."""

from collections.abc import Sequence

LEFT, TOP, LEADING = 72, 760, 22


def pdf(title: str, lines: Sequence[str]) -> bytes:
    """Return a page with a heading and a line for each text."""
    shown = [f"/Bold 16 Tf {LEFT} {TOP} Td ({_escaped(title)}) Tj /Text 10 Tf"]
    shown += [f"0 -{LEADING} Td ({_escaped(line)}) Tj" for line in ("", *lines)]
    drawing = f"BT {' '.join(shown)} ET".encode("cp1252", "replace")
    fonts = "/Bold << /Type /Font /Subtype /Type1 /BaseFont /Helvetica-Bold /Encoding /WinAnsiEncoding >> "
    fonts += "/Text << /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>"
    page = f"/Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << {fonts} >> >>"
    objects = (
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        f"<< /Type /Page {page} >>".encode(),
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(drawing), drawing),
    )
    body, places = b"%PDF-1.4\n", []
    for number, each in enumerate(objects, start=1):
        places.append(len(body))
        body += b"%d 0 obj\n%s\nendobj\n" % (number, each)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(objects) + 1
    trailer = b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (size, len(body))
    return body + b"xref\n0 %d\n0000000000 65535 f \n" % size + table + trailer


def _escaped(text: str) -> str:
    return text.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")
