"""Comments: what may stand in one, and whom it calls by name."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from common.pasted_secrets import holds_secret
from common.refusals import Refusal
from common.refusals import marked as _

LONGEST_COMMENT = 10_000
MOST_MENTIONS = 20
WORDS_OF_A_NAME = 6
# Names and addresses have fewer characters.
LONGEST_NAME = 260
AFTER_A_NAME = ".,;:!?)'\"\N{RIGHT SINGLE QUOTATION MARK}"
# A name may stand in quotes, so that nothing after it can be taken for a part of it.
QUOTED = re.compile(r'["\u201c\u201e\u00ab]([^"\u201c\u201d\u201e\u00ab\u00bb\n]{1,200})["\u201c\u201d\u00bb]')


@dataclass(frozen=True, slots=True)
class Called:
    """A call by name in a text: everything it might mean, the longest first."""

    candidates: tuple[str, ...]


def refuse_comment(text: str) -> Refusal | None:
    """Say why a text cannot be a comment."""
    if not text.strip():
        return Refusal("comment_empty", _("Write something first."), "text")
    if len(text) > LONGEST_COMMENT:
        message = _("A comment has %(most)d characters at most. Attach the rest as a file.")
        return Refusal("comment_too_long", message, "text", {"most": LONGEST_COMMENT})
    if holds_secret(text):
        message = _(
            "This looks like a key or token. Comments are read by many and kept for years: take it out, and have the "
            "key replaced if it is a real one."
        )
        return Refusal("secret_in_comment", message, "text")
    return None


def calls_in(text: str) -> list[Called]:
    """Return who a text calls: after each @ an address, a name in quotes, or as many words as a name may have."""
    found = []
    for place, sign in enumerate(text):
        # Not within an address such as ada@example.org.
        if sign != "@" or (place and (text[place - 1].isalnum() or text[place - 1] in "._-")):
            continue
        quoted = QUOTED.match(text, place + 1)
        if quoted:
            found.append(Called((quoted[1].strip().casefold(),)))
            continue
        line = text[place + 1 : place + 1 + LONGEST_NAME].split("\n", 1)[0]
        words = line.split(" ")[:WORDS_OF_A_NAME]
        starts = [" ".join(words[:count]) for count in range(len(words), 0, -1)]
        trimmed = dict.fromkeys(form for each in starts for form in (each, each.rstrip(AFTER_A_NAME)) if form)
        if trimmed:
            found.append(Called(tuple(each.casefold() for each in trimmed)))
    return found


def refuse_mentions(*, ambiguous: Sequence[str], blind: Sequence[str], count: int) -> Refusal | None:
    """Say why those called cannot all be told; `blind` may not read what is said about the use case."""
    if ambiguous:
        message = _("There is more than one %(name)s. Write @ and their e-mail address instead.")
        return Refusal("mention_ambiguous", message, "text", {"name": ambiguous[0]})
    if blind:
        message = _("%(name)s may not read these comments. Add them to the use case first, or leave out the @.")
        return Refusal("mention_blind", message, "text", {"name": blind[0]})
    if count > MOST_MENTIONS:
        message = _("A comment calls %(most)d people at most.")
        return Refusal("too_many_mentions", message, "text", {"most": MOST_MENTIONS})
    return None


def chosen(called: Called, people: Mapping[str, Sequence[str]]) -> Sequence[str]:
    """Return the ids behind the longest candidate that anybody has as name or address; none where nobody does."""
    return next((people[each] for each in called.candidates if each in people), ())
