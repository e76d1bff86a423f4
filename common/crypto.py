"""Encryption of small secrets at rest, with keys derived from the installation's secret key."""

import base64

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.utils.encoding import force_bytes


class Undecipherable(Exception):  # noqa: N818 - names what the value is
    """The stored secret does not open with any key this installation knows."""


def seal(plain: str, *, purpose: str) -> str:
    """Encrypt a text for one purpose; only `unseal` with the same purpose opens it."""
    return _box(purpose).encrypt(plain.encode()).decode()


def unseal(sealed: str, *, purpose: str) -> str:
    """Decrypt what `seal` made.

    Raises:
        Undecipherable: when the key changed and the old one is not in SECRET_KEY_FALLBACKS, or the text was altered.
    """
    try:
        return _box(purpose).decrypt(sealed.encode()).decode()
    except InvalidToken as error:
        raise Undecipherable(purpose) from error


def is_current(sealed: str, *, purpose: str) -> bool:
    """Tell whether a text opens with the present key alone, so that it outlives the earlier ones."""
    try:
        Fernet(_key(settings.SECRET_KEY, purpose)).decrypt(sealed.encode())
    except InvalidToken:
        return False
    return True


def _box(purpose: str) -> MultiFernet:
    secrets = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    return MultiFernet([Fernet(_key(secret, purpose)) for secret in secrets])


def _key(secret: str | bytes, purpose: str) -> bytes:
    derived = HKDF(algorithm=hashes.SHA256(), length=32, salt=None, info=purpose.encode()).derive(force_bytes(secret))
    return base64.urlsafe_b64encode(derived)
