"""The address in a mail by which its reader stops such mails, also where nobody is signed in (RFC 8058)."""

from collections.abc import Iterable
from datetime import timedelta
from uuid import UUID

from django.conf import settings
from django.core import signing
from django.urls import reverse

from access.models import Person

GOOD_FOR = timedelta(days=90)
SALT = "access.unsubscribing"


def unsubscribe_address(person: Person, kinds: Iterable[str]) -> str:
    """Return the whole address that stops the mails of some kinds for a person; it opens nothing else."""
    token = signing.dumps([person.pk.hex, *sorted(kinds)], salt=SALT)
    return str(settings.PUBLIC_ADDRESS + reverse("inbox:unsubscribe", args=[token]))


def unsubscribed_by(token: str) -> tuple[Person, list[str]] | None:
    """Return whose mails of which kinds a token stops; None where it is altered, too old, or about nobody here."""
    try:
        key, *kinds = signing.loads(token, salt=SALT, max_age=GOOD_FOR)
    except signing.BadSignature:
        return None
    person = Person.objects.active().filter(pk=UUID(key)).first()
    return (person, kinds) if person else None
