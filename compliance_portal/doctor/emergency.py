"""Questions about emergency access."""

from access.actions.break_glass.opening import in_words, is_ready
from access.identity import provider_is_on
from access.models import BREAK_GLASS_ISSUER, BreakGlassOpening, Person
from common.clock import now
from compliance_portal.doctor.finding import Finding, ok, warning

NAME = "emergency access"
PREPARE = "python manage.py break_glass prepare EMAIL, and put what it prints into the safe."


def check_emergency_access() -> list[Finding]:
    """Ask whether somebody could get in while the provider is away, and whether that door is open now."""
    opening = BreakGlassOpening.objects.in_force(now()).select_related("person").first()
    if opening is not None:
        text = f"open until {in_words(opening.until)} as {opening.person.email}: {opening.reason}"
        return warning(NAME, text, "python manage.py break_glass close, once the emergency is over.")
    accounts = Person.objects.filter(issuer=BREAK_GLASS_ISSUER)
    if any(is_ready(account) for account in accounts):
        return ok(NAME, "closed; an account is ready")
    if provider_is_on():
        return warning(NAME, "nobody gets in while the identity provider is away", PREPARE)
    return ok(NAME, "not needed: people sign in with local passwords")
