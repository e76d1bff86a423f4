"""Search by words over an indexed text vector: as they are typed, by their beginning, and in their other forms."""

import re
from functools import reduce
from operator import and_, or_
from typing import Any

from django.contrib.postgres.search import SearchQuery, SearchVector
from django.db.models import Func, Q, TextField

WORD = re.compile(r"\w+", re.UNICODE)
MOST_WORDS = 12
# The languages in which texts are written; what each takes for a stem comes with PostgreSQL.
LANGUAGES = ("english", "german")


class Stems(SearchVector):
    """The stems of words in a language, without their places: they are found and weigh nothing in a ranking."""

    def as_sql(self, *args: Any, **kwargs: Any) -> Any:
        """Return the vector's SQL, stripped."""
        sql, params = super().as_sql(*args, **kwargs)
        return f"strip({sql})", params


class Parted(Func):
    """A text with its parts set apart: PostgreSQL takes the 0117 of SAL-2024-0117 for a negative number."""

    template = "translate(%(expressions)s, '-/._', '    ')"
    output_field = TextField()


def words_in(text: str) -> list[str]:
    """Return the words of a text that are searched for, in lower case."""
    return WORD.findall(text.lower())[:MOST_WORDS]


def words_query(text: str) -> SearchQuery | None:
    """Return a query that finds every word of a text by its beginning, or None when the text holds no word."""
    words = words_in(text)
    if not words:
        return None
    return SearchQuery(" & ".join(f"{word}:*" for word in words), search_type="raw", config="simple")


def has_words(text: str, vector: str = "search") -> Q:
    """Return the condition that every word of a text occurs, by its beginning or in another form.

    "chatbots" finds "chatbot", too. The vector holds the words (config simple) and their stems in each language.
    """
    words = words_in(text)
    if not words:
        return Q()
    found = Q((vector, reduce(and_, (_one_in_any_form(word) for word in words))))
    # Asked twice, PostgreSQL squares its guess of how many rows match. Its guess for the forms of a word that it has no
    # statistics of is too high: it would go through the whole table in the order of the list rather than ask the index.
    return found & found


def _one_in_any_form(word: str) -> Any:
    typed: Any = SearchQuery(f"{word}:*", search_type="raw", config="simple")
    # A number has no other form.
    languages = LANGUAGES if any(each.isalpha() for each in word) else ()
    return reduce(or_, (SearchQuery(word, search_type="plain", config=each) for each in languages), typed)
