"""Columns kept, views saved, and the background jobs that a list starts."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.db import transaction
from django.forms import BaseForm
from django.utils import timezone
from django.utils.translation import gettext as _

from access.actions.jobs import start_job
from access.models import Job, ListPreference, Person, SavedView
from access.permits import permit
from common.form_parts import posted_by
from common.names import clean_name
from common.templatetags.kit import number
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
    """Save a list as it is under a name, in place of the owner's view of that name; (un)sharing it is on record.

    Raises:
        PermissionRefused, Refused: sharing without the permission, or a name that cannot be seen.
    """
    if shared:
        permit(by, "access.share_views")
    # One after the other: two tabs that save under the same name each find what the other did.
    Person.objects.select_for_update(of=("self",), no_key=True).get(pk=by.pk)
    name = clean_name(name)
    known = SavedView.objects.filter(owner=by, list_name=list_name, name=name).first()
    was_shared = known is not None and known.shared
    view = known or SavedView(owner=by, list_name=list_name, name=name)
    view.query, view.columns, view.shared = query, list(columns), shared
    view.save()
    if shared:
        record("access.view.shared", subject=view, by=by)
    elif was_shared:
        record("access.view.unshared", subject=view, by=by)
    return view


@transaction.atomic
def delete_view(view_id: UUID, *, by: Person) -> SavedView | None:
    """Delete one's own view, if it is still there, and return it; a shared one's end is on record."""
    Person.objects.select_for_update(of=("self",), no_key=True).get(pk=by.pk)
    view = SavedView.objects.filter(owner=by, pk=view_id).first()
    if view is None:
        return None
    if view.shared:
        record("access.view.removed", subject=view, by=by)
    view.delete()
    return view


def start_bulk_job(list_page: Any, action: str, keys: Sequence[UUID], form: BaseForm, *, by: Person) -> Job:
    """Start a bulk action as a background job; the worker reads the form as it was sent once more."""
    return start_job(
        "bulk",
        title=_("%(count)s rows of “%(list)s”") % {"count": number(len(keys)), "list": list_page.get_title()},
        settings={
            **_place_of(list_page),
            "action": action,
            "keys": [str(key) for key in keys],
            "posted": posted_by(form),
        },
        total=len(keys),
        by=by,
    )


def start_export_job(list_page: Any, query: str, file_format: str, *, total: int | None, by: Person) -> Job:
    """Start the export of a long list as a background job."""
    return start_job(
        "export",
        title=_("Export of “%(list)s” (%(format)s)") % {"list": list_page.get_title(), "format": file_format.upper()},
        settings={
            **_place_of(list_page),
            "query": query,
            "format": file_format,
            # Days in the query are days of the reader's, who may be known to be elsewhere by their browser alone.
            "zone": timezone.get_current_timezone_name(),
        },
        total=total,
        by=by,
    )


def _place_of(list_page: Any) -> dict[str, str]:
    """Return what finds a list again: its name, and its address, which names the object that it lies below."""
    return {"list": list_page.name, "address": list_page.request.path_info}
