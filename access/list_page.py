"""The list page: search, filters, order, columns, views, bulk actions, export and keyset pages, done once."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar
from uuid import UUID

from django import forms
from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest, QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from access.actions import lists
from access.bulk import MOST_AT_ONCE, run_bulk
from access.exports import answer_export
from access.forms import ReasonForm, SavedViewForm
from access.listing import Listing
from access.models import Person, SavedView
from access.pages import FormPage, Page
from access.permits import permit
from common.keyset import InvalidCursor


@dataclass(frozen=True, slots=True)
class BulkAction:
    """Something to do with many rows: `run(key, by=…, **fields of the form)` for each, in a transaction of its own."""

    name: str
    label: Any
    permission: str
    run: Callable[..., Any]
    consequences: Sequence[Any] = ()
    form_class: type[forms.Form] = ReasonForm
    danger: bool = False


class ListPage(Page):
    """A list of rows that the reader may see; subclasses say which rows, columns, filters and orders there are.

    `sorts` maps a column to the fields it orders by; `rows` returns a query set limited to the reader.
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
    opens_panel: ClassVar[str] = ""
    empty_title: Any = ""
    empty_text: Any = ""

    every: ClassVar[dict[str, type["ListPage"]]] = {}

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        ListPage.every[cls.name] = cls

    @classmethod
    def as_read_by(cls, person: Person, query: str, path: str = "") -> Listing:
        """Return the list as a person sees it under a query, outside of a request (jobs)."""
        request = HttpRequest()
        request.user, request.GET, request.path, request.method = person, QueryDict(query), path, "GET"
        view = cls()
        view.setup(request)
        permit(person, cls.permission)
        return Listing(view, request, person)

    def rows(self) -> QuerySet[Any]:
        """Return the rows the reader may see."""
        raise NotImplementedError

    def primary_action(self) -> Any:
        """Return the page's one primary action, or None."""
        return None

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
        listing = Listing(self, request, self.reader)
        doing = {
            "columns": self._keep_columns,
            "save-view": self._save_view,
            "delete-view": self._delete_view,
            "bulk": self._bulk,
        }.get(request.GET.get("do", ""))
        return doing(listing) if doing else HttpResponseBadRequest(_("Unknown action."))

    def _keep_columns(self, listing: Listing) -> HttpResponse:
        known = [column.name for column in listing.columns]
        chosen = [name for name in self.request.POST.getlist("columns") if name in known]
        lists.keep_columns(self.reader, self.name, [] if "reset" in self.request.POST else chosen)
        return self.go_to(f"{listing.url}?{listing.query}" if listing.query else listing.url)

    def _save_view(self, listing: Listing) -> HttpResponse:
        form = SavedViewForm(self.request.POST)
        if not form.is_valid():
            messages.error(self.request, _("Give the view a name."))
            return self.go_to(f"{listing.url}?{listing.query}" if listing.query else listing.url)
        saved = lists.save_view(
            list_name=self.name,
            name=form.cleaned_data["name"],
            query=listing.query,
            columns=listing.chosen,
            shared=form.cleaned_data["shared"],
            by=self.reader,
        )
        messages.success(self.request, _("The view “%(name)s” is saved.") % {"name": saved.name})
        return self.go_to(listing.view_url(saved))

    def _delete_view(self, listing: Listing) -> HttpResponse:
        asked = _uuid(self.request.GET.get("view"))
        for each in SavedView.objects.filter(owner=self.reader, list_name=self.name, pk__in=[asked] if asked else []):
            lists.delete_view(each, by=self.reader)
            messages.success(self.request, _("The view “%(name)s” is deleted.") % {"name": each.name})
        return self.go_to(listing.url)

    def _bulk(self, listing: Listing) -> HttpResponse:
        name = self.request.POST.get("action", "")
        action = next((each for each in self.bulk_actions if each.name == name), None)
        if action is None:
            return HttpResponseBadRequest(_("Unknown action."))
        permit(self.reader, action.permission)
        keys = self._selected(listing)
        if not keys:
            messages.warning(self.request, _("Select rows first, then choose what to do with them."))
            return self.go_to(f"{listing.url}?{listing.query}" if listing.query else listing.url)
        return BulkPage.answer(self.request, listing, action, keys)

    def _selected(self, listing: Listing) -> list[UUID]:
        """Return the keys of the ticked rows, or of every row that matches; only rows the reader may see count."""
        if self.request.POST.get("all_matching"):
            return list(listing.rows.order_by("pk").values_list("pk", flat=True)[: lists.MOST_IN_BULK + 1])
        ticked = {_uuid(each) for each in self.request.POST.getlist("selected")} - {None}
        return list(self.rows().filter(pk__in=ticked).order_by("pk").values_list("pk", flat=True))


class BulkPage(FormPage):
    """The confirmation of a bulk action: how many rows, what will happen, a reason, a step-up where it is asked."""

    template_name = "layouts/bulk.html"
    listing: Listing
    action: BulkAction
    keys: list[UUID]

    @classmethod
    def answer(cls, request: HttpRequest, listing: Listing, action: BulkAction, keys: list[UUID]) -> HttpResponse:
        """Ask for confirmation, or do it when the form comes back confirmed."""
        view = cls()
        view.setup(request)
        view.listing, view.action, view.keys = listing, action, keys
        view.permission = action.permission
        view.title, view.submit_label, view.danger = action.label, action.label, action.danger
        view.form_class = action.form_class
        if len(keys) > lists.MOST_IN_BULK:
            messages.error(
                request, _("At most %(most)d rows at once. Narrow the list first.") % {"most": lists.MOST_IN_BULK}
            )
            return view.go_to(view.cancel_url())
        if request.POST.get("expected") != str(len(keys)) or "confirmed" not in request.POST:
            return view.show(view.make_form(), view.confirmation_form())
        return view.post(request)

    def context(self) -> dict[str, Any]:
        """Return the count, and the selection to be sent along."""
        return {
            "consequences": self.action.consequences,
            "count": len(self.keys),
            "action_name": self.action.name,
            "keys": [] if self.request.POST.get("all_matching") else self.keys,
            "all_matching": bool(self.request.POST.get("all_matching")),
        }

    def cancel_url(self) -> str:
        """Return the list as it was."""
        return f"{self.listing.url}?{self.listing.query}" if self.listing.query else self.listing.url

    def save(self, form: forms.Form) -> Any:
        """Do it row by row now, or in the background when there are many."""
        if len(self.keys) > MOST_AT_ONCE:
            return lists.start_bulk_job(
                self.listing.list_page, self.action.name, self.keys, form.cleaned_data, by=self.reader
            )
        outcome = run_bulk(self.action, self.keys, form.cleaned_data, by=self.reader)
        if outcome.done:
            done = ngettext("%(label)s: %(n)d row.", "%(label)s: %(n)d rows.", outcome.done)
            messages.success(self.request, done % {"label": self.action.label, "n": outcome.done})
        for sentence, count in outcome.refused.items():
            left = ngettext("%(n)d row was left as it is: %(why)s", "%(n)d rows were left as they are: %(why)s", count)
            messages.warning(self.request, left % {"n": count, "why": sentence})
        return None

    def success_url(self, result: Any) -> str:
        """Return the job's page when it runs in the background, otherwise the list as it was."""
        return str(result.get_absolute_url()) if result is not None else self.cancel_url()


def _uuid(text: str | None) -> UUID | None:
    try:
        return UUID(text or "")
    except ValueError:
        return None
