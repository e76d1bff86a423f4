"""The kinds of background job that every list has: exports and bulk actions."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, QueryDict
from django.urls import Resolver404, get_resolver, resolve
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from access.actions.jobs import Progress, job_kind
from access.bulk import run_bulk
from access.models import Person
from access.permits import permit
from common.form_parts import bound_again
from common.refusals import Refusal, Refused
from common.refusals import marked as _m

GONE = Refusal("list_gone", _m("This list no longer exists."))


def _list_page(name: str) -> Any:
    from access.pages import ListPage

    # A worker answers no request: the pages are known once the addresses are read.
    _addresses = get_resolver().url_patterns
    page = ListPage.every.get(name)
    if page is None:
        raise Refused(GONE)
    return page


def _as_read_by(person: Person, page: Any, address: str, query: str) -> Any:
    """Return the list at an address as a person sees it under a query, outside of a request."""
    from access.listing import Listing

    request = HttpRequest()
    request.user, request.GET, request.method = person, QueryDict(query), "GET"
    request.path = request.path_info = address
    view = page()
    view.setup(request, **_named_in(address))
    permit(person, page.permission)
    return Listing(view, request, person)


def _named_in(address: str) -> dict[str, Any]:
    """Return what a list's address names, such as the object that the list lies below."""
    try:
        return dict(resolve(address).kwargs)
    except Resolver404 as error:
        raise Refused(GONE) from error


@job_kind("export")
def export(progress: Progress) -> str:
    """Write a list to a file."""
    from access.exports import file_name, write_export

    asked = progress.settings
    file_format = asked["format"]
    listing = _as_read_by(progress.person, _list_page(asked["list"]), asked["address"], asked["query"])
    total = listing.rows.order_by().count()
    progress.step(0, total)
    path = progress.folder / "export"
    count = write_export(listing, file_format, path, after=lambda done: progress.step(done, total))
    progress.keep(path, file_name(listing, file_format))
    return ngettext("%(n)d row written.", "%(n)d rows written.", count) % {"n": count}


@job_kind("bulk")
def bulk(progress: Progress) -> str:
    """Do a bulk action to the rows that were selected."""
    page = _list_page(progress.settings["list"])
    action = next(each for each in page.bulk_actions if each.name == progress.settings["action"])
    form = action.form_class(bound_again(progress.settings["posted"]))
    if not form.is_valid():
        raise Refused(Refusal("form_outdated", _m("What was entered is no longer valid. Start again.")))
    keys = [UUID(key) for key in progress.settings["keys"]]

    def tell(done: int) -> None:
        if done % 25 == 0 or done == len(keys):
            progress.step(done, len(keys))

    outcome = run_bulk(action, keys, form.cleaned_data, by=progress.person, after_each=tell)
    refused = [f"{count}x {why}" for why, count in outcome.refused.items()]
    return _("%(done)d done. %(refused)s") % {"done": outcome.done, "refused": " ".join(refused)}
