"""Refusals: why something may not happen, as a value that rules return and actions raise.

Rules import this module, so it stands without Django until a refusal is shown to somebody.
"""

import dataclasses
from dataclasses import dataclass
from datetime import date
from typing import Any


def marked(text: str) -> str:
    """Mark a sentence for the translators and return it as it is; `Refusal.text` translates it when shown."""
    return text


@dataclass(frozen=True, slots=True)
class Refusal:
    """A reason why a change may not happen: a stable code, a sentence for the reader, the field it concerns if any.

    `details` fill the sentence's `%(name)s` places; days are written as the reader's language does.
    """

    code: str
    message: str
    field: str | None = None
    details: dict[str, Any] = dataclasses.field(default_factory=dict)

    @property
    def text(self) -> str:
        """Return the sentence in the reader's language."""
        from django.utils import formats
        from django.utils.translation import gettext

        sentence = gettext(self.message)
        shown = {
            name: formats.date_format(value) if isinstance(value, date) else value
            for name, value in self.details.items()
        }
        return sentence % shown if shown else sentence


class Refused(Exception):  # noqa: N818 - the word the house uses; it is an answer, not a fault
    """A change was refused by a rule; carries the Refusal. Pages answer 422, the API 409."""

    def __init__(self, refusal: Refusal) -> None:
        super().__init__(refusal.code)
        self.refusal = refusal

    def __str__(self) -> str:
        return self.refusal.text


def refuse_if(refusal: Refusal | None) -> None:
    """Raise Refused when a rule returned a refusal; do nothing otherwise."""
    if refusal is not None:
        raise Refused(refusal)
