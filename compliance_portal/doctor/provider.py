"""Questions about the identity provider."""

from datetime import UTC, datetime

from django.conf import settings

from access.identity import provider_is_on
from access.oidc.configuration import discover
from access.oidc.keys import keys_of
from access.oidc.problems import ProviderAway, ProviderProblem
from compliance_portal.doctor.finding import Check, Finding, ok, problem, warning

NAME = "identity provider"
LOOK = "The page “Sign-in” under “Settings” tests each step."


def check_provider() -> list[Finding]:
    """Ask whether people can sign in: the provider answers, is who it should be, publishes keys, and tells our time."""
    if not provider_is_on():
        return ok(NAME, "none is set up (OIDC_ISSUER): people sign in with local passwords")
    try:
        provider = discover()
        keys = keys_of(provider.jwks_uri)
    except ProviderAway as error:
        return problem(NAME, str(error), "Start it, or let this machine reach it; until then nobody can sign in.")
    except ProviderProblem as error:
        return problem(NAME, str(error), LOOK)
    if not keys:
        return problem(NAME, f"{provider.jwks_uri} holds no key", "No token could be checked: ask its administrator.")
    if provider.clock is not None:
        apart = abs((datetime.now(UTC) - provider.clock).total_seconds())
        if apart > settings.OIDC_LEEWAY_SECONDS:
            text = f"{provider.issuer}: its clock and this machine's are {apart:.0f} s apart"
            return warning(NAME, text, "Set both by NTP: tokens would count as expired, or as not valid yet.")
    return ok(NAME, f"{provider.issuer} ({len(keys)} keys)")


PROVIDER_CHECKS: tuple[Check, ...] = (check_provider,)
