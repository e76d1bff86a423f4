"""Telling everybody in charge what happens with the emergency sign-in."""

from typing import Any

from django.utils.translation import gettext_noop

from access.actions.messages import notify
from access.models import Person
from common.clock import today
from common.permissions import RoleName

KIND = "break-glass"
EXPECTED = gettext_noop("If nobody told you of an emergency, tell your security team at once.")


def tell_everybody(person: Person, title: str, text: str, **values: Any) -> None:
    """Tell every administrator and officer, whatever they chose to get by e-mail."""
    told = {"person": person.name, **values}
    active = Person.objects.active()
    officers = active.in_charge(RoleName.COMPLIANCE_OFFICER, today())
    in_charge = active.in_charge(RoleName.ADMINISTRATOR, today()) | officers
    for each in in_charge.exclude(pk=person.pk).order_by("pk"):
        notify(each, kind=KIND, title=title, text=text, values=told, link=person.get_absolute_url())
