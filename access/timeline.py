"""The timeline of an object, for readers who may see it."""

from django.db import models
from django.http import HttpRequest

from access.models import Person
from access.permits import may
from access.trail_visibility import entries_visible_to
from trail.models import TrailEntry

SHOWN = 30


def timeline_of(subject: models.Model, request: HttpRequest, *, for_concerned: bool = False) -> list[TrailEntry] | None:
    """Return the latest entries about an object, or None for a reader who may not read the trail.

    With `for_concerned`, whoever may see the object reads them too, but not where each came from.
    """
    if not isinstance(request.user, Person):
        return None
    if may(request.user, "trail.view_entries"):
        return list(entries_visible_to(request.user).about(subject).select_related("actor")[:SHOWN])
    return [_without_origin(entry) for entry in timeline_of_own(subject)] if for_concerned else None


def timeline_of_own(subject: models.Model) -> list[TrailEntry]:
    """Return the latest entries about a person, for themselves, with where each came from."""
    return list(TrailEntry.objects.about(subject).select_related("actor")[:SHOWN])


def _without_origin(entry: TrailEntry) -> TrailEntry:
    entry.address, entry.request_id, entry.channel = None, "", ""
    return entry
