"""What the provider says of itself, and what is wrong with it, in words."""

from datetime import timedelta
from http.server import BaseHTTPRequestHandler
from typing import Any

import pytest

from access.oidc import configuration
from access.oidc.problems import ProviderAway, ProviderWrong
from common.clock import now
from tests.access.oidc.provider import NOTHING, Provider

WELL_KNOWN = "/.well-known/openid-configuration"


def test_it_works(provider: Provider) -> None:
    found = configuration.provider()

    assert found.token_endpoint == f"{provider.issuer}/token"
    assert found.listed("scopes_supported") == ("openid", "email", "profile")
    assert found.clock is not None


def test_a_clock_that_names_no_zone_is_compared_too(provider: Provider, monkeypatch: pytest.MonkeyPatch) -> None:
    said = "Sat, 21 Nov 2026 21:47:53 -0000"
    monkeypatch.setattr(BaseHTTPRequestHandler, "date_time_string", lambda *_args: said)

    clock = configuration.provider().clock

    assert clock is not None
    assert clock < now() + timedelta(days=10_000)


@pytest.mark.parametrize(
    ("metadata", "code"),
    [
        ({"issuer": "https://evil.example"}, "issuer_mismatch"),
        ({"issuer": NOTHING}, "issuer_mismatch"),
        ({"token_endpoint": NOTHING}, "endpoint_missing"),
        ({"jwks_uri": 7}, "endpoint_missing"),
        ({"token_endpoint": "http://provider.example/token"}, "not_https"),
        ({"userinfo_endpoint": "ftp://provider.example/"}, "not_https"),
    ],
)
def test_what_does_not_fit(provider: Provider, metadata: dict[str, Any], code: str) -> None:
    provider.metadata = metadata

    with pytest.raises(ProviderWrong) as caught:
        configuration.provider()
    assert caught.value.refusal.code == code


def test_a_slash_more_is_another_issuer(provider: Provider, settings: Any) -> None:
    settings.OIDC_ISSUER = f"{provider.issuer}/"

    with pytest.raises(ProviderWrong, match="calls itself"):
        configuration.provider()


def test_a_proxy_out_of_the_house_is_not_asked_for_this_machine(
    provider: Provider, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("http_proxy", "HTTP_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    for name in ("no_proxy", "NO_PROXY"):
        monkeypatch.delenv(name, raising=False)

    assert configuration.discover().issuer == provider.issuer


def test_plain_http_counts_on_this_machine_only(settings: Any) -> None:
    settings.OIDC_ISSUER = "http://provider.example"

    with pytest.raises(ProviderWrong, match="no https"):
        configuration.provider()


def test_nobody_is_there(settings: Any) -> None:
    settings.OIDC_ISSUER = "http://127.0.0.1:9"

    with pytest.raises(ProviderAway, match="does not answer"):
        configuration.provider()


def test_a_provider_that_takes_its_time_is_not_waited_for(provider: Provider, settings: Any) -> None:
    """mozilla-django-oidc would have waited for ever, with one of the few threads of the web process."""
    settings.OIDC_TIMEOUT = 0.2
    provider.slow = {WELL_KNOWN: 2}

    with pytest.raises(ProviderAway, match="timed out"):
        configuration.provider()


def test_what_was_known_is_gone_by_while_it_is_away(provider: Provider, monkeypatch: pytest.MonkeyPatch) -> None:
    configuration.provider()
    monkeypatch.setattr(configuration, "FRESH_SECONDS", 0)
    provider.away = {WELL_KNOWN}

    assert configuration.provider().issuer == provider.issuer
    monkeypatch.setattr(configuration, "LAST_GOOD_SECONDS", 0)
    with pytest.raises(ProviderAway):
        configuration.provider()


def test_an_outage_is_asked_about_twice_a_minute_at_most(provider: Provider) -> None:
    provider.away = {WELL_KNOWN}

    assert [configuration.is_there() for _time in range(5)] == [False] * 5
    assert provider.asked.count(WELL_KNOWN) == 1
