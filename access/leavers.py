"""Who left and owns something still, and who sees to it."""

from typing import Any

from django.db.models import Exists, OuterRef, Q

from access.handing_over import kinds
from access.models import Person
from access.querysets import PersonQuerySet
from access.successors import rows_of


def leavers(reader: Person) -> PersonQuerySet:
    """Return who left and owns what a reader may see and somebody has to take over."""
    return Person.objects.left().filter(_any_of(kinds(), reader))


def leavers_for_officer(reader: Person) -> PersonQuerySet:
    """Return the leavers that are an officer's to see to: nobody else takes over, or nobody but officers may."""
    alone = Q(successor=None) | Q(successor__is_active=False)
    always, otherwise = ([kind for kind in kinds() if kind.officers_only is only] for only in (True, False))
    return Person.objects.left().filter(_any_of(always, reader) | (alone & _any_of(otherwise, reader)))


def leavers_for_successor(reader: Person) -> PersonQuerySet:
    """Return the leavers from whom a person takes over what they left."""
    mine = [kind for kind in kinds() if not kind.officers_only]
    return Person.objects.left().filter(successor=reader).filter(_any_of(mine, reader, as_successor=True))


def _any_of(some: Any, reader: Person, *, as_successor: bool = False) -> Q:
    """Return the condition that a person owns something of some kinds that waits."""
    found = Q(pk__in=[])
    for kind in some:
        if kind.waits:
            found |= Q(Exists(rows_of(kind, OuterRef("pk"), reader, as_successor=as_successor)))
    return found
