"""Time-based codes (RFC 6238) and recovery codes."""

import hashlib
import logging
import secrets
from datetime import datetime

import pyotp
import segno

from access.choices import Proof
from access.models import Authenticator, Person, RecoveryCode
from common.crypto import Undecipherable, is_current, seal, unseal

logger = logging.getLogger(__name__)

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


def accepts(person: Person, code: str, at: datetime) -> Proof | None:
    """Return what proves the person: a time-based code, which counts once, or a recovery code, which is used up."""
    authenticator = Authenticator.objects.filter(person=person).first()
    if authenticator is None or not code.isascii():
        return None
    step = _step_of(authenticator, code, at)
    if step is None:
        return _use_recovery_code(person, code)
    # What an earlier SECRET_KEY encrypted is encrypted anew, so that the earlier key can go some day.
    current = is_current(authenticator.sealed_seed, purpose=PURPOSE)
    anew = {} if current else {"sealed_seed": sealed(_seed_of(authenticator))}
    # One statement, so that two requests with the same code cannot both win.
    taken = Authenticator.objects.filter(pk=authenticator.pk, last_step__lt=step).update(last_step=step, **anew)
    return Proof.CODE if taken else None


def is_readable(authenticator: Authenticator) -> bool:
    """Tell whether codes of the app can be checked: not once SECRET_KEY changed and the earlier one was not kept."""
    try:
        _seed_of(authenticator)
    except Undecipherable:
        return False
    return True


def sealed(seed: str) -> str:
    """Return a seed as it is kept."""
    return seal(seed, purpose=PURPOSE)


def fresh_recovery_codes(person: Person) -> list[str]:
    """Replace a person's recovery codes and return the new ones, in groups that can be read aloud."""
    RecoveryCode.objects.filter(person=person).delete()
    codes = [f"{secrets.token_hex(4)}-{secrets.token_hex(4)}" for _number in range(RECOVERY_CODES)]
    RecoveryCode.objects.bulk_create(RecoveryCode(person=person, digest=_digest(code)) for code in codes)
    return codes


def _seed_of(authenticator: Authenticator) -> str:
    return unseal(authenticator.sealed_seed, purpose=PURPOSE)


def _step_of(authenticator: Authenticator, code: str, at: datetime) -> int | None:
    try:
        return step_of(_seed_of(authenticator), code, at)
    except Undecipherable:
        logger.error(  # noqa: TRY400 - the trace says nothing; what to do does
            "The second factor of %s cannot be read: SECRET_KEY was changed. Name the earlier one in "
            "SECRET_KEY_FALLBACKS; until then only recovery codes count.",
            authenticator.person_id,
        )
        return None


def _use_recovery_code(person: Person, code: str) -> Proof | None:
    used, _by_model = RecoveryCode.objects.filter(person=person, digest=_digest(code)).delete()
    return Proof.RECOVERY_CODE if used else None


def _digest(code: str) -> str:
    return hashlib.sha256("".join(code.split()).lower().encode()).hexdigest()
