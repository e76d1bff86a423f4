"""The timeline of an object, for readers who may see it."""

from typing import Any

from django.db import models
from django.http import HttpRequest

from access.models import Person
from access.permits import may
from access.trail_visibility import entries_visible_to
from trail.models import TrailEntry

SHOWN = 30


def timeline_of(subject: models.Model, request: HttpRequest) -> list[TrailEntry] | None:
    """Return the latest entries about an object, or None for a reader who may not read the trail."""
    if not isinstance(request.user, Person) or not may(request.user, "trail.view_entries"):
        return None
    return list(entries_visible_to(request.user).about(subject).select_related("actor")[:SHOWN])


def timeline_of_own(person: Any) -> list[TrailEntry]:
    """Return the latest entries about a person, for themselves."""
    return list(TrailEntry.objects.about(person).select_related("actor")[:SHOWN])
