"""The origins of addresses, as policies name them."""

from urllib.parse import urlsplit


def origins(*addresses: str) -> list[str]:
    """Return scheme, host and port of each address (RFC 6454), leaving out what is none."""
    found = [urlsplit(address) for address in addresses]
    return [f"{parts.scheme}://{parts.netloc}" for parts in found if parts.scheme in {"http", "https"} and parts.netloc]
