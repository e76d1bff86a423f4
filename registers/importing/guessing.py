"""Which column says what: guessed from headings and values, remembered of the last import from the same source."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from registers.importing.fields import BY_NAME, FIELDS, Field, Kind
from registers.importing.tables import Column

WORD = re.compile(r"[^\W_]+")
# Below this a heading only happens to share a word.
LEAST = 52
# The last column of the rows that are handed back to be mended.
WRONG_HEADINGS = ("What is wrong", "Was nicht stimmt")

Mapping_ = dict[str, list[str]]


def guessed(columns: Sequence[Column]) -> Mapping_:
    """Return for each field the letters of the columns it is probably in: the surest pairs first, each column once."""
    pairs = sorted(_pairs(columns), key=lambda pair: (-pair[0], pair[1]))
    mapping: Mapping_ = {}
    taken: set[str] = set()
    for _score, _place, letter, field in pairs:
        if letter not in taken and field.name not in mapping:
            mapping[field.name] = [letter]
            taken.add(letter)
    return mapping


def remembered(
    columns: Sequence[Column], kept: Mapping[str, Iterable[str]], headings: Sequence[str]
) -> Mapping_ | None:
    """Return the mapping of an earlier file where this one has the columns that it used, else None.

    `kept` names headings; columns that the earlier file did not have are left to the guess.
    """
    letters = {column.heading: column.letter for column in columns}
    if any(heading not in letters for names in kept.values() for heading in names):
        return None
    mapping = {field: [letters[heading] for heading in names] for field, names in kept.items() if field in BY_NAME}
    new = [column for column in columns if column.heading not in set(headings)]
    return {**{field: place for field, place in guessed(new).items() if field not in mapping}, **mapping}


def by_heading(columns: Sequence[Column], mapping: Mapping[str, Sequence[str]]) -> Mapping_:
    """Return a mapping by headings instead of letters: how it is remembered."""
    headings = {column.letter: column.heading for column in columns}
    return {field: [headings[letter] for letter in letters] for field, letters in mapping.items() if letters}


def _pairs(columns: Sequence[Column]) -> Iterator[tuple[float, int, str, Field]]:
    for place, column in enumerate(columns):
        if column.heading in WRONG_HEADINGS:
            continue
        words = _words(column.heading)
        for field in FIELDS:
            score = max(_likeness(words, _words(heading)) for heading in field.headings)
            if score >= LEAST and _fits(field.kind, column):
                yield score, place, column.letter, field


def _likeness(words: list[str], known: list[str]) -> float:
    """Return from 0 to 100 how sure a heading means a known one."""
    if words == known:
        return 100
    found = any(words[place : place + len(known)] == known for place in range(len(words) - len(known) + 1))
    if not found:
        return 0
    # A question that asks for something at length still names it; more of the words, or longer ones, are surer.
    return 40 + 40 * len(known) / len(words) + min(8, len(" ".join(known)) / 2)


def _fits(kind: Kind, column: Column) -> bool:
    """Tell whether the values could be what the heading promises."""
    if not column.filled:
        return True
    if kind == Kind.DATE:
        return column.dated >= 0.5 * column.filled
    if kind in {Kind.PERSON, Kind.PEOPLE}:
        return any("@" in sample for sample in column.samples)
    if kind in {Kind.NUMBER, Kind.MONEY}:
        return any(any(sign.isdigit() for sign in sample) for sample in column.samples)
    return kind not in {Kind.TITLE, Kind.LINE} or column.dated < 0.5 * column.filled


def _words(heading: str) -> list[str]:
    return WORD.findall(heading.casefold())
