"""Where people sign in: at the corporate identity provider once one is named, else here with a password."""

from django.conf import settings


def provider_is_on() -> bool:
    """Tell whether people sign in at an identity provider; local passwords then open nothing but in an emergency."""
    return bool(settings.OIDC_ISSUER)
