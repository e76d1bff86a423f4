"""Alarms about accounts: one administrator alone can open anybody's, so nobody can do it unseen."""

from access.actions.messages import notify
from access.models import Person
from common.clock import today
from common.permissions import RoleName
from common.refusals import marked as _

TEXT = _("If you did not ask for it, tell your security team at once.")
OTHERS_TEXT = _("If %(person)s did not ask for it, tell your security team at once.")


def raise_alarm(person: Person, *, by: Person, told: str, others_told: str, link: str) -> None:
    """Tell a person that somebody else changed how they sign in, and every administrator but those two.

    `told` and `others_told` are texts marked for translation, with the places `by` and `person`.
    """
    if by.pk == person.pk:
        return
    values = {"by": by.name, "person": person.name}
    notify(person, kind="account", title=told, text=TEXT, values=values, link=link)
    administrators = Person.objects.active().holding(RoleName.ADMINISTRATOR, today()).order_by("pk")
    for administrator in administrators.exclude(pk__in=[by.pk, person.pk]):
        address = person.get_absolute_url()
        notify(administrator, kind="account", title=others_told, text=OTHERS_TEXT, values=values, link=address)
