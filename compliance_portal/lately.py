"""What happened last, for the start page: many events of one kind in a row are one line."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Any

from access.models import Person
from access.trail_visibility import entries_visible_to
from trail.models import TrailEntry

LINES = 8
# Enough to see past a bulk change of a page of rows; of a larger one the line says that there is more.
READ = 120
SIGNED_IN = "access.session.started"
BROUGHT_ALONG = r"\.(shipped|installed)$"


@dataclass(frozen=True, slots=True)
class Line:
    """One event, or several of one kind by one person told by the last of them."""

    sentence: str
    at: datetime
    icon: str
    tone: str
    alike: int = 0
    actor_name: str = ""
    reason: str = ""
    address: str | None = None
    request_id: str = ""
    diff: Any = ()


def latest_for(reader: Person) -> list[Line]:
    """Return the last lines of what a reader may read, without what every day and every installation begins with."""
    entries = entries_visible_to(reader).exclude(verb=SIGNED_IN).exclude(actor=None, verb__regex=BROUGHT_ALONG)
    return list(in_runs(entries[:READ]))[:LINES]


def in_runs(entries: Iterable[TrailEntry]) -> Iterator[Line]:
    """Return a line for each run of entries with the same verb and actor."""
    for _alike, run in groupby(entries, key=lambda entry: (entry.verb, entry.actor_id)):
        last, *others = run
        if others:
            yield Line(last.sentence, last.at, last.icon, last.tone, alike=len(others))
        else:
            yield Line(
                last.sentence,
                last.at,
                last.icon,
                last.tone,
                actor_name=last.actor_name,
                reason=last.reason,
                address=last.address,
                request_id=last.request_id,
                diff=last.diff,
            )
