"""Small secrets at rest: only for their purpose, only unaltered, and across a change of the secret key."""

import pytest
from cryptography.fernet import Fernet
from hypothesis import given
from hypothesis import strategies as st
from pytest_django import Settings

from common.crypto import Undecipherable, seal, unseal

SEED = "JBSWY3DPEHPK3PXP"


@given(plain=st.text())
def test_it_opens_again(plain: str) -> None:
    assert unseal(seal(plain, purpose="totp"), purpose="totp") == plain


def test_nothing_of_it_is_readable_and_no_two_are_alike() -> None:
    first, second = seal(SEED, purpose="totp"), seal(SEED, purpose="totp")
    assert SEED not in first
    assert first != second


@pytest.mark.parametrize("other", ["", "TOTP", "totp ", "oidc"])
def test_another_purpose_does_not_open_it(other: str) -> None:
    with pytest.raises(Undecipherable):
        unseal(seal(SEED, purpose="totp"), purpose=other)


@given(at=st.integers(min_value=0), letter=st.sampled_from("AZaz09-_"))
def test_an_altered_one_does_not_open(at: int, letter: str) -> None:
    sealed = seal(SEED, purpose="totp").rstrip("=")
    at %= len(sealed) - 1  # the very last letter has bits that mean nothing
    altered = sealed[:at] + letter + sealed[at + 1 :]
    if altered != sealed:
        with pytest.raises(Undecipherable):
            unseal(altered + "=" * (-len(altered) % 4), purpose="totp")


@pytest.mark.parametrize("text", ["", "x", "gAAAAA", SEED, "\u00e4", "\x00", "gAAAAAB" * 1_000])
def test_what_was_never_sealed_does_not_open(text: str) -> None:
    with pytest.raises(Undecipherable):
        unseal(text, purpose="totp")


def test_cut_off_ones_do_not_open() -> None:
    sealed = seal(SEED, purpose="totp")
    for length in range(len(sealed)):
        with pytest.raises(Undecipherable):
            unseal(sealed[:length], purpose="totp")


def test_a_stranger_with_another_key_cannot_make_one() -> None:
    with pytest.raises(Undecipherable):
        unseal(Fernet(Fernet.generate_key()).encrypt(SEED.encode()).decode(), purpose="totp")


def test_the_refusal_tells_the_purpose_and_never_the_secret() -> None:
    sealed = seal(SEED, purpose="totp")
    with pytest.raises(Undecipherable) as refused:
        unseal(sealed, purpose="oidc")
    assert str(refused.value) == "oidc"


def test_a_new_secret_key_opens_what_the_old_one_sealed(settings: Settings) -> None:
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "first", []
    old = seal(SEED, purpose="totp")

    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "second", ["first"]
    assert unseal(old, purpose="totp") == SEED
    new = seal(SEED, purpose="totp")

    settings.SECRET_KEY_FALLBACKS = []
    assert unseal(new, purpose="totp") == SEED
    with pytest.raises(Undecipherable):
        unseal(old, purpose="totp")


def test_after_several_changes_each_old_key_counts(settings: Settings) -> None:
    sealed = []
    for key in ("first", "second", "third"):
        settings.SECRET_KEY = key
        sealed.append(seal(key, purpose="totp"))
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "fourth", ["third", "second", "first"]
    assert [unseal(each, purpose="totp") for each in sealed] == ["first", "second", "third"]
