"""Which tokens count, and which prove nothing: OpenID Connect Core §3.1.3.7, RFC 8725."""

import base64
import hashlib
import hmac
import json
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import jwt
import pytest

from access.oidc import configuration
from access.oidc.problems import TokenRefused
from access.oidc.tokens import accepted_algorithms, verify_id_token
from common.clock import held_at, now
from tests.access.oidc.provider import CLIENT, NOTHING, Key, Provider

NONCE = "n-1"


def check(provider: Provider, token: str) -> dict[str, Any]:
    return verify_id_token(token, configuration.provider(), nonce=NONCE)


def refused(provider: Provider, token: str) -> TokenRefused:
    with pytest.raises(TokenRefused) as caught:
        check(provider, token)
    return caught.value


def made(provider: Provider, **claims: Any) -> str:
    provider.claims = claims
    return provider.sign(provider.id_claims(nonce=NONCE))


@pytest.fixture(autouse=True)
def held() -> Iterator[None]:
    with held_at(now().replace(microsecond=0)):
        yield


def test_it_works(provider: Provider) -> None:
    assert check(provider, made(provider))["sub"] == "u-1"


@pytest.mark.parametrize(
    ("claims", "code"),
    [
        ({"iss": "https://evil.example"}, "issuer"),
        ({"iss": NOTHING}, "issuer"),
        ({"aud": "somebody-else"}, "audience"),
        ({"aud": NOTHING}, "audience"),
        ({"aud": ["somebody-else", "another"]}, "audience"),
        ({"aud": [CLIENT, "somebody-else"]}, "audience"),
        ({"aud": [CLIENT, "somebody-else"], "azp": "somebody-else"}, "audience"),
        ({"azp": "somebody-else"}, "audience"),
        ({"exp": NOTHING}, "time_missing"),
        ({"iat": NOTHING}, "time_missing"),
        ({"exp": "tomorrow"}, "time_missing"),
        ({"exp": True}, "time_missing"),
        ({"exp": 10**400}, "time_missing"),
        ({"exp": 1}, "expired"),
        ({"nonce": "n-2"}, "nonce"),
        ({"nonce": NOTHING}, "nonce"),
        ({"sub": NOTHING}, "no_subject"),
        ({"sub": ""}, "no_subject"),
        ({"sub": 7}, "no_subject"),
        ({"sub": "x" * 256}, "no_subject"),
        ({"nbf": 10**10}, "clock"),
    ],
)
def test_a_wrong_claim(provider: Provider, claims: dict[str, Any], code: str) -> None:
    assert refused(provider, made(provider, **claims)).refusal.code == code


def test_several_audiences_with_ours_authorized(provider: Provider) -> None:
    assert check(provider, made(provider, aud=[CLIENT, "somebody-else"], azp=CLIENT))


@pytest.mark.parametrize(("minutes", "word"), [(5, "ahead of"), (-12, "behind")])
def test_clocks_minutes_apart_are_told_as_that(provider: Provider, minutes: int, word: str) -> None:
    provider.skew = timedelta(minutes=minutes)

    sentence = refused(provider, made(provider)).refusal.text

    assert f"{abs(minutes) * 60} seconds" in sentence
    assert word in sentence
    assert "time server" in sentence


def test_made_five_minutes_ago_as_entra_says_of_every_token(provider: Provider) -> None:
    """And a clock five minutes behind: the nonce proves that the token was made for the question just asked."""
    moment = int(now().timestamp())

    assert check(provider, made(provider, iat=moment - 300, nbf=moment - 300, exp=moment + 3600))
    provider.skew = timedelta(minutes=-5)
    assert check(provider, made(provider))


@pytest.mark.parametrize("seconds", [-59, 59])
def test_clocks_a_minute_apart_are_near_enough(provider: Provider, seconds: int) -> None:
    provider.skew = timedelta(seconds=seconds)

    assert check(provider, made(provider))


def test_alg_none_proves_nothing(provider: Provider, settings: Any) -> None:
    settings.OIDC_ALGORITHMS = ["RS256", "none"]
    token = jwt.encode(provider.id_claims(nonce=NONCE), "", algorithm="none")

    assert refused(provider, token).refusal.code == "algorithm"


def test_the_public_key_is_no_secret(provider: Provider, settings: Any) -> None:
    """HS256 with the public key as the secret: whoever can read it could sign (RFC 8725 §2.1)."""
    settings.OIDC_ALGORITHMS = ["RS256", "HS256"]
    head = {"alg": "HS256", "kid": "k-1", "typ": "JWT"}
    token = _forged(head, provider.id_claims(nonce=NONCE), provider.keys[0].public_pem)

    assert refused(provider, token).refusal.code == "algorithm"
    assert accepted_algorithms() == ("RS256",)


def test_an_algorithm_that_is_not_named_does_not_count(provider: Provider, settings: Any) -> None:
    settings.OIDC_ALGORITHMS = ["ES256"]

    assert refused(provider, made(provider)).refusal.code == "algorithm"


def test_several_algorithms_count(provider: Provider) -> None:
    assert check(provider, provider.sign(provider.id_claims(nonce=NONCE), algorithm="PS256"))


def test_another_key_under_the_same_id(provider: Provider) -> None:
    token = provider.sign(provider.id_claims(nonce=NONCE), key=provider.keys[1].private)

    assert refused(provider, token).refusal.code == "signature"


def test_a_short_key_does_not_count(provider: Provider) -> None:
    provider.signing = Key("short", bits=1024)
    provider.published = [provider.signing]

    assert refused(provider, made(provider)).refusal.code == "weak_key"


@pytest.mark.parametrize("token", ["", "x", "a.b.c", "é"])
def test_what_is_no_token(provider: Provider, token: str) -> None:
    assert refused(provider, token).refusal.code == "unreadable_token"


def test_the_access_token_belongs_to_the_id_token(provider: Provider) -> None:
    token = made(provider, at_hash="of-another-one")

    with pytest.raises(TokenRefused) as caught:
        verify_id_token(token, configuration.provider(), nonce=NONCE, access_token="at")
    assert caught.value.refusal.code == "access_token"


def _forged(head: dict[str, str], claims: dict[str, Any], secret: bytes) -> str:
    """Sign as the library refuses to: with a public key as the secret."""

    def part(value: bytes) -> str:
        return base64.urlsafe_b64encode(value).rstrip(b"=").decode()

    signed = f"{part(json.dumps(head).encode())}.{part(json.dumps(claims).encode())}"
    return f"{signed}.{part(hmac.new(secret, signed.encode(), hashlib.sha256).digest())}"
