"""Second factors for tests, set up by the portal's own action."""

import pyotp

from access.actions.sessions import enrol_second_factor
from access.models import Person
from access.second_factor import new_seed
from common.clock import now


def enrol(person: Person) -> tuple[pyotp.TOTP, list[str]]:
    """Set up a second factor; return what makes its codes, and the recovery codes."""
    totp = pyotp.TOTP(new_seed())
    return totp, enrol_second_factor(person, seed=totp.secret, code=totp.at(now()))
