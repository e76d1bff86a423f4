"""Which words make two use cases alike: those that carry a meaning, in whatever form."""

import re
from collections.abc import Iterable, Sequence

LONGEST = 12
SHORTEST_WORD = 4
# One word in common is chance, and so are a few of many; a title tells more than a purpose. Tried on the sample
# organisation's use cases: what is left are those that a reader would call alike.
FEWEST_SHARED = 2
LEAST_LIKENESS = 0.3
IN_PURPOSE_ONLY = 0.5
# Beside one that is much alike, those that are half as much are noise.
LEAST_OF_BEST = 0.6
WORD = re.compile(r"[^\W\d_]+")
# Words that nearly every request contains; English and German.
COMMON = frozenset(
    {
        "about", "after", "against", "also", "because", "been", "before", "being", "between", "both", "could",
        "data", "does", "each", "every", "from", "have", "help", "helps", "into", "like", "made", "make",
        "makes", "many", "more", "most", "need", "needs", "only", "openai", "other", "over", "please",
        "project", "request", "same", "should", "some", "such", "than", "that", "their", "them", "then",
        "there", "these", "they", "this", "those", "through", "tool", "under", "used", "uses", "using", "very",
        "want", "what", "when", "where", "which", "while", "will", "with", "within", "without", "would", "your",
        "aber", "alle", "auch", "daten", "dass", "diese", "dieser", "durch", "eine", "einem", "einen", "einer",
        "eines", "fuer", "haben", "ihre", "kann", "mehr", "nach", "nicht", "oder", "ohne", "sich", "sind",
        "soll", "sollen", "ueber", "über", "unser", "unsere", "werden", "wird",
    }
)  # fmt: skip


def telling_words(text: str) -> list[str]:
    """Return the words of a text by which alike use cases are found, in lower case, each once, at most a dozen."""
    words = (word.casefold() for word in WORD.findall(text))
    telling = [word for word in words if len(word) >= SHORTEST_WORD and word not in COMMON]
    return list(dict.fromkeys(telling))[:LONGEST]


def beginning_of(word: str) -> str:
    """Return what the forms of a word have in common: "claims" and "claim" begin alike."""
    return word[: max(SHORTEST_WORD, len(word) - 1)]


def likeness(words: Sequence[str], title: str, purpose: str) -> float:
    """Return how much of what the words tell a use case tells too, from 0 to 1; 0 where it is no more than chance."""
    in_title, in_purpose = (WORD.findall(text.casefold()) for text in (title, purpose))
    weights = [1.0 if _tells(word, in_title) else IN_PURPOSE_ONLY * _tells(word, in_purpose) for word in words]
    share = sum(weights) / len(words) if words else 0.0
    return share if sum(map(bool, weights)) >= FEWEST_SHARED and share >= LEAST_LIKENESS else 0.0


def places_of_alike(likenesses: Sequence[float]) -> list[int]:
    """Return the places of those that are alike, the most alike first, without what is noise beside the best."""
    least = max(likenesses, default=0.0) * LEAST_OF_BEST
    alike = [place for place, each in enumerate(likenesses) if each and each >= least]
    return sorted(alike, key=lambda place: -likenesses[place])


def _tells(word: str, told: Iterable[str]) -> bool:
    beginning = beginning_of(word)
    return any(
        other.startswith(beginning) or (len(other) >= SHORTEST_WORD and word.startswith(beginning_of(other)))
        for other in told
    )
