"""The four page classes that every app's pages are made of: detail, form, action, list.

Each names the permission it asks for. Whoever may not see the thing gets 404; whoever may see it but not do it, 403.
What they share stands in `access/page_base.py`, forms and actions in `access/form_pages.py`.
"""

from collections.abc import Sequence
from typing import Any, ClassVar

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse

from access.bulk import BulkAction
from access.exports import answer_export
from access.form_pages import ActionPage, FormPage, Submit
from access.listing import Listing
from access.page_base import Page
from access.permits import may
from access.timeline import timeline_of
from common.keyset import InvalidCursor

__all__ = ["ActionPage", "DetailPage", "FormPage", "ListPage", "Page", "Submit"]


class DetailPage(Page):
    """One object: summary, tabs, timeline. `model` rows come from `visible_to`; what is not visible is 404.

    The timeline is for those who may read the trail; with `timeline_for_concerned` whoever may see the object reads it,
    without address, request id and way in.
    """

    timeline_for_concerned: ClassVar[bool] = False
    template_name = "layouts/detail.html"

    def get_title(self) -> Any:
        """Return the object's name."""
        return str(self.object)

    def facts(self) -> Sequence[tuple[Any, Any]]:
        """Return the summary card as (label, value) pairs."""
        return ()

    def context(self) -> dict[str, Any]:
        """Return what the template needs beyond the shared parts."""
        return {}

    def get(self, request: HttpRequest, **_kwargs: Any) -> HttpResponse:
        """Show the object."""
        timeline = timeline_of(self.object, request, for_concerned=self.timeline_for_concerned)
        context = {"object": self.object, "facts": self.facts(), "timeline": timeline, **self.context()}
        if not may(self.reader, "trail.view_entries"):
            context["timeline_url"] = ""
        return self.respond(context)


class ListPage(Page):
    """A list of rows that the reader may see; subclasses say which rows, columns, filters and orders there are.

    `sorts` maps a column to the fields it orders by; `rows` returns a query set limited to the reader. `keeps` names
    what else of the address says which list this is, and so stays when filters are cleared.
    """

    template_name = "layouts/list.html"
    name: ClassVar[str]
    filterset_class: ClassVar[type[Any]]
    table_class: ClassVar[type[Any]]
    sorts: ClassVar[dict[str, tuple[str, ...]]]
    default_sort: ClassVar[str]
    default_columns: ClassVar[tuple[str, ...]] = ()
    locked_columns: ClassVar[tuple[str, ...]] = ()
    bulk_actions: ClassVar[tuple[BulkAction, ...]] = ()
    export_permission: ClassVar[str] = ""
    exports_all_columns: ClassVar[bool] = False
    opens_panel: ClassVar[str] = ""
    keeps: ClassVar[tuple[str, ...]] = ()
    # Lists of wide rows stop counting earlier: each counted row is read.
    most_counted: ClassVar[int] = 10_000
    empty_title: Any = ""
    empty_text: Any = ""

    every: ClassVar[dict[str, type["ListPage"]]] = {}

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        name = getattr(cls, "name", "")
        if name and ListPage.every.setdefault(name, cls) is not cls:
            raise TypeError(f"Two lists are called {name}: {ListPage.every[name].__name__} and {cls.__name__}.")

    def rows(self) -> QuerySet[Any]:
        """Return the rows the reader may see."""
        raise NotImplementedError

    def why_not_in_bulk(self) -> str:
        """Say why nothing can be done with rows any more; then nothing is offered."""
        return ""

    def primary_action(self) -> Any:
        """Return the page's one primary action, or None."""
        return None

    def file_stem(self) -> str:
        """Return how a file with its rows is called, before the moment it was written."""
        return self.name

    def context(self, listing: Listing) -> dict[str, Any]:  # noqa: ARG002 - for subclasses
        """Return what the template needs beyond the listing."""
        return {}

    def get(self, request: HttpRequest, **_kwargs: Any) -> HttpResponse:
        """Show the list, or answer with it as a file."""
        listing = Listing(self, request, self.reader)
        if request.GET.get("export"):
            return answer_export(listing)
        try:
            return self.show(listing)
        except InvalidCursor as error:
            messages.warning(request, str(error))
            return self.go_to(f"{listing.url}?{listing.query}" if listing.query else listing.url)

    def show(self, listing: Listing) -> HttpResponse:
        """Show one page of the list."""
        shared = {"listing": listing, "primary_action": self.primary_action()}
        return self.respond({**shared, **self.context(listing)}, status=200 if listing.is_understood else 422)

    def post(self, request: HttpRequest, **_kwargs: Any) -> HttpResponse:
        """Keep columns or a view, or do a bulk action, as the address's `do` says."""
        from access.list_posts import answer_post  # bulk actions are form pages themselves

        return answer_post(Listing(self, request, self.reader))
