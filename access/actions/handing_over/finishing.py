"""What was handed over goes on record with the person, and whoever has it now is told."""

from uuid import UUID

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext_noop

from access.actions.handing_over.many import Handed
from access.actions.leavers import language_of
from access.actions.messages import notify
from access.handing_over import HAND_OVER
from access.models import Person
from access.owned_counts import in_words
from access.permits import permit
from trail.recording import record


@transaction.atomic
def finish_handing_over(person_id: UUID, to_id: UUID, outcome: Handed, *, by: Person, reason: str) -> None:
    """Put on record, with the person, how much of theirs came to whom; whoever has it now is told once.

    Raises:
        PermissionRefused: not allowed.
    """
    person, to = Person.objects.get(pk=person_id), Person.objects.get(pk=to_id)
    permit(by, HAND_OVER, person)
    if not outcome.number:
        return
    record(
        "access.person.handed_over", subject=person, also=[to], by=by, reason=reason, to=to.name, count=outcome.number
    )
    if to.pk != by.pk:
        with language_of(to):
            what = in_words(outcome.done)
        notify(
            to,
            kind="handed-over",
            title=gettext_noop("%(by)s handed over to you what %(person)s owned: %(what)s"),
            text="%(reason)s",
            values={"by": by.name, "person": person.name, "what": what, "reason": reason},
            link=reverse("my-work"),
        )
