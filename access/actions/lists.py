"""Columns kept, views saved, and the background jobs that a list starts."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Model
from django.utils.translation import gettext as _

from access.actions.jobs import start_job
from access.models import Job, ListPreference, Person, SavedView
from access.permits import permit
from trail.recording import record

MOST_IN_BULK = 10_000


def keep_columns(person: Person, list_name: str, columns: Sequence[str]) -> None:
    """Keep the columns of a list for a person; none means the list's own choice again."""
    if columns:
        ListPreference.objects.update_or_create(person=person, list_name=list_name, defaults={"columns": list(columns)})
    else:
        ListPreference.objects.filter(person=person, list_name=list_name).delete()


@transaction.atomic
def save_view(*, list_name: str, name: str, query: str, columns: Sequence[str], shared: bool, by: Person) -> SavedView:
    """Save a list as it is under a name, in place of the owner's view of that name; sharing it is on record.

    Raises:
        PermissionRefused: sharing without the permission.
    """
    if shared:
        permit(by, "access.share_views")
    view, _created = SavedView.objects.update_or_create(
        owner=by,
        list_name=list_name,
        name=name.strip(),
        defaults={"query": query, "columns": list(columns), "shared": shared},
    )
    if shared:
        record("access.view.shared", subject=view, by=by)
    return view


@transaction.atomic
def delete_view(view: SavedView, *, by: Person) -> None:
    """Delete one's own view; a shared one's end is on record."""
    if view.shared:
        record("access.view.removed", subject=view, by=by)
    view.delete()


def start_bulk_job(list_page: Any, action: str, keys: Sequence[UUID], fields: dict[str, Any], *, by: Person) -> Job:
    """Start a bulk action as a background job."""
    plain = {name: str(value.pk) if isinstance(value, Model) else value for name, value in fields.items()}
    return start_job(
        "bulk",
        title=_("%(count)d rows of “%(list)s”") % {"count": len(keys), "list": list_page.get_title()},
        settings={"list": list_page.name, "action": action, "keys": [str(key) for key in keys], "fields": plain},
        total=len(keys),
        by=by,
    )


def start_export_job(list_page: Any, query: str, file_format: str, *, total: int | None, by: Person) -> Job:
    """Start the export of a long list as a background job."""
    return start_job(
        "export",
        title=_("Export of “%(list)s” (%(format)s)") % {"list": list_page.get_title(), "format": file_format.upper()},
        settings={"list": list_page.name, "query": query, "format": file_format},
        total=total,
        by=by,
    )
