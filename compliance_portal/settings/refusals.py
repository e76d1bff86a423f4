"""What a real installation must be told before anything starts; plain values in, sentences out."""

from dataclasses import dataclass
from urllib.parse import urlsplit

from django.http.request import split_domain_port, validate_host

SHORTEST_SECRET = 50
# A random one of 50 hexadecimal digits has 12 different ones, all but certainly.
FEWEST_CHARACTERS = 12
# Beginnings of secrets that stand in examples, also our own.
KNOWN_SECRETS = ("django-insecure-", "only-for-", "change-me", "changeme", "secret")
# With a key pair (RFC 7518 §3.1): whoever can check an HS256 token could have made it, and "none" is no signature.
SIGNATURES = frozenset({"RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA"})


@dataclass(frozen=True)
class Told:
    """What the environment says."""

    secret_key: str
    debug: bool
    allowed_hosts: tuple[str, ...]
    public_address: str
    database_url: str
    oidc_issuer: str = ""
    oidc_client_id: str = ""
    oidc_client_secret: str = ""
    oidc_algorithms: tuple[str, ...] = ()


def problems(told: Told) -> list[str]:
    """Return everything that keeps the portal from starting, each with how to mend it."""
    found = [
        _secret_problem(told.secret_key),
        "DEBUG is on: it shows the inside of the portal to everybody. Remove DEBUG." if told.debug else "",
        _hosts_problem(told.allowed_hosts),
        _address_problem(told.public_address, told.allowed_hosts),
        ""
        if told.database_url
        else "DATABASE_URL is missing. Set it, e.g. postgresql://portal_app:…@database/portal, or DATABASE_URL_FILE.",
        *_provider_problems(told),
    ]
    return [problem for problem in found if problem]


def _secret_problem(secret: str) -> str:
    make = (
        "Make one: python -c 'import secrets; print(secrets.token_urlsafe(64))', and set SECRET_KEY or SECRET_KEY_FILE."
    )
    if not secret:
        return f"SECRET_KEY is missing. {make}"
    # Django's own deployment check (security.W009) asks for as many, but for 5 different ones only.
    weak = len(secret) < SHORTEST_SECRET or len(set(secret)) < FEWEST_CHARACTERS
    if weak or secret.lower().startswith(KNOWN_SECRETS):
        return (
            f"SECRET_KEY is an example, too short (under {SHORTEST_SECRET} characters) "
            f"or too plain (under {FEWEST_CHARACTERS} different ones). {make}"
        )
    return ""


def _hosts_problem(hosts: tuple[str, ...]) -> str:
    if not hosts:
        return (
            "ALLOWED_HOSTS is missing. Set the names the portal is reached under, e.g. ALLOWED_HOSTS=portal.example.org"
        )
    if "*" in hosts:
        return "ALLOWED_HOSTS is *: anybody could forge the portal's address in mails. Name the hosts."
    return ""


def _address_problem(public_address: str, hosts: tuple[str, ...]) -> str:
    parts = urlsplit(public_address)
    if parts.scheme != "https" or not parts.hostname:
        return "PORTAL_URL must be the portal's https:// address, e.g. PORTAL_URL=https://portal.example.org"
    if hosts and not validate_host(split_domain_port(parts.netloc)[0], hosts):
        return f"PORTAL_URL names {parts.hostname}, which ALLOWED_HOSTS does not: its pages would be refused. Add it."
    return ""


def _provider_problems(told: Told) -> list[str]:
    """Say what is missing for signing in at the identity provider; nothing where none is named at all."""
    if not told.oidc_issuer:
        if not told.oidc_client_id:
            return []
        return ["OIDC_CLIENT_ID is set, but OIDC_ISSUER is not: everybody would sign in with a password. Set both."]
    issuer = urlsplit(told.oidc_issuer)
    weak = sorted(set(told.oidc_algorithms) - SIGNATURES)
    return [
        ""
        if issuer.scheme == "https" and issuer.hostname and not (issuer.query or issuer.fragment)
        else f"OIDC_ISSUER is “{told.oidc_issuer}”: it must be the https:// address that the provider calls its "
        "issuer, e.g. OIDC_ISSUER=https://login.example.org/realms/staff",
        ""
        if told.oidc_client_id
        else "OIDC_CLIENT_ID is missing. Register the portal at the identity provider (docs/operating.md) and set the "
        "id that it gives it.",
        ""
        if told.oidc_client_secret
        else "OIDC_CLIENT_SECRET is missing. Set the secret that the identity provider gives the portal, or "
        "OIDC_CLIENT_SECRET_FILE.",
        f"OIDC_ALGORITHMS names {', '.join(weak)}: tokens must be signed with a key that only the provider has. Leave "
        f"the setting out, or choose among {', '.join(sorted(SIGNATURES))}."
        if weak
        else "",
    ]
