"""The provider's keys: kept, turned in the middle of a sign-in, gone by for a while when it is away."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from access.oidc import configuration, keys
from access.oidc.problems import ProviderAway, TokenRefused
from access.oidc.tokens import verify_id_token, verify_logout_token
from tests.access.oidc.provider import Provider


def check(provider: Provider) -> dict[str, Any]:
    token = provider.sign(provider.id_claims(nonce="n"))
    return verify_id_token(token, configuration.provider(), nonce="n")


def test_keys_are_asked_for_once(provider: Provider) -> None:
    for _time in range(3):
        check(provider)

    assert provider.asked.count("/jwks") == 1
    assert provider.asked.count("/.well-known/openid-configuration") == 1


@pytest.mark.django_db
def test_keys_are_turned_in_the_middle_of_a_sign_in(
    provider: Provider, browser: Client, come_in: Callable[..., Any]
) -> None:
    come_in(client=Client())
    way = browser.get("/access/oidc/sign-in/")["Location"]
    provider.signing = provider.keys[1]
    provider.published = [provider.keys[1]]

    assert browser.get(provider.approve(way)).status_code == 302
    assert browser.get("/access/me/").status_code == 200


def test_a_key_nobody_knows_is_looked_up_and_refused(provider: Provider) -> None:
    check(provider)
    provider.signing = provider.keys[1]

    with pytest.raises(TokenRefused, match="does not publish"):
        check(provider)
    assert provider.asked.count("/jwks") == 2


def test_invented_key_ids_do_not_wear_the_provider_out(provider: Provider) -> None:
    check(provider)
    provider.signing = provider.keys[1]
    for _time in range(20):
        with pytest.raises(TokenRefused):
            check(provider)

    assert provider.asked.count("/jwks") == 1 + keys.MOST_LOOKS


def test_strangers_do_not_use_up_the_looks_of_those_who_sign_in(provider: Provider) -> None:
    """Anybody may post a logout token; the provider turns its keys all the same."""
    check(provider)
    provider.signing = provider.keys[1]
    for _time in range(keys.MOST_LOOKS + 1):
        with pytest.raises(TokenRefused, match="does not publish"):
            verify_logout_token(provider.logout_token(), configuration.provider())
    provider.published = [provider.keys[1]]

    assert check(provider)["sub"] == "u-1"


def test_the_last_good_keys_count_while_the_provider_is_away(
    provider: Provider, monkeypatch: pytest.MonkeyPatch
) -> None:
    check(provider)
    monkeypatch.setattr(keys, "FRESH_SECONDS", 0)
    provider.away = {"/jwks"}

    assert check(provider)["sub"] == "u-1"


def test_but_not_for_ever(provider: Provider, monkeypatch: pytest.MonkeyPatch) -> None:
    check(provider)
    monkeypatch.setattr(keys, "FRESH_SECONDS", 0)
    monkeypatch.setattr(keys, "LAST_GOOD_SECONDS", 0)
    provider.away = {"/jwks"}

    with pytest.raises(ProviderAway):
        check(provider)


def test_without_a_key_id_the_only_key_counts(provider: Provider) -> None:
    uri = configuration.provider().jwks_uri

    assert keys.key_for(uri, kid=None, algorithm="RS256").key_id == "k-1"


def test_without_a_key_id_nobody_guesses_among_several(provider: Provider) -> None:
    provider.published = list(provider.keys)
    uri = configuration.provider().jwks_uri

    with pytest.raises(TokenRefused):
        keys.key_for(uri, kid=None, algorithm="RS256")


def test_a_key_goes_with_its_kind_of_algorithm_only(provider: Provider) -> None:
    uri = configuration.provider().jwks_uri

    with pytest.raises(TokenRefused):
        keys.key_for(uri, kid="k-1", algorithm="ES256")
