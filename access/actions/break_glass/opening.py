"""Opening the emergency sign-in for some hours."""

from datetime import UTC, datetime

from django.db import transaction
from django.utils.translation import gettext_noop

from access.actions.break_glass.telling import EXPECTED, tell_everybody
from access.models import BREAK_GLASS_ISSUER, Authenticator, BreakGlassOpening, Person
from access.rules import break_glass as rules
from common.clock import now
from common.permissions import RoleName
from common.refusals import refuse_if
from trail.recording import record

TOLD_OPENED = gettext_noop("Emergency access as %(person)s is open until %(until)s")


@transaction.atomic
def open_break_glass(*, email: str, hours: int, reason: str) -> BreakGlassOpening:
    """Open the emergency sign-in for some hours, and tell every administrator and officer at once.

    Raises:
        Refused: no such account is ready, it is open already, too long, or no reason.
    """
    accounts = Person.objects.signing_in().filter(issuer=BREAK_GLASS_ISSUER).select_for_update(of=("self",))
    person = accounts.at_address(email).first()
    refuse_if(
        rules.refuse_opening(
            is_ready=person is not None and is_ready(person),
            is_open=person is not None and is_open(person),
            hours=hours,
            reason=reason,
        )
    )
    assert person is not None  # noqa: S101 - refused above
    moment = now()
    opening = BreakGlassOpening.objects.create(
        person=person, reason=reason.strip(), opened_at=moment, until=rules.until_when(moment, hours)
    )
    until = opening.until
    record("access.break_glass.opened", subject=person, also=[opening], by=None, reason=opening.reason, until=until)
    tell_everybody(person, TOLD_OPENED, EXPECTED, until=until)
    return opening


def is_ready(person: Person) -> bool:
    """Tell whether an account has all that an emergency needs: a password, a code, and the administrator's role."""
    return (
        person.issuer == BREAK_GLASS_ISSUER
        and person.is_active
        and person.has_usable_password()
        and Authenticator.objects.filter(person=person).exists()
        and person.has_role(RoleName.ADMINISTRATOR)
    )


def in_words(moment: datetime) -> str:
    """Return a moment as the command line writes it, in UTC wherever the operator is."""
    return f"{moment.astimezone(UTC):%Y-%m-%d %H:%M} UTC"


def is_open(person: Person) -> bool:
    """Tell whether somebody can sign in for an emergency with an account now."""
    return BreakGlassOpening.objects.in_force(now()).filter(person=person).exists()
