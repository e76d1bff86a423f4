"""In which encoding and with which delimiter a CSV is written: guessed, said, and changed by whoever knows better."""

import codecs
import csv
import io
from collections import Counter

from charset_normalizer import from_bytes
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

# What a reader may choose; the names are Python's.
ENCODINGS = (
    ("utf-8", "UTF-8"),
    ("cp1252", _("Windows, Western (1252)")),
    ("iso8859-1", "Latin-1 (ISO 8859-1)"),
    ("iso8859-15", "Latin-9 (ISO 8859-15)"),
    ("utf-16", "UTF-16"),
    ("utf-16-le", _("UTF-16, little-endian")),
    ("utf-16-be", _("UTF-16, big-endian")),
    ("utf-32", "UTF-32"),
    ("cp1250", _("Windows, Central European (1250)")),
    ("cp1251", _("Windows, Cyrillic (1251)")),
    ("cp1253", _("Windows, Greek (1253)")),
    ("cp1254", _("Windows, Turkish (1254)")),
    ("mac_roman", "Mac Roman"),
    ("cp850", _("DOS, Western (850)")),
)
DELIMITERS = (
    (",", pgettext_lazy("delimiter", "Comma ,")),
    (";", pgettext_lazy("delimiter", "Semicolon ;")),
    ("\t", pgettext_lazy("delimiter", "Tab")),
    ("|", pgettext_lazy("delimiter", "Vertical bar |")),
)
MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    # Before UTF-16: its mark begins like that.
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# Letters and signs of Western languages beyond ASCII. charset-normalizer weighs one-byte encodings by how a text looks
# and takes short Western texts for Central European ones; a text made of these is what it seems.
WESTERN = frozenset("äöüßÄÖÜéèêëàâçñóòôíìîïúùûáãõåøæœÉÈÀÁÇÑÓÚÅØÆ‘’“”„‚–—…•«»‹›€£§°©®™·¡¿½¼²³µ\u00a0")  # noqa: RUF001 - these very signs
LIKELY = ("cp1252", "cp1250", "cp1251", "cp1253", "cp1254", "mac_roman", "cp850")
LOOKED_AT = 64 * 1024
RECORDS = 30


def guessed_encoding(data: bytes) -> str:
    """Return the encoding that a file is most likely written in."""
    marked = next((name for mark, name in MARKS if data.startswith(mark)), "")
    if marked:
        return marked
    wide = _without_mark(data[:LOOKED_AT])
    if wide:
        return wide
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as error:
        # Where it begins to differ is what tells the others apart.
        return _one_byte_encoding(data[max(0, error.start - 1024) : error.start + LOOKED_AT])
    return "utf-8"


def guessed_delimiter(text: str) -> str:
    """Return the delimiter that cuts the first rows into the most even table."""
    sample = text[:LOOKED_AT]
    return max((delimiter for delimiter, _label in DELIMITERS), key=lambda each: _evenness(sample, each))


def _without_mark(start: bytes) -> str:
    """Return UTF-16 where every other byte of a text is mostly zero."""
    zeros = [start[place::2].count(0) for place in (0, 1)]
    most = max(1, len(start) // 2)
    if zeros[1] > 0.4 * most and zeros[0] < 0.1 * most:
        return "utf-16-le"
    return "utf-16-be" if zeros[0] > 0.4 * most and zeros[1] < 0.1 * most else ""


def _one_byte_encoding(part: bytes) -> str:
    beyond = [each for each in part.decode("cp1252", errors="replace") if ord(each) > 127]
    if sum(each in WESTERN for each in beyond) >= 0.9 * len(beyond):
        return "cp1252"
    best = from_bytes(part, cp_isolation=list(LIKELY)).best()
    return best.encoding if best is not None else "cp1252"


def _evenness(sample: str, delimiter: str) -> tuple[float, int]:
    """Return how many of the first rows have the most common number of cells, and that number."""
    widths: Counter[int] = Counter()
    try:
        for row in csv.reader(io.StringIO(sample, newline=""), delimiter=delimiter):
            widths[len(row)] += bool(row)
            if widths.total() >= RECORDS:
                break
    except csv.Error:
        return (0, 0)
    several = [(count, width) for width, count in widths.items() if width > 1]
    if not several:
        return (0, 0)
    count, width = max(several)
    return (round(count / widths.total(), 1), width)
