"""Names that people give to things: one line of text that looks everywhere like what it is."""

import re
import unicodedata

from common.refusals import Refusal, Refused
from common.refusals import marked as _

# Unseen, but part of how Arabic, Hebrew, Persian and the languages of India are written: joiners and plain marks of
# direction. Embeddings, overrides and isolates (U+202A to 202E, U+2066 to 2069) are not among them: they turn around
# the text that follows, so that a name shows as another (Unicode TR36 §2.1, CVE-2021-42574).
UNSEEN_IN_USE = "\u061c\u200c\u200d\u200e\u200f"
SPACE = re.compile(r"\s+")


def clean_name(text: str, field: str | None = "name") -> str:
    """Return a name with its line breaks, tabs and runs of blanks made one blank each, and none at its ends.

    Raises:
        Refused: it holds a control character or another that cannot be seen; `field` is the one to blame.
    """
    name = SPACE.sub(" ", text).strip(" " + UNSEEN_IN_USE)
    unseen = next((each for each in name if _is_unseen(each)), None)
    if unseen is not None:
        sentence = _("This holds a character that cannot be seen (%(character)s). Type it anew instead of pasting it.")
        raise Refused(Refusal("unseen_character", sentence, field, {"character": f"U+{ord(unseen):04X}"}))
    return name


def one_line(text: str) -> str:
    """Return any text as one line in which everything can be seen, such as for the header of a mail."""
    return "".join(each for each in SPACE.sub(" ", text) if not _is_unseen(each)).strip()


def _is_unseen(character: str) -> bool:
    """Tell whether a character is a control, half of a pair, or a mark of format that no script needs."""
    return unicodedata.category(character) in {"Cc", "Cf", "Cs"} and character not in UNSEEN_IN_USE
