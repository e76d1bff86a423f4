"""What the built-in detectors find, and how the organisation's own are read and tried out.

Patterns are RE2's, which looks at a text once however long it is: nobody's pattern can hold up a call.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, Protocol

import re2  # type: ignore[import-untyped]
from django.utils.translation import gettext_lazy as _t

from common.refusals import Refusal, Refused
from common.refusals import marked as _
from registers.choices import CustomDetectorKind, Detector

# What each built-in detector looks for, and something it finds.
EXPLAINED: dict[str, tuple[Any, str]] = {
    Detector.EMAIL: (_t("Addresses of mailboxes"), "ada.king@example.org"),
    Detector.PHONE: (_t("Phone numbers as they are written in many countries"), "+49 30 1234567"),
    Detector.PAYMENT_CARD: (_t("Card numbers whose check digit fits"), "4111 1111 1111 1111"),
    Detector.IBAN: (_t("Bank account numbers whose check digits fit"), "DE89 3704 0044 0532 0130 00"),
    Detector.NATIONAL_ID: (_t("Social security, tax and identity numbers of several countries"), "078-05-1120"),
    Detector.IP_ADDRESS: (_t("Addresses of machines, IPv4 and IPv6"), "192.0.2.44"),
    Detector.PERSON_NAME: (_t("First and last names, found by what stands around them"), "Ms Ada King"),
    Detector.BIRTH_DATE: (_t("Dates beside a word for birth"), "born 10 December 1985"),
    Detector.MEDICAL_RECORD: (_t("Record numbers beside a word for them"), "MRN 00482913"),
    Detector.API_KEY: (_t("Secrets of well-known services by their form"), "sk-proj-…"),
    Detector.PRIVATE_KEY: (_t("The beginning of a private key in a file"), "-----BEGIN PRIVATE KEY-----"),
}

_SAYS = (
    (
        ("invalid perl operator: (?=", "invalid perl operator: (?!", "invalid perl operator: (?<"),
        _("RE2 does not look ahead or behind. Leave out “%(part)s…” and match what stands there instead."),
    ),
    (
        ("invalid perl operator",),
        _("RE2 does not know “%(part)s…”. Groups are “(…)”, “(?:…)” and “(?P<name>…)”, options “(?i)”."),
    ),
    (("missing ]",), _("A “[” is not closed: “%(part)s”.")),
    (("missing )",), _("A “(” is not closed.")),
    (("unexpected )",), _("A “)” closes nothing.")),
    (("invalid repetition size",), _("A part is repeated 1,000 times at most: “%(part)s”.")),
    (
        ("no argument for repetition operator", "bad repetition operator"),
        _("“%(part)s” repeats nothing. Write “\\” before a sign that is meant as it stands."),
    ),
    (("invalid character class range",), _("There is no such range of characters: “%(part)s”.")),
    (("pattern too large",), _("The pattern is too large: repeat less.")),
)
_BACK_REFERENCE = _("RE2 does not remember what a group found: leave out “%(part)s”.")
_ESCAPE = _("RE2 does not know “%(part)s”. Leave out the “\\”, or write “\\\\” for a backslash.")
_UNREAD = _("RE2 cannot read this pattern (%(part)s).")
_FINDS_NOTHING = Refusal(
    "pattern_matches_nothing_at_all",
    _("This pattern also fits an empty text, so it would find its data everywhere. Ask for one character at least."),
    "pattern",
)


class OwnDetector(Protocol):
    """A custom detector: the row, or what a form holds of it."""

    name: str
    kind: str
    pattern: str

    @property
    def keywords(self) -> Sequence[str]:
        """Return the words of a list."""
        ...


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a text, and which detector found it; none for what lies between."""

    text: str
    found_by: str = ""


def compiled(detector: OwnDetector) -> Any:
    """Return the detector as a pattern of RE2; words are found whole, in capital letters too.

    Raises:
        Refused: RE2 cannot read the pattern; says what of it and what to do.
    """
    if detector.kind == CustomDetectorKind.KEYWORDS:
        words = sorted(detector.keywords, key=len, reverse=True)
        return re2.compile("(?i)" + "|".join(_whole(word) for word in words))
    options = re2.Options()
    options.log_errors = False
    try:
        pattern = re2.compile(detector.pattern, options)
    except re2.error as error:
        raise Refused(_told(error)) from error
    if pattern.search("") is not None:
        raise Refused(_FINDS_NOTHING)
    return pattern


def parts_of_text(text: str, detectors: Iterable[OwnDetector]) -> list[Part]:
    """Return a text in parts, those marked that a detector finds; where two find the same, the longer one counts."""
    found = sorted(_found(text, detectors), key=lambda span: (span[0], -span[1]))
    kept: list[tuple[int, int, str]] = []
    for start, end, name in found:
        if not kept or start >= kept[-1][1]:
            kept.append((start, end, name))
    edges = [(0, 0, ""), *kept, (len(text), len(text), "")]
    parts = []
    for (_start, after, _name), (start, end, name) in pairwise(edges):
        parts += [Part(text[after:start]), Part(text[start:end], name)]
    return [part for part in parts if part.text]


def _found(text: str, detectors: Iterable[OwnDetector]) -> Iterator[tuple[int, int, str]]:
    for detector in detectors:
        for match in compiled(detector).finditer(text):
            if match.end() > match.start():
                yield match.start(), match.end(), detector.name


def _whole(word: str) -> str:
    """Return a word as a pattern that does not find it inside another."""
    begins = r"\b" if word[:1].isascii() and (word[:1].isalnum() or word[:1] == "_") else ""
    ends = r"\b" if word[-1:].isascii() and (word[-1:].isalnum() or word[-1:] == "_") else ""
    return f"{begins}{re2.escape(word)}{ends}"


def _told(error: Exception) -> Refusal:
    said = error.args[0] if error.args else b""
    text = said.decode(errors="replace") if isinstance(said, bytes) else str(said)
    part = text.partition(": ")[2]
    sentence = next((sentence for beginnings, sentence in _SAYS if text.startswith(beginnings)), None)
    if text.startswith("invalid escape sequence"):
        sentence = _BACK_REFERENCE if part[1:2].isdigit() else _ESCAPE
    return Refusal("pattern_unreadable", sentence or _UNREAD, "pattern", {"part": part if sentence else text})
