"""Search by words: every word by its beginning; nothing that is typed is a query language."""

from datetime import UTC, datetime

import pytest
from django.contrib.postgres.search import SearchVector
from django.db.models import QuerySet
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from access.choices import AttemptKind
from access.models import AccessAttempt
from common.search import MOST_WORDS, words_query


@pytest.mark.parametrize("text", ["", "   ", "!!!", "& | ! ( ) : * <->", "\u2013 \u201c\u201d", "\x00", "\n\t"])
def test_a_text_without_words_asks_nothing(text: str) -> None:
    assert words_query(text) is None


def matching(text: str) -> QuerySet[AccessAttempt]:
    vector = SearchVector("target", config="simple")
    return AccessAttempt.objects.annotate(words=vector).filter(words=words_query(text))


def found(text: str, written: str) -> bool:
    AccessAttempt.objects.create(kind=AttemptKind.CODE, target=written, at=datetime(2026, 1, 1, tzinfo=UTC))
    return matching(text).exists()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("text", "written", "expected"),
    [
        ("customer", "Customer Operations", True),
        ("CUST oper", "Customer Operations", True),
        ("operations customer", "Customer Operations", True),
        ("ustomer", "Customer Operations", False),
        ("customer legal", "Customer Operations", False),
        ("customer | legal", "Customer Operations", False),
        ("!customer", "Customer Operations", True),
        ("'customer' & (oper:*)", "Customer Operations", True),
        ("stra\u00dfe", "Hauptb\u00fcro Stra\u00dfe 5", True),
        ("\u00dcBER", "\u00dcbersetzung", True),
        ("Lindstr\u00f6m", "Team Lindstr\u00f6m", True),
        ("2026", "Programme 2026-Q3", True),
        ("\u6771\u4eac", "\u6771\u4eac Office", True),
    ],
)
def test_what_is_found(text: str, written: str, expected: bool) -> None:
    assert found(text, written) is expected


@pytest.mark.django_db
def test_only_so_many_words_count() -> None:
    name = " ".join(f"w{number}" for number in range(MOST_WORDS))
    assert found(f"{name} missing", name)


class Typed(TestCase):
    @settings(max_examples=150, deadline=None, derandomize=True)
    @given(text=st.text(max_size=60))
    def test_the_database_understands_whatever_is_typed(self, text: str) -> None:
        if words_query(text) is not None:
            assert list(matching(text)) == []
