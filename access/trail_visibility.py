"""Which entries a person may read: all with the permission, but an auditor only those of their engagement's windows."""

from access.models import Person
from trail.models import TrailEntry
from trail.querysets import TrailEntryQuerySet


def entries_visible_to(person: Person) -> TrailEntryQuerySet:
    """Return the entries a person may read (auditors within their engagement's window of dates)."""
    if not person.may("trail.view_entries"):
        return TrailEntry.objects.none()
    windows = person.record_windows
    return TrailEntry.objects.all() if windows is None else TrailEntry.objects.within_windows(windows)
