"""The figures of the start page, by what the reader may see."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils.translation import gettext as _

from access.models import Authenticator, Person, PortalSession
from access.permits import may, may_somewhere
from access.trail_visibility import entries_visible_to
from common.clock import now, readers_today, today
from registers.choices import UseCaseState
from registers.models import UseCase
from registers.querysets.use_cases import SEE_ALL, UseCaseQuerySet
from registers.reading.checklist import unmet_on

ENDING = timedelta(days=30)


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
    mends_people = may(reader, "access.edit_person")
    if may_somewhere(reader, SEE_ALL) and not mends_people:
        tiles += _of_use_cases(reader)
    if may(reader, "registers.edit_documents"):
        unmet = unmet_on(today(), reader)
        tiles.append(Tile(_("Required documents missing"), unmet, reverse("registers:required-documents")))
    if may(reader, "access.view_people"):
        tiles += _of_people(mends=mends_people)
    if may(reader, "access.end_sessions"):
        idle = now() - timedelta(hours=1)
        tiles.append(Tile(_("Sessions in the last hour"), PortalSession.objects.live(now(), idle).count(), ""))
    if may(reader, "trail.view_entries"):
        day = entries_visible_to(reader).between(readers_today(), None).count()
        tiles.append(Tile(_("Entries in the trail today"), day, reverse("trail:entries")))
    return tiles


def _of_use_cases(reader: Person) -> list[Tile]:
    seen: UseCaseQuerySet = UseCase.objects.under(reader, SEE_ALL)
    use_cases, day = reverse("registers:use-cases"), today()
    in_force = seen.in_force_on(day)
    ending = in_force.filter(approved_until__lte=day + ENDING)
    in_review = seen.filter(state=UseCaseState.IN_REVIEW)
    return [
        Tile(_("Use cases in force"), in_force.count(), f"{use_cases}?approval=in-force"),
        Tile(_("In review"), in_review.count(), f"{use_cases}?state=in-review"),
        Tile(_("Approval ends within 30 days"), ending.count(), f"{use_cases}?approval=ending"),
    ]


def _of_people(*, mends: bool) -> list[Tile]:
    """Return the figures about people; what only an administrator can mend is told to nobody else."""
    people, active = reverse("access:people"), Person.objects.active()
    tiles = [Tile(_("Active people"), active.count(), f"{people}?active=yes")]
    if not mends:
        return tiles
    protected = active.filter(Exists(Authenticator.objects.filter(person=OuterRef("pk")))).count()
    quiet = active.filter(last_login__lt=now() - timedelta(days=90)).count()
    return [
        *tiles,
        Tile(_("Without a role"), Person.objects.without_role(today()).count(), f"{people}?without_role=yes"),
        Tile(_("Not signed in for 90 days"), quiet, f"{people}?sign_in=90&active=yes"),
        Tile(_("With a second factor"), _("%(part)d of %(all)d") % {"part": protected, "all": active.count()}, people),
    ]
