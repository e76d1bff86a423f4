"""A provider that does not answer, or not in time: one waits for it, and nobody for ever."""

import socket
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from typing import Any

import pytest
from django.test import Client

from access.oidc import configuration, keys, outages
from access.oidc.fetching import ask
from access.oidc.problems import ProviderAway
from tests.access.oidc.provider import Provider

WELL_KNOWN = "/.well-known/openid-configuration"
ComeIn = Callable[..., Any]


def refused(asked: Callable[[], Any]) -> float:
    """Return how long it took to be told that the provider does not answer."""
    begun = time.monotonic()
    with pytest.raises(ProviderAway, match="does not answer"):
        asked()
    return time.monotonic() - begun


def asked_by_many(asked: Callable[[], Any]) -> list[float]:
    with ThreadPoolExecutor(6) as threads:
        return [each.result() for each in [threads.submit(refused, asked) for _time in range(6)]]


def test_one_waits_and_not_all(provider: Provider, settings: Any) -> None:
    settings.OIDC_TIMEOUT = 1
    provider.slow = {WELL_KNOWN: 3}

    assert max(asked_by_many(configuration.provider)) < 3
    assert provider.asked.count(WELL_KNOWN) == 1
    assert refused(configuration.provider) < 0.5


def test_so_it_is_with_its_keys(provider: Provider, settings: Any) -> None:
    uri = configuration.provider().jwks_uri
    settings.OIDC_TIMEOUT = 1
    provider.slow = {"/jwks": 3}

    asked_by_many(lambda: keys.keys_of(uri))

    assert provider.asked.count("/jwks") == 1


def test_it_is_asked_again_after_a_few_seconds(provider: Provider, monkeypatch: pytest.MonkeyPatch) -> None:
    provider.away = {WELL_KNOWN}
    refused(configuration.provider)
    provider.away = set()
    refused(configuration.provider)

    monkeypatch.setattr(outages, "SILENT_SECONDS", 0)

    assert configuration.provider().issuer == provider.issuer


def test_nobody_waits_while_something_is_known(
    provider: Provider, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    configuration.provider()
    monkeypatch.setattr(configuration, "FRESH_SECONDS", 0)
    settings.OIDC_TIMEOUT = 2
    provider.slow = {WELL_KNOWN: 4}
    first = threading.Thread(target=configuration.provider)
    first.start()
    while provider.asked.count(WELL_KNOWN) < 2:
        time.sleep(0.01)

    begun = time.monotonic()
    assert configuration.provider().issuer == provider.issuer
    assert time.monotonic() - begun < 1
    first.join()
    assert configuration.provider().issuer == provider.issuer
    assert provider.asked.count(WELL_KNOWN) == 2


def test_one_looks_whether_it_is_there(provider: Provider, settings: Any) -> None:
    settings.OIDC_TIMEOUT = 1
    provider.slow = {WELL_KNOWN: 3}

    with ThreadPoolExecutor(6) as threads:
        assert list(threads.map(lambda _time: configuration.is_there(), range(6))) == [False] * 6
    assert provider.asked.count(WELL_KNOWN) == 1


@pytest.mark.django_db
def test_the_second_who_signs_in_is_told_at_once(provider: Provider, browser: Client) -> None:
    provider.away = {WELL_KNOWN}

    answers = [browser.get("/access/oidc/sign-in/").status_code for _time in range(3)]

    assert answers == [503] * 3
    assert provider.asked.count(WELL_KNOWN) == 1


@contextmanager
def byte_by_byte(head: bytes) -> Iterator[str]:
    """Serve an answer of which a piece comes five times a second, for longer than anybody should wait."""
    listening = socket.create_server(("127.0.0.1", 0))

    def serve() -> None:
        with listening.accept()[0] as browser:
            browser.recv(65536)
            browser.sendall(head)
            try:
                for _piece in range(40):
                    browser.sendall(b"x")
                    time.sleep(0.2)
            except OSError:
                return

    threading.Thread(target=serve, daemon=True).start()
    with listening:
        yield f"http://127.0.0.1:{listening.getsockname()[1]}/"


@pytest.mark.parametrize("head", [b"Content-Length: 40", b"Transfer-Encoding: chunked\r\n\r\n400"])
def test_a_body_that_comes_byte_by_byte_holds_nobody_up(settings: Any, head: bytes) -> None:
    settings.OIDC_TIMEOUT = 1
    ends = b"\r\n" if b"chunked" in head else b"\r\n\r\n"

    with byte_by_byte(b"HTTP/1.1 200 OK\r\n" + head + ends) as address:
        assert refused(lambda: ask(address)) < 4
