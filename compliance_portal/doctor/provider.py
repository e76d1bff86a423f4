"""Questions about the identity provider."""

from django.conf import settings
from django.urls import reverse

from access.identity import provider_is_on
from access.oidc.checking import steps_of_connection
from access.oidc.steps import Addresses, Outcome
from compliance_portal.doctor.finding import Check, Finding, Level, ok

NAME = "identity provider"
MEND = "The page “Sign-in” tests each step, with a trial sign-in (docs/operating.md, “Corporate sign-in”)."


def check_provider() -> list[Finding]:
    """Ask whether people can sign in: the same steps as on the settings page, with what is wrong in words."""
    if not provider_is_on():
        return ok(NAME, "none is set up (OIDC_ISSUER): people sign in with local passwords")
    names = ("access:oidc-callback", "access:oidc-signed-out", "access:oidc-back-channel-logout")
    redirect, signed_out, back_channel = (f"{settings.PUBLIC_ADDRESS}{reverse(name)}" for name in names)
    steps = steps_of_connection(Addresses(redirect, signed_out, back_channel))
    wrong = [step for step in steps if step.outcome is Outcome.WRONG]
    found = [Finding(NAME, Level.PROBLEM, f"{step.label}: {step.text}", str(step.mend) or MEND) for step in wrong]
    good = sum(step.outcome is Outcome.GOOD for step in steps)
    return found or ok(NAME, f"{settings.OIDC_ISSUER}, {good} of {len(steps)} steps in order, none wrong")


PROVIDER_CHECKS: tuple[Check, ...] = (check_provider,)
