"""Choosing what one gets by e-mail."""

from collections.abc import Iterable, Mapping

from django.db import transaction

from access.mail_choices import choices_of
from access.message_kinds import kind_of, kinds
from access.models import MailPreference, Notification, Person
from access.rules import people as rules
from common.notifications import MailChoice
from common.refusals import refuse_if


@transaction.atomic
def choose_mail(person: Person, choices: Mapping[str, str]) -> dict[str, MailChoice]:
    """Keep when a person wants the messages of some kinds, by the kind's name; return what counts for every kind.

    What waits for a mail of a kind switched off is mailed no more.

    Raises:
        Refused: there is no such kind, or it is a duty that cannot be switched off.
    """
    for name, choice in choices.items():
        kind = kind_of(name)
        refuse_if(
            rules.refuse_mail_choice(
                is_known=name in kinds(),
                is_duty=kind.duty,
                never=choice == MailChoice.NEVER,
                waits=kind.urgent and choice == MailChoice.DAILY,
            )
        )
    present = choices_of(person)
    # What stays as it is keeps following what is usual.
    changed = {name: MailChoice(choice) for name, choice in choices.items() if present[name] != choice}
    MailPreference.objects.bulk_create(
        [MailPreference(person=person, kind=name, choice=choice) for name, choice in changed.items()],
        update_conflicts=True,
        unique_fields=["person", "kind"],
        update_fields=["choice"],
    )
    off = [name for name, choice in changed.items() if choice == MailChoice.NEVER]
    if off:
        Notification.objects.visible_to(person).awaiting_mail().filter(kind__in=off).update(mail_after=None)
    return {**present, **changed}


def unsubscribe(person: Person, names: Iterable[str]) -> list[str]:
    """Switch off the mails of some kinds, as the link in a mail asks; return the names of those that are now off.

    Duties stay on, and kinds that are no more are passed by.
    """
    off = [name for name in names if name in kinds() and not kind_of(name).duty]
    choose_mail(person, dict.fromkeys(off, MailChoice.NEVER))
    return off
