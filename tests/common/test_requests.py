"""What every request carries: where it really came from, and its id wherever the reader or an auditor meets it."""

import ipaddress
import time

import pytest
from django.test import Client, RequestFactory
from hypothesis import given
from hypothesis import strategies as st
from pytest_django import Settings

from access.models import Person
from common.requests import address_of, client_address
from tests.factories.clients import client_of
from tests.factories.people import PASSWORD
from trail.models import TrailEntry

PROXY, INNER_PROXY, CLIENT, LIE = "10.0.0.1", "10.0.0.2", "203.0.113.7", "198.51.100.66"
OURSELVES = "127.0.0.1"
TRUSTED = ["10.0.0.0/8", "fd00::/8"]

addresses = st.ip_addresses(v=4).map(str)
hops = st.one_of(addresses, st.ip_addresses(v=6).map(str), st.text(max_size=12))


@pytest.mark.parametrize(
    ("peer", "forwarded", "trusted", "expected"),
    [
        # Without a trusted proxy the header is only a claim.
        (CLIENT, "", [], CLIENT),
        (CLIENT, LIE, [], CLIENT),
        (CLIENT, LIE, TRUSTED, CLIENT),
        # One proxy, a chain of them, and what the client wrote to the left of them.
        (PROXY, CLIENT, TRUSTED, CLIENT),
        (PROXY, f"{CLIENT}, {INNER_PROXY}", TRUSTED, CLIENT),
        (PROXY, f"{LIE}, {CLIENT}, {INNER_PROXY}", TRUSTED, CLIENT),
        (PROXY, f"{INNER_PROXY}, {CLIENT}", TRUSTED, CLIENT),
        (PROXY, INNER_PROXY, TRUSTED, INNER_PROXY),
        (PROXY, f"{LIE},{CLIENT}", [PROXY], CLIENT),
        (PROXY, f"{CLIENT},{INNER_PROXY}", [PROXY], INNER_PROXY),
        # A network may be written by any of its addresses.
        (PROXY, CLIENT, ["10.1.2.3/8"], CLIENT),
        # Nothing to read, or nothing that can be read: the last hop that is known.
        (PROXY, "", TRUSTED, PROXY),
        (PROXY, " , ,", TRUSTED, PROXY),
        (PROXY, f"{LIE}, unknown", TRUSTED, PROXY),
        (PROXY, f"{LIE}, _hidden, {INNER_PROXY}", TRUSTED, INNER_PROXY),
        (PROXY, f"{LIE}, 203.0.113.256", TRUSTED, PROXY),
        (PROXY, f"{LIE}, 203.0.113.7:https", TRUSTED, PROXY),
        (PROXY, f"{LIE}, ]203.0.113.7[", TRUSTED, PROXY),
        (PROXY, f"{LIE}, [2001:db8::1", TRUSTED, PROXY),
        (PROXY, f"{LIE}, 203.0.113.7/24", TRUSTED, PROXY),
        (PROXY, f"{LIE}, \u0661.1.1.1", TRUSTED, PROXY),
        # A socket file has no address, and cannot vouch for any.
        ("", CLIENT, TRUSTED, None),
        ("unix:", CLIENT, TRUSTED, None),
        # Ports, as some proxies write them.
        (PROXY, "203.0.113.7:443", TRUSTED, CLIENT),
        (PROXY, f"{CLIENT}:1, {INNER_PROXY}:65535", TRUSTED, CLIENT),
        (PROXY, "[2001:db8::1]:443", TRUSTED, "2001:db8::1"),
        # IPv6: brackets, a zone, other ways to write it, an IPv4 address inside.
        ("fd00::1", "2001:db8::1", TRUSTED, "2001:db8::1"),
        ("[fd00::1]", "[2001:DB8:0:0::1]", TRUSTED, "2001:db8::1"),
        (PROXY, "fe80::1%eth0", TRUSTED, "fe80::1"),
        (PROXY, "[fe80::1%25eth0]:443", TRUSTED, "fe80::1"),
        ("::ffff:10.0.0.1", f"::ffff:{CLIENT}", TRUSTED, CLIENT),
        (PROXY, f"{CLIENT}, [::ffff:10.0.0.2]:80", TRUSTED, CLIENT),
    ],
)
def test_whose_address_it_is(peer: str, forwarded: str, trusted: list[str], expected: str | None) -> None:
    assert client_address(peer, forwarded, trusted) == expected


@given(claims=st.lists(hops.map(lambda hop: hop.replace(",", "")), max_size=6), client=addresses)
def test_nothing_the_client_writes_counts(claims: list[str], client: str) -> None:
    """Whatever stands to the left of what the trusted proxy saw, the answer is what the proxy saw."""
    forwarded = ",".join([*claims, client])
    if not any(ipaddress.ip_address(client) in ipaddress.ip_network(each) for each in TRUSTED):
        assert client_address(PROXY, forwarded, TRUSTED) == client
    assert client_address(CLIENT, forwarded, TRUSTED) == CLIENT


@given(peer=st.one_of(hops, st.just(PROXY)), forwarded=st.text() | st.lists(hops).map(",".join))
def test_the_answer_is_always_an_address_or_none(peer: str, forwarded: str) -> None:
    """Columns of addresses take it as it is: no zone, no brackets, no port."""
    found = client_address(peer, forwarded, ["0.0.0.0/0", "::/0"])
    assert found is None or (str(ipaddress.ip_address(found)) == found and "%" not in found)


def test_a_very_long_history_is_read_quickly() -> None:
    forwarded = ", ".join([CLIENT, *[INNER_PROXY] * 10_000])
    started = time.perf_counter()
    assert client_address(PROXY, forwarded, TRUSTED) == CLIENT
    assert time.perf_counter() - started < 2


def test_a_request_is_read_with_the_proxies_of_the_settings(settings: Settings) -> None:
    request = RequestFactory().get("/", headers={"X-Forwarded-For": f"{LIE}, {CLIENT}:50123"}, REMOTE_ADDR=PROXY)
    settings.TRUSTED_PROXIES = []
    assert address_of(request) == PROXY
    settings.TRUSTED_PROXIES = TRUSTED
    assert address_of(request) == CLIENT


@pytest.mark.parametrize("offered", ["abcdefgh", "6f1c2e9a-7b3d-4f58", "A.b_c-d9", "x" * 64])
def test_a_good_id_of_a_proxy_is_kept(offered: str, db: None, settings: Settings) -> None:
    settings.TRUSTED_PROXIES = [OURSELVES]
    assert Client().get("/livez", headers={"X-Request-Id": offered}).headers["X-Request-Id"] == offered


@pytest.mark.parametrize("peer", [CLIENT, "", "unix:"])
def test_an_id_of_anybody_else_is_replaced(peer: str, settings: Settings) -> None:
    settings.TRUSTED_PROXIES = TRUSTED
    answer = Client(REMOTE_ADDR=peer).get("/livez", headers={"X-Request-Id": "one-used-before"})
    assert answer.headers["X-Request-Id"] != "one-used-before"


@pytest.mark.parametrize(
    "offered",
    ["", "short", "x" * 65, "x" * 100_000, "-abcdefgh", "abcdefgh\n", "abcd\r\nSet-Cookie: a=b", "abc defgh",
     "<script>alert(1)</script>", "abcdefgh\x00", "\u00e4bcdefgh", "\u0661\u0662\u0663\u0664\u0665\u0666\u0667\u0668"],
)  # fmt: skip
def test_any_other_id_is_replaced(offered: str, db: None, settings: Settings) -> None:
    settings.TRUSTED_PROXIES = [OURSELVES]
    given = Client().get("/livez", headers={"X-Request-Id": offered}).headers["X-Request-Id"]
    assert given != offered
    assert len(given) == 32
    assert int(given, 16)


def test_each_request_has_its_own_id(db: None) -> None:
    assert Client().get("/livez").headers["X-Request-Id"] != Client().get("/livez").headers["X-Request-Id"]


def test_the_trail_knows_the_id_and_the_address(administrator: Person, settings: Settings) -> None:
    settings.TRUSTED_PROXIES = TRUSTED
    headers = {"X-Request-Id": "of-the-caller-1", "X-Forwarded-For": f"{LIE}, [2001:db8::1]:443"}
    fields = {"email": administrator.email, "password": PASSWORD}
    Client().post("/access/sign-in/", fields, headers=headers, REMOTE_ADDR=PROXY)
    entry = TrailEntry.objects.get(verb="access.session.started", request_id="of-the-caller-1")
    assert entry.address == "2001:db8::1"


@pytest.mark.parametrize("path", ["/no/such/page/", "/api/v1/no/such/"])
def test_error_pages_tell_the_id(path: str, administrator: Person, settings: Settings) -> None:
    settings.TRUSTED_PROXIES = [OURSELVES]
    answer = client_of(administrator).get(path, headers={"X-Request-Id": "of-the-caller-2"})
    assert answer.status_code == 404
    assert answer.headers["X-Request-Id"] == "of-the-caller-2"
    assert "of-the-caller-2" in answer.content.decode()


def test_a_fault_of_ours_tells_the_id(
    administrator: Person, monkeypatch: pytest.MonkeyPatch, settings: Settings
) -> None:
    settings.TRUSTED_PROXIES = [OURSELVES]

    def fail(*_args: object, **_kwargs: object) -> None:
        raise RuntimeError("secret detail")

    client = client_of(administrator)
    client.raise_request_exception = False
    monkeypatch.setattr("access.pages.ListPage.get", fail)
    answer = client.get("/access/people/", headers={"X-Request-Id": "of-the-caller-3"})
    assert answer.status_code == 500
    assert "of-the-caller-3" in answer.content.decode()
    assert "secret detail" not in answer.content.decode()
