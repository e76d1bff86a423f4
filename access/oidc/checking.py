"""Is the connection to the provider in order? One step after the other, each told in words."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from enum import Enum
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.utils.crypto import get_random_string
from django.utils.translation import gettext as _

from access.oidc import configuration, keys
from access.oidc.backend import ProviderBackend
from access.oidc.configuration import Provider
from access.oidc.fetching import ask
from access.oidc.keys import KINDS
from access.oidc.problems import ProviderProblem, ProviderWrong
from access.oidc.tokens import accepted_algorithms
from common.clock import now
from common.presentation import Tone


class Outcome(Enum):
    """How a step went."""

    GOOD = Tone.SUCCESS
    WRONG = Tone.DANGER
    UNKNOWN = Tone.NEUTRAL


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that was looked at: how it is, and what to do where it is not in order."""

    label: Any
    outcome: Outcome
    text: Any
    mend: Any = ""

    @property
    def word(self) -> str:
        """Return the outcome as a word."""
        return {Outcome.GOOD: _("In order"), Outcome.WRONG: _("Wrong")}.get(self.outcome, _("Not known"))

    @property
    def tone(self) -> str:
        """Return how the outcome is shown."""
        return self.outcome.value


@dataclass(frozen=True, slots=True)
class Addresses:
    """Where the provider has to reach the portal, or lead browsers back to; all are to be registered there."""

    redirect: str
    signed_out: str
    back_channel: str


def steps_of_connection(addresses: Addresses) -> list[Step]:
    """Ask the provider now, and return what was found; after what nothing else can do without, the rest is left out."""
    found = list(_settings())
    if any(step.outcome is Outcome.WRONG for step in found):
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
        text = _("There is no client secret: the portal proves itself by PKCE alone.")
        yield Step(label, Outcome.UNKNOWN, text, _("Set OIDC_CLIENT_SECRET unless the provider made a public client."))
    else:
        yield Step(label, Outcome.GOOD, _("Issuer, client id and client secret are set."))


def _tls(provider: Provider, _addresses: Addresses) -> Iterator[Step]:
    label = _("TLS")
    if provider.issuer.startswith("https://"):
        yield Step(label, Outcome.GOOD, _("The provider's certificate is one that this machine trusts."))
    else:
        text = _("The provider is on this very machine and answers over plain http.")
        yield Step(label, Outcome.UNKNOWN, text, _("Right for trying out only: use https:// elsewhere."))


def _clock(provider: Provider, _addresses: Addresses) -> Iterator[Step]:
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


def _pkce(provider: Provider, _addresses: Addresses) -> Iterator[Step]:
    label, methods = _("PKCE"), provider.listed("code_challenge_methods_supported")
    if methods is None:
        yield Step(label, Outcome.UNKNOWN, _("The provider does not say whether it checks PKCE; the portal sends it."))
    elif "S256" in methods:
        yield Step(label, Outcome.GOOD, _("The provider checks codes by S256: a stolen code is worth nothing."))
    else:
        mend = _("Allow the method S256 at the provider.")
        yield Step(label, Outcome.WRONG, _("The provider knows PKCE, but not by S256."), mend)


def _algorithms(provider: Provider, _addresses: Addresses) -> Iterator[Step]:
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


def _keys(provider: Provider, _addresses: Addresses) -> Iterator[Step]:
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


def _client(_provider: Provider, addresses: Addresses) -> Iterator[Step]:
    """Ask for tokens with a code that nobody was given: the refusal tells whether the client itself is known."""
    label = _("Client id and secret")
    form = {
        "grant_type": "authorization_code",
        "code": get_random_string(32),
        "redirect_uri": addresses.redirect,
        "code_verifier": get_random_string(64),
    }
    try:
        ProviderBackend().get_token(form)
    except ProviderProblem as problem:
        error = str(problem.refusal.details.get("error", ""))
        if error in {"invalid_grant", "invalid_request"}:
            yield Step(label, Outcome.GOOD, _("The provider knows the portal and accepts its secret."))
        elif error in {"invalid_client", "unauthorized_client", "unsupported_grant_type"}:
            yield Step(label, Outcome.WRONG, problem.refusal.text, _("Compare OIDC_CLIENT_ID and OIDC_CLIENT_SECRET."))
        else:
            yield Step(label, Outcome.UNKNOWN, problem.refusal.text, _("A trial sign-in shows it."))
    else:
        yield Step(label, Outcome.WRONG, _("The provider gives tokens for a code that it never issued."))


def _redirect(provider: Provider, addresses: Addresses) -> Iterator[Step]:
    """Ask without a browser: whoever leads back to us with “sign in first” knows the address."""
    label = _("Redirect address")
    query = {
        "response_type": "code",
        "client_id": settings.OIDC_RP_CLIENT_ID,
        "redirect_uri": addresses.redirect,
        "scope": settings.OIDC_RP_SCOPES,
        "state": get_random_string(32),
        "nonce": get_random_string(32),
        "code_challenge": get_random_string(43),
        "code_challenge_method": "S256",
        "prompt": "none",
    }
    endpoint = provider.authorization_endpoint
    mend = _("Register this redirect address at the provider, to the letter: %(address)s")
    mend %= {"address": addresses.redirect}
    try:
        answer = ask(f"{endpoint}{'&' if '?' in endpoint else '?'}{urlencode(query)}", may_redirect=True)
    except ProviderProblem as problem:
        yield Step(label, Outcome.UNKNOWN, problem.refusal.text, mend)
        return
    if answer.headers.get("Location", "").startswith(addresses.redirect):
        text = _("The provider leads back to %(address)s.") % {"address": addresses.redirect}
        yield Step(label, Outcome.GOOD, text)
    elif 400 <= answer.status < 500:
        text = _("The provider refuses a sign-in that leads back to the portal (HTTP %(status)d).")
        yield Step(label, Outcome.WRONG, text % {"status": answer.status}, mend)
    else:
        yield Step(label, Outcome.UNKNOWN, _("The provider does not say whether it leads back to the portal."), mend)


def _scopes(provider: Provider, _addresses: Addresses) -> Iterator[Step]:
    label, told = _("Scopes"), provider.listed("scopes_supported")
    asked = settings.OIDC_RP_SCOPES.split()
    unknown = [name for name in asked if told is not None and name not in told]
    if "openid" not in asked:
        yield Step(label, Outcome.WRONG, _("The scope “openid” is missing."), _("Add it to OIDC_SCOPES."))
    elif unknown:
        text = _("The provider does not name %(names)s among its scopes.") % {"names": ", ".join(unknown)}
        yield Step(label, Outcome.WRONG, text, _("Change OIDC_SCOPES, or set the scope up at the provider."))
    elif told is None:
        yield Step(label, Outcome.UNKNOWN, _("The provider does not say which scopes it knows."))
    else:
        yield Step(label, Outcome.GOOD, _("The provider knows %(names)s.") % {"names": ", ".join(asked)})


def _groups(provider: Provider, _addresses: Addresses) -> Iterator[Step]:
    label, told = _("Groups"), provider.listed("claims_supported")
    values = {"claim": settings.OIDC_GROUPS_CLAIM}
    if told is not None and settings.OIDC_GROUPS_CLAIM in told:
        yield Step(label, Outcome.GOOD, _("The provider knows the claim “%(claim)s”.") % values)
        return
    text = _("The provider does not name the claim “%(claim)s”; it may send it all the same.") % values
    yield Step(label, Outcome.UNKNOWN, text, _("A trial sign-in shows it. Without it no group gives a role."))


def _leaving(provider: Provider, addresses: Addresses) -> Iterator[Step]:
    if provider.end_session_endpoint:
        text = _("Whoever signs out here is signed out there, too. Register the address to come back to: %(address)s")
        yield Step(_("Signing out there"), Outcome.GOOD, text % {"address": addresses.signed_out})
    else:
        mend = _("Readers stay signed in there; the portal tells them so.")
        yield Step(_("Signing out there"), Outcome.UNKNOWN, _("The provider names no way to sign out."), mend)
    label, register = _("Signed out from there"), _("Register this back-channel logout address: %(address)s")
    register %= {"address": addresses.back_channel}
    if provider.says("backchannel_logout_supported"):
        yield Step(label, Outcome.GOOD, _("The provider tells when somebody signed out there."), register)
    else:
        renewed = _("Sessions are asked about every %(minutes)d minutes instead.")
        text = _("The provider does not say that it tells when somebody signed out there.")
        yield Step(label, Outcome.UNKNOWN, text, renewed % {"minutes": settings.OIDC_RENEW_MINUTES})


def clock_is_right(provider: Provider) -> bool:
    """Tell whether the provider's clock, where it is told, is near enough."""
    return provider.clock is None or abs(provider.clock - now()) <= timedelta(seconds=settings.OIDC_LEEWAY_SECONDS)


CHECKS: tuple[Callable[[Provider, Addresses], Iterator[Step]], ...] = (
    _tls,
    _clock,
    _pkce,
    _algorithms,
    _keys,
    _client,
    _redirect,
    _scopes,
    _groups,
    _leaving,
)
