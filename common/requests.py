"""What every request carries: an id for the logs and the trail, and the address it really came from."""

import ipaddress
import logging
import re
from collections.abc import Callable, Sequence
from contextvars import ContextVar
from functools import cache
from uuid import uuid4

from django.conf import settings
from django.http import HttpRequest, HttpResponse

# An id from outside is kept only when it can stand in a log line and in a column; anything else is replaced.
ACCEPTABLE_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{7,63}")
META_KEY = "portal.request_id"

# One hop as proxies write it: bare, with a port, or (IPv6) in brackets with or without a port.
HOP = re.compile(r"\[(?P<bracketed>[^\[\]]+)\](:\d{1,5})?|(?P<with_port>[0-9.]+):\d{1,5}|(?P<bare>[^\[\]]+)", re.ASCII)

Address = ipaddress.IPv4Address | ipaddress.IPv6Address
Network = ipaddress.IPv4Network | ipaddress.IPv6Network

logger = logging.getLogger(__name__)
current_request_id: ContextVar[str] = ContextVar("current_request_id", default="")


class RequestIdMiddleware:
    """Give each request an id (a trusted proxy's X-Request-Id if well-formed), known to logs, trail and error pages."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer the request with its id in the X-Request-Id header."""
        request_id = _vouched_id(request) or uuid4().hex
        # Django logs answers of 400 and above when every middleware is left already; the log finds the id here.
        request.META[META_KEY] = request_id
        token = current_request_id.set(request_id)
        try:
            response = self.get_response(request)
        finally:
            current_request_id.reset(token)
        response.headers["X-Request-Id"] = request_id
        return response


def _vouched_id(request: HttpRequest) -> str:
    """Return the id that one of our proxies gave; anybody else could repeat one and blur what the trail tells apart."""
    offered = request.headers.get("X-Request-Id", "")
    if not ACCEPTABLE_ID.fullmatch(offered):
        return ""
    peer = _parsed(request.META.get("REMOTE_ADDR", ""))
    return offered if peer is not None and _is_trusted(peer, settings.TRUSTED_PROXIES) else ""


def address_of(request: HttpRequest) -> str | None:
    """Return the client's address; X-Forwarded-For counts only as far as trusted proxies vouch for it."""
    forwarded = request.headers.get("X-Forwarded-For", "")
    if forwarded and not settings.TRUSTED_PROXIES:
        _tell_of_proxy()
    return client_address(request.META.get("REMOTE_ADDR", ""), forwarded, settings.TRUSTED_PROXIES)


@cache
def _tell_of_proxy() -> None:
    """Say once for each process that a header is passed over; it may be our own proxy's, or anybody's invention."""
    logger.warning(
        "A request came with X-Forwarded-For, which does not count: TRUSTED_PROXIES is not set. If a proxy is in front "
        "of the portal, name its address there; until then everybody seems to come from it."
    )


def client_address(peer: str, forwarded: str, trusted: Sequence[str]) -> str | None:
    """Return the last address that no trusted proxy (addresses or networks) vouches beyond, or None when there is none.

    Read from the right: each hop is believed only when the hop after it is one of ours, so a client cannot write its
    own history (RFC 7239 §8.1). A hop that is not an address ends the walk.
    """
    address = _parsed(peer)
    hops = [hop.strip() for hop in forwarded.split(",") if hop.strip()]
    while address is not None and hops and _is_trusted(address, trusted):
        further = _parsed(hops.pop())
        if further is None:
            break
        address = further
    return str(address) if address is not None else None


def _is_trusted(address: Address, trusted: Sequence[str]) -> bool:
    return any(address in network for network in _networks(tuple(trusted)))


@cache
def _networks(trusted: tuple[str, ...]) -> list[Network]:
    return [ipaddress.ip_network(each, strict=False) for each in trusted]


def _parsed(text: str) -> Address | None:
    hop = HOP.fullmatch(text)
    if hop is None:
        return None
    try:
        address = ipaddress.ip_address(hop["bracketed"] or hop["with_port"] or hop["bare"])
    except ValueError:
        return None
    if isinstance(address, ipaddress.IPv4Address):
        return address
    # A zone names a network card of one machine: it says nothing elsewhere, and no column of addresses holds it.
    return address.ipv4_mapped or ipaddress.IPv6Address(int(address))
