"""Preparing the account for emergencies: what its sheet in the safe says."""

import secrets
from dataclasses import dataclass

from django.db import transaction

from access import second_factor
from access.actions.break_glass.opening import is_open
from access.actions.people import EMAIL_TAKEN
from access.actions.roles import lock_administrators
from access.models import BREAK_GLASS_ISSUER, LOCAL_ISSUER, ApiToken, Authenticator, Person, PortalSession
from access.rules import break_glass as rules
from common.clock import now
from common.identifiers import new_id
from common.names import clean_name
from common.refusals import refuse_if
from common.taken import refused_when_taken
from trail.recording import record


@dataclass(frozen=True, slots=True)
class Prepared:
    """What is printed once and lies in the safe from then on."""

    person: Person
    password: str
    seed: str
    recovery_codes: list[str]


@transaction.atomic
def prepare_break_glass(*, email: str, name: str) -> Prepared:
    """Enter the account for emergencies, or take a local one that nobody used yet; what it had before is over.

    For the operator's command line, which also appoints it administrator.

    Raises:
        Refused: somebody signs in with the account, it is open, or the name cannot be.
    """
    lock_administrators()
    person = Person.objects.select_for_update(of=("self",)).signing_in().at_address(email).first()
    if person is None:
        person = Person(pk=new_id(), email=email.strip())
    else:
        ours = person.issuer == BREAK_GLASS_ISSUER
        used = not ours and (person.issuer != LOCAL_ISSUER or person.last_login is not None)
        refuse_if(rules.refuse_preparing(is_used=used, is_open=is_open(person)))
    password, seed = _new_password(), second_factor.new_seed()
    person.issuer, person.subject, person.name = BREAK_GLASS_ISSUER, str(person.pk), clean_name(name)
    person.set_password(password)
    with refused_when_taken(EMAIL_TAKEN):
        person.save()
    for before in Authenticator.objects.filter(person=person):
        before.delete()
    Authenticator.objects.create(person=person, sealed_seed=second_factor.sealed(seed))
    codes = second_factor.fresh_recovery_codes(person)
    PortalSession.objects.filter(person=person).delete()
    ApiToken.objects.filter(person=person, revoked_at=None).update(revoked_at=now())
    record("access.break_glass.prepared", subject=person, by=None)
    return Prepared(person, password, seed, codes)


def _new_password() -> str:
    letters = (
        "".join(secrets.choice(rules.PASSWORD_LETTERS) for _letter in range(rules.PASSWORD_GROUP))
        for _group in range(rules.PASSWORD_GROUPS)
    )
    return "-".join(letters)
