"""Names: one line of text that looks everywhere like what it is."""

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from common.name_fields import NameField
from common.names import clean_name
from common.refusals import Refused


@pytest.mark.parametrize(
    ("given_name", "kept"),
    [
        ("Ada King", "Ada King"),
        ("  Ada \t King\n", "Ada King"),
        ("Ada\r\nKing", "Ada King"),
        ("Ada\u2028King\u00a0Noel", "Ada King Noel"),
        ("", ""),
        (" \n ", ""),
        ("\u200d", ""),
        ("Müller & Söhne “Nord”", "Müller & Söhne “Nord”"),
        ("\u0639\u0644\u06cc\u200c\u0631\u0636\u0627", "\u0639\u0644\u06cc\u200c\u0631\u0636\u0627"),
        ("👩\u200d💻", "👩\u200d💻"),
    ],
)
def test_it_works(given_name: str, kept: str) -> None:
    assert clean_name(given_name) == kept


@pytest.mark.parametrize(
    "unseen", [*"\x00\x07\x1b\x7f\x80\u200b\u2060\ufeff", *map(chr, (*range(0x202A, 0x202F), *range(0x2066, 0x206A)))]
)
def test_what_cannot_be_seen_is_refused(unseen: str) -> None:
    with pytest.raises(Refused) as caught:
        clean_name(f"Ada{unseen}King", "title")
    refusal = caught.value.refusal
    assert (refusal.code, refusal.field) == ("unseen_character", "title")
    assert f"U+{ord(unseen):04X}" in refusal.text


@given(st.text())
def test_what_is_kept_stays_as_it_is(text: str) -> None:
    try:
        kept = clean_name(text)
    except Refused:
        return
    assert clean_name(kept) == kept
    assert len(kept) <= len(text)
    assert kept == "" or kept.splitlines() == [kept]


def test_a_form_says_so_at_the_field() -> None:
    field = NameField(max_length=10)
    assert field.clean(" Ada\nKing ") == "Ada King"
    with pytest.raises(ValidationError, match="U\\+202E"):
        field.clean("Ada\u202egniK")
    with pytest.raises(ValidationError, match="required"):
        field.clean("\n")
