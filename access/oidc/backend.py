"""Who is this, says the provider: mozilla-django-oidc's backend with the checks that it leaves out."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import quote_plus

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest
from django.urls import reverse
from mozilla_django_oidc.auth import OIDCAuthenticationBackend

from access.actions import identity
from access.actions.groups import apply_groups
from access.actions.roles import lock_administrators
from access.identity import provider_is_on
from access.models import Person
from access.oidc import configuration
from access.oidc.fetching import ask
from access.oidc.problems import ProviderWrong, TokenRefused
from access.oidc.tokens import Claims, verify_id_token, verify_userinfo_token
from access.oidc.vouched import Vouched
from common.refusals import marked as _

CALLBACK = "access:oidc-callback"
# RFC 6749 §5.2: what the token endpoint answers, and what to do about it.
ERRORS = {
    "invalid_client": _("The provider does not accept the portal's client id and secret. Check both settings."),
    "invalid_grant": _("The provider no longer accepts this sign-in: it took too long or was used. Sign in again."),
    "unauthorized_client": _("The provider does not allow the portal sign-ins by code. Allow the code flow there."),
    "unsupported_grant_type": _("The provider does not allow the portal sign-ins by code. Allow the code flow there."),
}
OTHER_ERROR = _("The provider refuses to exchange the code (%(error)s, HTTP %(status)s). Check the client there.")


class ProviderBackend(OIDCAuthenticationBackend):
    """People by issuer and subject, and nothing else; every token is checked in full.

    Django makes one for each request of a session: nothing is asked over the network until somebody signs in.
    """

    def __init__(self) -> None:
        self.UserModel = Person

    def authenticate(self, _request: HttpRequest, *, vouched: Vouched) -> Person:
        """Return the person whom the provider vouches for; Django asks only with `vouched`, never with a password.

        Raises:
            Refused: deactivated, or somebody else has the e-mail address.
        """
        return self.admit(vouched)

    def get_user(self, key: str) -> Person | None:
        """Return the person of a session, unless deactivated since, or nobody signs in at a provider any more."""
        if not provider_is_on():
            return None
        try:
            return Person.objects.active().select_related("department").filter(pk=key).first()
        except (ValidationError, ValueError):
            return None

    def vouched_for(self, request: HttpRequest, *, nonce: str, code_verifier: str) -> Vouched:
        """Exchange the code for tokens, check them, and return whom they are about.

        Raises:
            ProviderAway, ProviderWrong, TokenRefused: the sentence says what is wrong.
        """
        found = self.get_token(
            {
                "grant_type": "authorization_code",
                "code": request.GET["code"],
                "redirect_uri": request.build_absolute_uri(reverse(CALLBACK)),
                "code_verifier": code_verifier,
            }
        )
        id_token, access_token = found.get("id_token"), found.get("access_token")
        if not isinstance(id_token, str) or not isinstance(access_token, str):
            raise ProviderWrong("no_id_token", _("The provider sent no ID token. The scope “openid” must be allowed."))
        claims = self.verify_token(id_token, nonce=nonce, access_token=access_token)
        about = self.get_userinfo(access_token, id_token, claims)
        return Vouched(claims["iss"], claims["sub"], {**about, **claims}, claims, id_token)

    def get_token(self, payload: Mapping[str, str]) -> dict[str, Any]:
        """Ask the token endpoint, proving the client as the provider wants it (RFC 6749 §2.3.1).

        Raises:
            ProviderAway, ProviderWrong: it does not answer, or refuses.
        """
        provider = configuration.provider()
        client, secret = settings.OIDC_RP_CLIENT_ID, settings.OIDC_RP_CLIENT_SECRET
        # Discovery §3: where the provider does not say, it is the header.
        methods = provider.listed("token_endpoint_auth_methods_supported") or ("client_secret_basic",)
        form, auth = {**payload, "client_id": client}, None
        if secret and "client_secret_basic" in methods:
            auth = (quote_plus(client), quote_plus(secret))
            del form["client_id"]
        elif secret:
            form["client_secret"] = secret
        answer = ask(provider.token_endpoint, form=form, auth=auth)
        found = answer.as_object()
        if answer.status != 200:
            error = str(found.get("error", "?"))[:100]
            raise ProviderWrong("token_endpoint", ERRORS.get(error, OTHER_ERROR), error=error, status=answer.status)
        return found

    def verify_token(self, token: str, **kwargs: Any) -> Claims:
        """Return the claims of an ID token: signature, issuer, audience, times and nonce are checked.

        Raises:
            ProviderAway, ProviderWrong, TokenRefused: the sentence says which of it is wrong.
        """
        return verify_id_token(token, configuration.provider(), **kwargs)

    def get_userinfo(self, access_token: str, id_token: str, payload: Claims) -> Claims:  # noqa: ARG002 - the base's
        """Return what the userinfo endpoint adds; it must be about the same person (OpenID Connect Core §5.3.4).

        Raises:
            ProviderAway, ProviderWrong, TokenRefused: no answer, or one about somebody else.
        """
        provider = configuration.provider()
        if not provider.userinfo_endpoint:
            return {}
        answer = ask(provider.userinfo_endpoint, headers={"Authorization": f"Bearer {access_token}"})
        if answer.status != 200:
            raise ProviderWrong(
                "userinfo",
                _("The provider's userinfo endpoint answers with HTTP %(status)s."),
                status=answer.status,
            )
        if answer.media_type == "application/jwt":
            about = verify_userinfo_token(answer.body.decode("ascii", "replace"), provider)
        else:
            about = answer.as_object()
        if about.get("sub") != payload["sub"]:
            raise TokenRefused(
                "userinfo_subject", _("The provider's userinfo is about somebody else than its ID token.")
            )
        return about

    def filter_users_by_claims(self, claims: Mapping[str, Any]) -> Any:
        """Return whom issuer and subject name; an e-mail address identifies nobody (OpenID Connect Core §5.7)."""
        return Person.objects.filter(issuer=claims["iss"], subject=claims["sub"])

    @transaction.atomic
    def admit(self, vouched: Vouched) -> Person:
        """Return the person as they now are: found, bound to what the directory entered, or new; groups followed.

        Raises:
            Refused: deactivated, or somebody else has the e-mail address.
        """
        # Before any person's own lock, as whoever gives roles does; and two first sign-ins make one person.
        lock_administrators()
        person = self.filter_users_by_claims({"iss": vouched.issuer, "sub": vouched.subject}).first()
        entered = identity.entered_by_directory(vouched) if person is None else None
        if person is not None:
            person = self.update_user(person, vouched)
        elif entered is not None:
            person = identity.bind_to_provider(entered, vouched)
        else:
            person = self.create_user(vouched)
        apply_groups(person, claimed=vouched.groups)
        return person

    @transaction.atomic
    def connect(self, person: Person, vouched: Vouched, *, token: str) -> Person:
        """Return a local person bound to the provider by the link they were given; groups followed.

        Raises:
            Refused: the link is spent, the corporate account or its e-mail address somebody else's.
        """
        lock_administrators()
        person = identity.connect_account(person.pk, vouched, token=token)
        return renewed(person, vouched)

    def create_user(self, vouched: Vouched) -> Person:
        """Enter a new person, without any role."""
        return identity.enter_by_sign_in(vouched)

    def update_user(self, user: Person, vouched: Vouched) -> Person:
        """Follow what the provider says of a known person."""
        identity.refuse_if_shut_out(user)
        return identity.follow_provider(user, vouched)


def renewed(person: Person, vouched: Vouched) -> Person:
    """Follow what the provider says of a reader who goes on; groups count anew."""
    with transaction.atomic():
        lock_administrators()
        person = identity.follow_provider(person, vouched)
        apply_groups(person, claimed=vouched.groups)
    return person
