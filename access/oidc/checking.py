"""Is the connection to the provider in order? One step after the other, each told in words."""

from collections.abc import Callable, Iterator

from django.conf import settings
from django.utils.translation import gettext as _

from access.oidc import client_checks, configuration, keys, provider_checks
from access.oidc.configuration import Provider
from access.oidc.problems import ProviderProblem, ProviderWrong
from access.oidc.steps import Addresses, Outcome, Step

CHECKS: tuple[Callable[[Provider, Addresses], Iterator[Step]], ...] = (
    provider_checks.check_tls,
    provider_checks.check_clock,
    provider_checks.check_pkce,
    provider_checks.check_algorithms,
    provider_checks.check_keys,
    client_checks.check_client,
    client_checks.check_redirect,
    client_checks.check_scopes,
    client_checks.check_groups,
    client_checks.check_leaving,
)


def steps_of_connection(addresses: Addresses) -> list[Step]:
    """Ask the provider now, and return what was found; after what nothing else can do without, the rest is left out."""
    found = list(_settings())
    if not (settings.OIDC_ISSUER and settings.OIDC_RP_CLIENT_ID):
        return found
    keys.forget()
    try:
        provider = configuration.discover()
    except ProviderProblem as problem:
        mend = _("Compare the address letter by letter with what the provider shows as its issuer.")
        away = _("Can this machine reach it? Look at the name, the firewall and a proxy in between.")
        label = _("The provider answers and is the one named")
        return [
            *found,
            Step(label, Outcome.WRONG, problem.refusal.text, mend if isinstance(problem, ProviderWrong) else away),
        ]
    text = _("%(address)s answers and calls itself just that.") % {"address": provider.issuer}
    found.append(Step(_("The provider answers and is the one named"), Outcome.GOOD, text))
    for check in CHECKS:
        found += check(provider, addresses)
    return found


def _settings() -> Iterator[Step]:
    label = _("Settings")
    missing = [
        name
        for name, value in (("OIDC_ISSUER", settings.OIDC_ISSUER), ("OIDC_CLIENT_ID", settings.OIDC_RP_CLIENT_ID))
        if not value
    ]
    if missing:
        text = _("%(names)s is not set.") % {"names": ", ".join(missing)}
        yield Step(label, Outcome.WRONG, text, _("Set it and start the portal anew."))
    elif not settings.OIDC_RP_CLIENT_SECRET:
        # As production says, which does not start so (compliance_portal/settings/refusals.py).
        text = _("OIDC_CLIENT_SECRET is not set: whoever knows the client id could pass for the portal.")
        mend = _(
            "Register the portal at the provider as a confidential client and set the secret that it gives. In "
            "production the portal does not start without one."
        )
        yield Step(label, Outcome.WRONG, text, mend)
    else:
        yield Step(label, Outcome.GOOD, _("Issuer, client id and client secret are set."))
