"""Where people sign in: at the corporate identity provider once one is named, else here with a password."""

from urllib.parse import urlsplit

from django.conf import settings
from django.utils.translation import gettext

from access.models import BREAK_GLASS_ISSUER, LOCAL_ISSUER, SCIM_ISSUER, Person


def provider_is_on() -> bool:
    """Tell whether people sign in at an identity provider; local passwords then open nothing but in an emergency."""
    return bool(settings.OIDC_ISSUER)


def signs_in_by(person: Person) -> str:
    """Return in words where a person signs in."""
    if person.issuer == settings.OIDC_ISSUER:
        return provider_name()
    if person.issuer == SCIM_ISSUER:
        return gettext("%(name)s, not yet") % {"name": provider_name()}
    if person.issuer == BREAK_GLASS_ISSUER:
        return gettext("Emergency access only")
    if person.issuer != LOCAL_ISSUER:
        return person.issuer
    return gettext("Nowhere yet: no corporate account is connected") if provider_is_on() else gettext("Local password")


def provider_name() -> str:
    """Return what people call the identity provider, such as “Example Corp.”; never nothing."""
    return str(settings.OIDC_NAME or urlsplit(settings.OIDC_ISSUER).hostname or settings.OIDC_ISSUER)
