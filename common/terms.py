"""Words of ours among recorded values: shown in the reader's language; what people typed stays as they typed it."""

from typing import Any

from django.utils.translation import override

TERM = "term"
PHRASE = "phrase"


class Term(str):
    """A text of ours, marked for translation, such as the name of a built-in role; English as it stands."""

    __slots__ = ()


def phrase(text: str, **values: Any) -> dict[str, Any]:
    """Return a text of ours, marked for translation, with what it names, such as a role and for which department."""
    return {**values, PHRASE: Term(text)}


def term_of(label: Any) -> Term:
    """Return a word of ours that is translated when shown, such as the label of a choice, as the trail keeps it."""
    with override("en"):
        return Term(label)
