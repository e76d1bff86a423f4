"""Search by words over an indexed text vector."""

import re

from django.contrib.postgres.search import SearchQuery

WORD = re.compile(r"\w+", re.UNICODE)
MOST_WORDS = 12


def words_query(text: str) -> SearchQuery | None:
    """Return a query that finds every word of a text by its beginning, or None when the text holds no word."""
    words = WORD.findall(text.lower())[:MOST_WORDS]
    if not words:
        return None
    return SearchQuery(" & ".join(f"{word}:*" for word in words), search_type="raw", config="simple")
