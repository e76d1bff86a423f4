"""Pages of the trail."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any, ClassVar

from django.db.models import Count
from django.db.models.functions import TruncDate
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from access.filters import TrailEntryFilter
from access.listing import Listing
from access.pages import DetailPage, ListPage
from access.permits import may
from access.reading import note_reading
from access.tables import TrailEntryTable
from access.trail_objects import ONE_ENTRY, concerned_by
from access.trail_visibility import entries_visible_to
from common.cells import person_cell
from common.clock import readers_today
from common.presentation import Link
from common.templatetags.kit import when
from common.terms import Term
from trail.models import TrailEntry
from trail.querysets import TrailEntryQuerySet
from trail.telling import named_in_words

CHART_DAYS = 30
EVERYTHING = Term(gettext_noop("all of it"))


class TrailPage(ListPage):
    """Who did what, when, why and from where."""

    permission = "trail.view_entries"
    title = _("Trail")
    name = "trail"
    template_name = "trail/entries.html"
    filterset_class = TrailEntryFilter
    table_class = TrailEntryTable
    sorts: ClassVar = {"at": ("id",)}
    default_sort = "-at"
    default_columns = ("at", "sentence", "actor", "reason", "address")
    locked_columns = ("at", "sentence")
    export_permission = "trail.export_entries"
    exports_all_columns = True
    opens_panel = "panel-body"
    empty_title = _("Nothing is on record yet")
    empty_text = _("Everything that happens in the portal will stand here.")

    def rows(self) -> TrailEntryQuerySet:
        """Return the entries the reader may see."""
        return entries_visible_to(self.reader).defer("search")

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Show the trail, and put on record that it was read."""
        answer = super().get(request, **kwargs)
        if answer.status_code == 200 and not request.GET.get("export"):
            asked = _in_words(Listing(self, request, self.reader))
            note_reading(request, "trail.entries.read", subject=self.reader, by=self.reader, detail=asked or EVERYTHING)
        return answer

    def context(self, listing: Listing) -> dict[str, Any]:
        """Return the chart of the last days, on the first page of the unfiltered trail."""
        if listing.is_filtered or self.request.GET.get("cursor"):
            return {}
        return {"chart_rows": entries_per_day(self.rows()), "chart_headers": [_t("Day"), _t("Entries")]}


class TrailEntryPage(DetailPage):
    """One entry with everything it holds."""

    permission = "trail.view_entries"
    model = TrailEntry
    template_name = "trail/entry.html"

    def get_object(self) -> TrailEntry:
        """Return the entry, if the reader may see it."""
        return get_object_or_404(entries_visible_to(self.reader).select_related("actor"), pk=self.kwargs["pk"])

    def get_title(self) -> Any:
        """Return the sentence."""
        return self.object.sentence

    def facts(self) -> Sequence[tuple[Any, Any]]:
        """Return who, when, where from."""
        entry = self.object
        return (
            (_t("When"), when(entry.at, exact=True)),
            (_t("Person"), self._actor()),
            (_t("Verb"), entry.verb),
            (_t("Object"), entry.subject_name),
            (_t("Reason"), entry.reason),
            (_t("Address"), entry.address),
            (_t("Way in"), entry.get_channel_display()),
            (_t("Request"), entry.request_id),
            (_t("Id"), entry.pk),
        )

    def _actor(self) -> Any:
        """Return who did it by their name at the time, leading to them where the reader may see people."""
        entry = self.object
        if entry.actor is None:
            return entry.actor_name
        seen = may(self.reader, "access.view_people")
        return person_cell(entry.actor_name, entry.actor.get_absolute_url() if seen else "")

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Show the entry, and put on record that it was read."""
        answer = super().get(request, **kwargs)
        note_reading(request, "trail.entries.read", subject=self.object, by=self.reader, detail=ONE_ENTRY)
        return answer

    def context(self) -> dict[str, Any]:
        """Return the diff and the way back; an entry has no timeline of its own."""
        entry = self.object
        return {
            "breadcrumbs": [Link(_t("Trail"), reverse("trail:entries"))],
            "timeline": None,
            "diff": entry.diff,
            "details": [
                (capfirst(name.replace("_", " ")), named_in_words(name, value))
                for name, value in sorted(entry.details.items())
            ],
            "about": concerned_by(entry, self.reader),
        }


def _in_words(listing: Listing) -> str:
    """Return what a reader asked the trail for."""
    parts = [f"“{listing.search}”"] if listing.search else []
    return ", ".join([*parts, *(f"{each.label}: {each.value}" for each in listing.active_filters)])


def entries_per_day(entries: TrailEntryQuerySet) -> list[list[Any]]:
    """Return the number of entries on each of the last days, also on those without any."""
    first = readers_today() - timedelta(days=CHART_DAYS - 1)
    counted = entries.between(first, None).order_by().annotate(day=TruncDate("at")).values_list("day")
    numbers = dict(counted.annotate(number=Count("*")))  # of an index alone: no column is read
    days = [first + timedelta(days=number) for number in range(CHART_DAYS)]
    return [[date_format(day, "MONTH_DAY_FORMAT"), numbers.get(day, 0)] for day in days]
