"""What a list answers to: keep columns, save or delete a view, do a bulk action."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from access.actions import lists
from access.bulk import MOST_AT_ONCE, BulkAction, mark_of, run_bulk
from access.forms import SavedViewForm
from access.listing import Listing
from access.pages import FormPage
from access.permits import permit
from common.identifiers import as_id
from common.refusals import refuse_if

# How many rows a confirmation names.
NAMED = 12


def answer_post(listing: Listing) -> HttpResponse:
    """Do what the address's `do` says."""
    doing = {
        "columns": _keep_columns,
        "save-view": _save_view,
        "delete-view": _delete_view,
        "bulk": _bulk,
    }.get(listing.request.GET.get("do", ""))
    return doing(listing) if doing else HttpResponseBadRequest(_("Unknown action."))


def _keep_columns(listing: Listing) -> HttpResponse:
    known = [column.name for column in listing.columns]
    chosen = [name for name in listing.request.POST.getlist("columns") if name in known]
    lists.keep_columns(listing.reader, listing.name, [] if "reset" in listing.request.POST else chosen)
    return _back(listing)


def _save_view(listing: Listing) -> HttpResponse:
    form = SavedViewForm(listing.request.POST)
    if not form.is_valid():
        given = listing.request.POST.get("name", "").strip()
        messages.error(listing.request, str(form.errors["name"][0]) if given else _("Give the view a name."))
        return _back(listing)
    saved = lists.save_view(
        list_name=listing.name,
        name=form.cleaned_data["name"],
        query=listing.query,
        columns=listing.chosen,
        shared=form.cleaned_data["shared"],
        by=listing.reader,
    )
    messages.success(listing.request, _("The view “%(name)s” is saved.") % {"name": saved.name})
    return listing.list_page.go_to(listing.view_url(saved))


def _delete_view(listing: Listing) -> HttpResponse:
    asked = as_id(listing.request.GET.get("view", ""))
    deleted = lists.delete_view(asked, by=listing.reader) if asked else None
    if deleted is not None:
        messages.success(listing.request, _("The view “%(name)s” is deleted.") % {"name": deleted.name})
    return listing.list_page.go_to(listing.url)


def _bulk(listing: Listing) -> HttpResponse:
    name = listing.request.POST.get("action", "")
    action = next((each for each in listing.list_page.bulk_actions if each.name == name), None)
    if action is None:
        return HttpResponseBadRequest(_("Unknown action."))
    permit(listing.reader, action.permission, listing.list_page.asked_object())
    if why_not := listing.list_page.why_not_in_bulk():
        # The page was shown while it still could be.
        messages.warning(listing.request, why_not)
        return _back(listing)
    keys = _selected(listing)
    if not keys:
        messages.warning(listing.request, _("Select rows first, then choose what to do with them."))
        return _back(listing)
    return BulkPage.answer(listing.request, listing, action, keys)


def _selected(listing: Listing) -> list[UUID]:
    """Return the keys of the ticked rows, or of every row that matches; only rows the reader may see count."""
    if listing.request.POST.get("all_matching"):
        return list(listing.rows.order_by("pk").values_list("pk", flat=True)[: lists.MOST_IN_BULK + 1])
    ticked = {as_id(each) for each in listing.request.POST.getlist("selected")} - {None}
    return list(listing.list_page.rows().filter(pk__in=ticked).order_by("pk").values_list("pk", flat=True))


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
        if "confirmed" not in request.POST:
            return view.show(view.make_form(), view.confirmation())
        if request.POST.get("expected") != mark_of(keys):
            messages.warning(request, _("Other rows match by now. Look at them again before you confirm."))
            return view.show(view.make_form(), view.confirmation(), status=422)
        return view.post(request)

    def context(self) -> dict[str, Any]:
        """Return the count, and the selection to be sent along."""
        left_out = self.action.leaves_out(self.keys, self.reader)
        possible = len(self.keys) - sum(left_out.values())
        doable = number_format(possible, force_grouping=True)
        return {
            "nothing_to_do": not possible,
            "consequences": [*_left_out_in_words(left_out, doable, len(self.keys)), *self.action.consequences],
            "count": len(self.keys),
            "expected": mark_of(self.keys),
            "names": [
                str(row) for row in self.listing.list_page.rows().filter(pk__in=self.keys[:NAMED]).order_by("pk")
            ],
            "unnamed": max(0, len(self.keys) - NAMED),
            "submit_label": f"{self.action.label} ({doable})",
            "action_name": self.action.name,
            "keys": [] if self.request.POST.get("all_matching") else self.keys,
            "all_matching": bool(self.request.POST.get("all_matching")),
        }

    def cancel_url(self) -> str:
        """Return the list as it was."""
        return f"{self.listing.url}?{self.listing.query}" if self.listing.query else self.listing.url

    def save(self, form: forms.Form) -> Any:
        """Do it row by row now, or in the background when there are many."""
        refuse_if(self.action.refuses(self.keys, self.reader, **form.cleaned_data))
        if len(self.keys) > MOST_AT_ONCE:
            return lists.start_bulk_job(self.listing.list_page, self.action.name, self.keys, form, by=self.reader)
        outcome = run_bulk(self.action, self.keys, form.cleaned_data, by=self.reader)
        if outcome.done:
            done = ngettext("“%(label)s” is done for %(n)d row.", "“%(label)s” is done for %(n)d rows.", outcome.done)
            messages.success(self.request, done % {"label": self.action.label, "n": outcome.done})
        if outcome.unchanged:
            same = ngettext("%(n)s row was so already.", "%(n)s rows were so already.", outcome.unchanged)
            messages.info(self.request, same % {"n": outcome.unchanged})
        for sentence, count in outcome.refused.items():
            left = ngettext("%(n)d row was left as it is: %(why)s", "%(n)d rows were left as they are: %(why)s", count)
            messages.warning(self.request, left % {"n": count, "why": sentence})
        return None

    def success_url(self, result: Any) -> str:
        """Return the job's page when it runs in the background, otherwise the list as it was."""
        return str(result.get_absolute_url()) if result is not None else self.cancel_url()


def _left_out_in_words(left_out: Mapping[str, int], doable: str, total: int) -> list[str]:
    """Say of how many rows of a selection an action is refused, and why."""
    if not left_out:
        return []
    said = ngettext("It can be done for %(n)s of %(total)s row.", "It can be done for %(n)s of %(total)s rows.", total)
    lines = [said % {"n": doable, "total": number_format(total, force_grouping=True)}]
    for why, count in left_out.items():
        stays = ngettext("%(n)s row stays as it is: %(why)s", "%(n)s rows stay as they are: %(why)s", count)
        lines.append(stays % {"n": number_format(count, force_grouping=True), "why": why})
    return lines


def _back(listing: Listing) -> HttpResponse:
    return listing.list_page.go_to(f"{listing.url}?{listing.query}" if listing.query else listing.url)
