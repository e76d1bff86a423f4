"""Whether the portal is set up at the provider: its secret, its address, what it asks for, the ways out."""

from collections.abc import Iterator
from datetime import datetime
from urllib.parse import urlencode

from django.conf import settings
from django.utils.crypto import get_random_string
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from access.oidc.backend import ProviderBackend
from access.oidc.configuration import Provider
from access.oidc.fetching import ask
from access.oidc.problems import ProviderProblem
from access.oidc.steps import Addresses, Outcome, Step


def check_client(_provider: Provider, addresses: Addresses) -> Iterator[Step]:
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


def check_redirect(provider: Provider, addresses: Addresses) -> Iterator[Step]:
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


def check_scopes(provider: Provider, _addresses: Addresses) -> Iterator[Step]:
    """Look at one question: Does the provider know what the portal asks for?"""
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


def check_groups(provider: Provider, _addresses: Addresses) -> Iterator[Step]:
    """Look at one question: Do sign-ins name groups?"""
    label, told = _("Groups"), provider.listed("claims_supported")
    values = {"claim": settings.OIDC_GROUPS_CLAIM}
    if told is not None and settings.OIDC_GROUPS_CLAIM in told:
        yield Step(label, Outcome.GOOD, _("The provider knows the claim “%(claim)s”.") % values)
        return
    text = _("The provider does not name the claim “%(claim)s”; it may send it all the same.") % values
    yield Step(label, Outcome.UNKNOWN, text, _("A trial sign-in shows it. Without it no group gives a role."))


def check_leaving(provider: Provider, addresses: Addresses) -> Iterator[Step]:
    """Look at one question: Does a sign-out on one side reach the other?"""
    if provider.end_session_endpoint:
        text = _("Whoever signs out here is signed out there, too. Register the address to come back to: %(address)s")
        yield Step(_("Signing out there"), Outcome.GOOD, text % {"address": addresses.signed_out})
    else:
        mend = _("Readers stay signed in there; the portal tells them so.")
        yield Step(_("Signing out there"), Outcome.UNKNOWN, _("The provider names no way to sign out."), mend)
    label, register = _("Signed out from there"), _("Register this back-channel logout address: %(address)s")
    register %= {"address": addresses.back_channel}
    if provider.says("backchannel_logout_supported"):
        yield _told_of_leaving(label, register, addresses.last_told)
    else:
        renewed = _("Sessions are asked about every %(minutes)d minutes instead.")
        text = _("The provider does not say that it tells when somebody signed out there.")
        yield Step(label, Outcome.UNKNOWN, text, renewed % {"minutes": settings.OIDC_RENEW_MINUTES})


def _told_of_leaving(label: str, register: str, last_told: datetime | None) -> Step:
    """Tell whether it has happened: that the provider can says nothing of whether it knows the portal's address."""
    if last_told is None:
        text = _("The provider can tell when somebody signs out there. It has ended no session here so far.")
        return Step(label, Outcome.UNKNOWN, text, register)
    text = _("The provider tells when somebody signs out there. It last ended a session here on %(moment)s.")
    moment = date_format(localtime(last_told), "DATETIME_FORMAT")
    return Step(label, Outcome.GOOD, text % {"moment": moment}, register)
