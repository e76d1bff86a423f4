"""Words of ours among recorded values: shown in the reader's language; what people typed stays as they typed it."""

from typing import Any

from django.utils.translation import override

TERM = "term"


class Term(str):
    """A text of ours, marked for translation, such as the name of a built-in role; English as it stands."""

    __slots__ = ()


def term_of(label: Any) -> Term:
    """Return a word of ours that is translated when shown, such as the label of a choice, as the trail keeps it."""
    with override("en"):
        return Term(label)
