"""Time-based codes (RFC 6238) and recovery codes."""

import hashlib
import secrets
from datetime import datetime

import pyotp
import segno

from access.models import Authenticator, Person, RecoveryCode
from common.crypto import seal, unseal
from trail.recording import record

PURPOSE = "access.authenticator"
ISSUER_NAME = "Compliance portal"
RECOVERY_CODES = 10


def new_seed() -> str:
    """Return a fresh seed of 160 bits in base 32 (RFC 4226 §4 R6)."""
    return pyotp.random_base32()


def address_of_seed(seed: str, person: Person) -> str:
    """Return the otpauth address that an authenticator app reads."""
    return pyotp.TOTP(seed).provisioning_uri(name=person.email, issuer_name=ISSUER_NAME)


def picture_of(address: str) -> str:
    """Return an address as a QR code in SVG without inline style: black on white always, or no camera reads it."""
    return str(segno.make(address, error="m").svg_inline(scale=5, border=4, svgclass="qr", dark="#000", light="#fff"))


def step_of(seed: str, code: str, at: datetime) -> int | None:
    """Return the time step a code belongs to (the present one or a neighbour, RFC 6238 §5.2), or None."""
    totp = pyotp.TOTP(seed)
    digits = "".join(code.split())
    now_step = totp.timecode(at)
    return next(
        (
            step
            for step in (now_step, now_step - 1, now_step + 1)
            if secrets.compare_digest(totp.generate_otp(step), digits)
        ),
        None,
    )


def accepts(person: Person, code: str, at: datetime) -> bool:
    """Tell whether a code proves the person; a time-based code counts once, a recovery code is used up."""
    authenticator = Authenticator.objects.filter(person=person).first()
    if authenticator is None or not code.isascii():
        return False
    step = step_of(unseal(authenticator.sealed_seed, purpose=PURPOSE), code, at)
    if step is not None:
        # One statement, so that two requests with the same code cannot both win.
        return bool(Authenticator.objects.filter(pk=authenticator.pk, last_step__lt=step).update(last_step=step))
    return _use_recovery_code(person, code)


def sealed(seed: str) -> str:
    """Return a seed as it is kept."""
    return seal(seed, purpose=PURPOSE)


def opened(sealed_seed: str) -> str:
    """Return a seed that was kept."""
    return unseal(sealed_seed, purpose=PURPOSE)


def fresh_recovery_codes(person: Person) -> list[str]:
    """Replace a person's recovery codes and return the new ones, in groups that can be read aloud."""
    RecoveryCode.objects.filter(person=person).delete()
    codes = [f"{secrets.token_hex(4)}-{secrets.token_hex(4)}" for _number in range(RECOVERY_CODES)]
    RecoveryCode.objects.bulk_create(RecoveryCode(person=person, digest=_digest(code)) for code in codes)
    return codes


def _use_recovery_code(person: Person, code: str) -> bool:
    used, _by_model = RecoveryCode.objects.filter(person=person, digest=_digest(code)).delete()
    if used:
        record("access.recovery_code.used", subject=person, by=person)
    return bool(used)


def _digest(code: str) -> str:
    return hashlib.sha256("".join(code.split()).lower().encode()).hexdigest()
