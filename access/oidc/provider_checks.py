"""What the provider brings to a sign-in: TLS, its clock, PKCE, signatures, keys."""

from collections.abc import Iterator

from django.conf import settings
from django.utils.translation import gettext as _

from access.oidc import keys
from access.oidc.configuration import Provider
from access.oidc.keys import KINDS
from access.oidc.problems import ProviderProblem
from access.oidc.steps import Addresses, Outcome, Step
from access.oidc.tokens import accepted_algorithms
from common.clock import now


def check_tls(provider: Provider, _addresses: Addresses) -> Iterator[Step]:
    """Look at one question: Is what travels there safe from others?"""
    label = _("TLS")
    if provider.issuer.startswith("https://"):
        yield Step(label, Outcome.GOOD, _("The provider's certificate is one that this machine trusts."))
    else:
        text = _("The provider is on this very machine and answers over plain http.")
        yield Step(label, Outcome.UNKNOWN, text, _("Right for trying out only: use https:// elsewhere."))


def check_clock(provider: Provider, _addresses: Addresses) -> Iterator[Step]:
    """Look at one question: Does the provider know what time it is?"""
    label = _("Clock")
    if provider.clock is None:
        yield Step(label, Outcome.UNKNOWN, _("The provider does not say what time it is. A trial sign-in shows it."))
        return
    seconds = int((provider.clock - now()).total_seconds())
    if abs(seconds) <= settings.OIDC_LEEWAY_SECONDS:
        yield Step(label, Outcome.GOOD, _("The clocks agree to within a minute."))
        return
    text = (
        _("The provider's clock is %(seconds)d seconds ahead of the portal's.")
        if seconds > 0
        else _("The provider's clock is %(seconds)d seconds behind the portal's.")
    )
    mend = _("Set both machines by a time server (NTP): tokens of another time are refused.")
    yield Step(label, Outcome.WRONG, text % {"seconds": abs(seconds)}, mend)


def check_pkce(provider: Provider, _addresses: Addresses) -> Iterator[Step]:
    """Look at one question: Does the provider hold codes to the browser that asked?"""
    label, methods = _("PKCE"), provider.listed("code_challenge_methods_supported")
    if methods is None:
        yield Step(label, Outcome.UNKNOWN, _("The provider does not say whether it checks PKCE; the portal sends it."))
    elif "S256" in methods:
        yield Step(label, Outcome.GOOD, _("The provider checks codes by S256: a stolen code is worth nothing."))
    else:
        mend = _("Allow the method S256 at the provider.")
        yield Step(label, Outcome.WRONG, _("The provider knows PKCE, but not by S256."), mend)


def check_algorithms(provider: Provider, _addresses: Addresses) -> Iterator[Step]:
    """Look at one question: Is there a way of signing that both know?"""
    label = _("Signatures")
    told = provider.listed("id_token_signing_alg_values_supported")
    accepted = accepted_algorithms()
    common = [name for name in told or () if name in accepted]
    if told is None:
        yield Step(label, Outcome.UNKNOWN, _("The provider does not say how it signs. A trial sign-in shows it."))
    elif common:
        yield Step(label, Outcome.GOOD, _("Known to both: %(names)s.") % {"names": ", ".join(common)})
    else:
        values = {"told": ", ".join(told), "accepted": ", ".join(accepted)}
        text = _("The provider signs with %(told)s; here %(accepted)s count.") % values
        yield Step(label, Outcome.WRONG, text, _("Choose one of them for this client, or name it in OIDC_ALGORITHMS."))


def check_keys(provider: Provider, _addresses: Addresses) -> Iterator[Step]:
    """Look at one question: Can the signatures be checked?"""
    label = _("Keys")
    try:
        found = keys.keys_of(provider.jwks_uri)
    except ProviderProblem as problem:
        yield Step(label, Outcome.WRONG, problem.refusal.text, _("Nobody can sign in until its keys can be read."))
        return
    kinds = {KINDS[name][0] for name in accepted_algorithms()}
    fitting = [each for each in found if each.get("kty") in kinds and each.get("use", "sig") == "sig"]
    if fitting:
        yield Step(label, Outcome.GOOD, _("The provider shows %(n)d keys that count.") % {"n": len(fitting)})
    else:
        text = _("None of the provider's %(n)d keys signs in a way that counts.") % {"n": len(found)}
        yield Step(label, Outcome.WRONG, text, _("Give the provider an RSA, EC or Ed25519 key for signing."))
