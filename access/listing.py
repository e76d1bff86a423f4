"""One list as a reader sees it: their search, filters, order, columns, views, and one keyset page of rows."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from django import forms
from django.db.models import QuerySet
from django.http import HttpRequest, QueryDict
from django.utils.translation import gettext as _

from access.listing_parts import ActiveFilter, Column, PageOfRows, Sort, View
from access.models import ListPreference, Person, SavedView
from access.permits import may
from common.form_parts import Part, parts_of
from common.keyset import page as keyset_page
from common.keyset import turned_round

if TYPE_CHECKING:
    from access.pages import ListPage

ROWS = 50
# Counting stops here: an exact count of a large list costs more than the page it stands on.
MOST_COUNTED = 10_000


@dataclass
class Listing:
    """Everything the list templates show; built for one request."""

    list_page: "ListPage"
    request: HttpRequest
    reader: Person

    @property
    def name(self) -> str:
        """Return the list's stable name."""
        return self.list_page.name

    @property
    def title(self) -> Any:
        """Return the list's title."""
        return self.list_page.get_title()

    @property
    def url(self) -> str:
        """Return the list's address without a query."""
        return self.request.path

    @property
    def panel_target(self) -> str:
        """Return where a row opens beside the list: the id of the side panel's body, or nothing."""
        return self.list_page.opens_panel

    # The query

    @cached_property
    def query(self) -> str:
        """Return the query without the page's position: what a saved view keeps."""
        return self._query_without("cursor", "row", "view", "export", "do", "columns", "panel").urlencode()

    @cached_property
    def filterset(self) -> Any:
        """Return the filters, bound to the address."""
        return self.list_page.filterset_class(self.request.GET, queryset=self.list_page.rows(), request=self.request)

    @cached_property
    def filter_form(self) -> forms.Form:
        """Return the form of all filters; the search box `q`, shown by itself, is one of them."""
        form: forms.Form = self.filterset.form
        return form

    @property
    def has_filters(self) -> bool:
        """Tell whether there is a filter beside the search box."""
        return any(name != "q" for name in self.filter_form.fields)

    @property
    def search(self) -> str:
        """Return the words searched for."""
        return self.request.GET.get("q", "").replace("\x00", "").strip()[:200]

    @property
    def has_search(self) -> bool:
        """Tell whether the list can be searched."""
        return "q" in self.list_page.filterset_class.base_filters

    @cached_property
    def rows(self) -> QuerySet[Any]:
        """Return all rows that match; filters with bad values show their error and match nothing."""
        self.filterset.form.is_valid()
        if self.filterset.form.errors:
            return self.list_page.rows().none()
        matching: QuerySet[Any] = self.filterset.qs
        return matching

    @property
    def is_understood(self) -> bool:
        """Tell whether every filter has a value that makes sense."""
        return not self.filterset.form.errors

    @cached_property
    def active_filters(self) -> list[ActiveFilter]:
        """Return the filters in force, search left out: one for each value that counts."""
        form = self.filter_form
        return [
            ActiveFilter(str(form.fields[name].label or name), part.shown(value), self._url_less(part, value))
            for name in form.fields
            if name != "q"
            for part in parts_of(form, name)
            for value in part.values_in(self.request.GET)
        ]

    @property
    def clear_url(self) -> str:
        """Return the address without filters and search."""
        keep = QueryDict(mutable=True)
        for name in ("sort", *self.list_page.keeps):
            if self.request.GET.get(name):
                keep[name] = self.request.GET[name]
        return self._url(keep)

    # Order

    @cached_property
    def sort(self) -> tuple[str, bool]:
        """Return the column the list is ordered by, and whether from the end."""
        asked = self.request.GET.get("sort", "")
        name = asked.removeprefix("-")
        if name not in self.list_page.sorts:
            asked, name = self.list_page.default_sort, self.list_page.default_sort.removeprefix("-")
        return name, asked.startswith("-")

    @cached_property
    def order(self) -> list[str]:
        """Return the order as field names."""
        name, descending = self.sort
        fields = self.list_page.sorts[name]
        return turned_round(fields) if descending else list(fields)

    @cached_property
    def sorts(self) -> list[Sort]:
        """Return the orders to choose from; choosing the active one turns it round."""
        current, descending = self.sort
        labels = {column.name: column.label for column in self.columns}
        choices = []
        for name in self.list_page.sorts:
            active = name == current
            query = self._query_without("sort", "cursor", "row")
            query["sort"] = f"-{name}" if active and not descending else name
            choices.append(Sort(name, labels.get(name, name), self._url(query), active, active and descending))
        return choices

    # Columns

    @cached_property
    def chosen(self) -> list[str]:
        """Return the columns to show: from the address, else as the reader keeps them, else the list's own."""
        every = list(self.list_page.table_class.base_columns)
        asked = self.request.GET.get("columns")
        if asked is not None:
            names: Iterable[str] = asked.split(",")
        else:
            kept = ListPreference.objects.filter(person=self.reader, list_name=self.name).first()
            names = kept.columns if kept else self.list_page.default_columns or every
        wanted = {*names, *self.list_page.locked_columns}
        return [name for name in every if name in wanted]

    @cached_property
    def columns(self) -> list[Column]:
        """Return every column there is, in order."""
        every = self.list_page.table_class.base_columns
        return [
            Column(name, str(column.verbose_name or name), name in self.chosen, name in self.list_page.locked_columns)
            for name, column in every.items()
        ]

    # Views, exports, bulk

    @cached_property
    def views(self) -> list[View]:
        """Return the reader's views of this list and the shared ones."""
        saved = SavedView.objects.visible_to(self.reader).filter(list_name=self.name)
        current = self.request.GET.get("view", "")
        return [
            View(
                pk=each.pk,
                name=each.name,
                url=self.view_url(each),
                shared=each.shared,
                mine=each.owner_id == self.reader.pk,
                active=str(each.pk) == current,
                delete_url=f"{self.url}?{urlencode({'do': 'delete-view', 'view': str(each.pk)})}",
            )
            for each in saved
        ]

    def view_url(self, saved: SavedView) -> str:
        """Return the address that shows a saved view."""
        query = QueryDict(saved.query, mutable=True)
        if saved.columns:
            query["columns"] = ",".join(saved.columns)
        query["view"] = str(saved.pk)
        return self._url(query)

    @property
    def active_view(self) -> View | None:
        """Return the saved view that is shown, if one is."""
        return next((each for each in self.views if each.active), None)

    @property
    def may_share_views(self) -> bool:
        """Tell whether the reader may share views with everybody."""
        return may(self.reader, "access.share_views")

    @property
    def save_view_url(self) -> str:
        """Return where the form that saves this view posts to."""
        return self._do("save-view")

    @property
    def columns_url(self) -> str:
        """Return where the choice of columns posts to."""
        return self._do("columns")

    @property
    def bulk_url(self) -> str:
        """Return where a bulk action posts to."""
        return self._do("bulk")

    @property
    def exports(self) -> list[tuple[str, str]]:
        """Return the formats of the export with their addresses; none for readers who may not export."""
        if not (self.list_page.export_permission and may(self.reader, self.list_page.export_permission)):
            return []
        query = self._query_without("cursor", "row", "view", "panel")
        exports = []
        for label, name in (("CSV", "csv"), ("Excel (XLSX)", "xlsx"), ("JSON", "json")):
            query["export"] = name
            exports.append((label, self._url(query)))
        return exports

    @cached_property
    def bulk_actions(self) -> Sequence[Any]:
        """Return the bulk actions the reader may do; none where nothing can be done any more."""
        if self.list_page.why_not_in_bulk():
            return ()
        # Of a list below an object, what one is to that counts, too.
        obj = self.list_page.asked_object()
        return [each for each in self.list_page.bulk_actions if may(self.reader, each.permission, obj)]

    # The page of rows

    @cached_property
    def _keyset(self) -> Any:
        return keyset_page(self.rows, self.order, self.request.GET.get("cursor") or None, ROWS)

    @cached_property
    def table(self) -> Any:
        """Return the table of this page's rows with the chosen columns."""
        return self.table_of(self._keyset.rows)

    def table_of(self, rows: Any) -> Any:
        """Return a table of any rows with the chosen columns."""
        hidden = [name for name in self.list_page.table_class.base_columns if name not in self.chosen]
        table = self.list_page.table_class(rows, exclude=hidden, orderable=False)
        # Not given when it is made: django-tables2 would cut the page once more, to 25 rows, and obey `?per_page`.
        table.request = self.request
        return table

    @cached_property
    def count(self) -> int:
        """Return how many rows match, up to one more than is counted."""
        return self.rows.order_by()[: self.most_counted + 1].count()

    @property
    def most_counted(self) -> int:
        """Return where counting stops."""
        return min(MOST_COUNTED, self.list_page.most_counted)

    @cached_property
    def page(self) -> PageOfRows:
        """Return where this page stands."""
        rows = len(self._keyset.rows)
        first = self._first_row()
        return PageOfRows(
            rows_from=first if rows else 0,
            rows_to=first + rows - 1 if rows else 0,
            count=min(self.count, self.most_counted),
            count_is_capped=self.count > self.most_counted,
            previous_url=self._page_url(self._keyset.previous_cursor, max(1, first - ROWS)),
            next_url=self._page_url(self._keyset.next_cursor, first + rows),
        )

    @property
    def is_filtered(self) -> bool:
        """Tell whether a search or filter narrows the list."""
        return bool(self.search or self.active_filters)

    @property
    def empty_title(self) -> Any:
        """Return what an empty list says."""
        return _("Nothing matches") if self.is_filtered else self.list_page.empty_title

    @property
    def empty_text(self) -> Any:
        """Return what to do about an empty list."""
        if self.is_filtered:
            return _("Take away a filter or search for something else.")
        return self.list_page.empty_text

    @property
    def empty_action(self) -> Any:
        """Return the action that fills an empty list."""
        return None if self.is_filtered else self.list_page.primary_action()

    def _first_row(self) -> int:
        told = self.request.GET.get("row", "")
        return (
            int(told) if told.isascii() and told.isdigit() and len(told) < 10 and self.request.GET.get("cursor") else 1
        )

    def _page_url(self, cursor: str | None, row: int) -> str | None:
        if cursor is None:
            return None
        query = self._query_without("cursor", "row", "panel")
        query["cursor"], query["row"] = cursor, str(row)
        return self._url(query)

    def _do(self, what: str) -> str:
        query = self._query_without("cursor", "row", "export", "panel")
        query["do"] = what
        return self._url(query)

    def _query_without(self, *names: str) -> QueryDict:
        query = self.request.GET.copy()
        for name in names:
            query.pop(name, None)
        return query

    def _url_less(self, part: Part, value: str) -> str:
        """Return the address of the list without one value of one parameter."""
        query = self._query_without("cursor", "row", "panel")
        query.setlist(part.name, [each for each in query.getlist(part.name) if part.many and each not in {value, ""}])
        return self._url(query)

    def _url(self, query: QueryDict) -> str:
        return f"{self.url}?{query.urlencode()}" if query else self.url
