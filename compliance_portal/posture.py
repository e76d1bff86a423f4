"""The figures of the start page, by what the reader may see."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from access.models import Authenticator, Person, PortalSession
from access.permits import may
from access.trail_visibility import entries_visible_to
from common.clock import now, readers_today, today
from registers.checklist import unmet_on


@dataclass(frozen=True, slots=True)
class Tile:
    """One figure with what it means and where it leads."""

    label: Any
    value: int | str
    url: str
    help: Any = ""


def tiles_for(reader: Person) -> list[Tile]:
    """Return the figures a reader may see, most telling first."""
    tiles: list[Tile] = []
    if may(reader, "access.view_people"):
        people = reverse("access:people")
        active = Person.objects.active()
        protected = Authenticator.objects.filter(person__is_active=True).count()
        count = active.count()
        quiet = active.filter(last_login__lt=now() - timedelta(days=90)).count()
        tiles += [
            Tile(_("Active people"), count, f"{people}?active=yes"),
            Tile(_("Without a role"), Person.objects.without_role(today()).count(), f"{people}?without_role=yes"),
            Tile(_("Not signed in for 90 days"), quiet, f"{people}?sign_in=90&active=yes"),
            Tile(_("With a second factor"), _("%(part)d of %(all)d") % {"part": protected, "all": count}, people),
        ]
    if may(reader, "registers.edit_documents"):
        unmet = unmet_on(today(), reader)
        tiles.append(Tile(_("Required documents missing"), unmet, reverse("registers:required-documents")))
    if may(reader, "access.end_sessions"):
        idle = now() - timedelta(hours=1)
        tiles.append(Tile(_("Sessions in the last hour"), PortalSession.objects.live(now(), idle).count(), ""))
    if may(reader, "trail.view_entries"):
        day = entries_visible_to(reader).between(readers_today(), None).count()
        tiles.append(Tile(_("Entries in the trail today"), day, reverse("trail:entries")))
    return tiles
