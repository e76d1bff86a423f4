"""Words that stand where there is nothing to say."""

import re

SPACE = re.compile(r"\s+")
NOTHING = frozenset(
    {
        "", "-", "--", "\u2013", "\u2014", "/", ".", "?", "n/a", "n\\a", "na", "n.a.", "n. a.", "#n/a", "none", "null",
        "nil", "not applicable", "not available", "not provided", "blank", "blank/not provided", "tbd", "tba",
        "unknown",
        "k.a.", "k. a.", "keine angabe", "keine", "entfällt", "nicht zutreffend", "nicht anwendbar",
        "unbekannt", "offen",
    }
)  # fmt: skip


def is_nothing(text: str) -> bool:
    """Tell whether a cell says that there is nothing."""
    return len(text) < 30 and text.strip().casefold() in NOTHING


def gives_none(text: str) -> bool:
    """Tell whether a cell that should hold a value says that there is none, and perhaps why."""
    return is_nothing(text) or text.strip().casefold().startswith(("n/a", "not applicable", "nicht zutreffend"))


def normal(text: str) -> str:
    """Return a text as it is compared: no matter in which case, and how many blanks are between its words."""
    return SPACE.sub(" ", text).strip().casefold()
