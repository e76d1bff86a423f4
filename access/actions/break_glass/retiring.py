"""Retiring the account for emergencies: its sheet opens nothing any more."""

from django.db import transaction
from django.utils.translation import gettext_noop

from access.actions.break_glass.opening import is_open
from access.actions.break_glass.telling import EXPECTED, tell_everybody
from access.actions.people import shut_out
from access.actions.roles import lock_administrators
from access.models import BREAK_GLASS_ISSUER, Person
from access.rules import break_glass as rules
from common.refusals import refuse_if
from trail.recording import record

TOLD_RETIRED = gettext_noop("The account for emergencies, %(person)s, was retired")


@transaction.atomic
def retire_break_glass(*, email: str, reason: str) -> Person:
    """Deactivate the account for emergencies, from the operator's command line; everybody in charge is told.

    Raises:
        Refused: no such account, it is open, or no reason.
    """
    lock_administrators()
    accounts = Person.objects.signing_in().filter(issuer=BREAK_GLASS_ISSUER).select_for_update(of=("self",))
    person = accounts.at_address(email).first()
    is_there = person is not None
    refuse_if(rules.refuse_retiring(is_there=is_there, is_open=person is not None and is_open(person), reason=reason))
    assert person is not None  # noqa: S101 - refused above
    shut_out(person)
    record("access.break_glass.retired", subject=person, by=None, reason=reason.strip())
    tell_everybody(person, TOLD_RETIRED, EXPECTED)
    return person
