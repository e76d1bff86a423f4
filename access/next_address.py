"""Where a reader goes next when the request says so: only to addresses of this site."""

from django.http import HttpRequest
from django.shortcuts import resolve_url
from django.utils.http import url_has_allowed_host_and_scheme

# Browsers and proxies cut longer ones.
LONGEST = 2000


def is_own_address(request: HttpRequest, address: str) -> bool:
    """Tell whether an address leads to a page of this site and nowhere else."""
    return len(address) <= LONGEST and url_has_allowed_host_and_scheme(
        address, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )


def next_address(request: HttpRequest, otherwise: str) -> str:
    """Return the address in `next`, or another one (a URL name) where there is none or it leads elsewhere."""
    asked = request.POST.get("next") or request.GET.get("next") or ""
    return asked if is_own_address(request, asked) else resolve_url(otherwise)
