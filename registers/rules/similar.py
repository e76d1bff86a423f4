"""Which words make two use cases alike: those that carry a meaning."""

import re

LONGEST = 12
SHORTEST_WORD = 4
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
