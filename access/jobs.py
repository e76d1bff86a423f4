"""The kinds of background job that every list has: exports and bulk actions."""

from collections import Counter
from dataclasses import asdict
from typing import Any
from uuid import UUID

from django.db import transaction
from django.http import Http404, HttpRequest, QueryDict
from django.urls import Resolver404, get_resolver, resolve
from django.utils import timezone
from django.utils.translation import ngettext

from access import group_jobs, review_jobs  # noqa: F401 - the kinds of job that groups and access reviews have
from access.actions.handing_over.finishing import finish_handing_over
from access.actions.handing_over.many import Handed, hand_over_many
from access.actions.jobs import Progress, job_kind, rights_gone
from access.bulk import Outcome, run_bulk
from access.gate import ask_about
from access.handing_over import HAND_OVER
from access.models import Job, Person
from access.permits import PermissionRefused, permit
from common.form_parts import bound_again
from common.refusals import Refusal, Refused
from common.refusals import marked as _m
from common.templatetags.kit import number

GONE = Refusal("list_gone", _m("This list no longer exists."))
# After so many rows a bulk action asks whether it is still wanted, and still permitted to whoever started it.
ROWS_AT_ONCE = 10
# How many of those that stay the closing sentence of a hand-over names.
NAMED = 20


def permit_result(person: Person, job: Job) -> None:
    """Let a person fetch a job's file if they may still see what is in it.

    Raises:
        PermissionRefused, Refused: they may not take rows of that list any more, or there is no such list.
    """
    if job.kind == "export":
        asked = job.settings
        page = _list_page(asked.get("list", ""))
        _view_of(person, page, asked.get("address", ""), asked.get("query", ""))
        permit(person, page.export_permission)


def _list_page(name: str) -> Any:
    from access.pages import ListPage

    # A worker answers no request: the pages are known once the addresses are read.
    _addresses = get_resolver().url_patterns
    page = ListPage.every.get(name)
    if page is None:
        raise Refused(GONE)
    return page


def _view_of(person: Person, page: Any, address: str, query: str = "") -> Any:
    """Return the list at an address, found for a person outside of a request.

    Raises:
        PermissionRefused, Refused: it is not open to them, or there is no such list.
    """
    request = HttpRequest()
    request.user, request.GET, request.method = person, QueryDict(query), "GET"
    request.path = request.path_info = address
    view = page()
    view.setup(request, **_named_in(address))
    try:
        view.prepare()
    except Http404 as error:
        raise Refused(GONE) from error
    _ask_about(view)
    return view


def _ask_about(view: Any) -> None:
    """Let a list's reader through.

    Raises:
        PermissionRefused: it is not open to them.
    """
    asked = view.asked_object()
    try:
        ask_about(view.request, asked, view.permission, view.view_permission, by_department=view.by_department)
    except Http404 as error:
        raise PermissionRefused(view.view_permission or view.permission) from error


def _still_open(progress: Progress, view: Any, *permissions: str, so_far: str = "") -> Person:
    """Return whoever started a job as they are now, while the list is open to them and they may do this to its rows.

    Raises:
        Refused: not any more.
    """
    by = progress.still_permitted(*permissions, about=view.asked_object(), so_far=so_far)
    view.request.user = by
    try:
        _ask_about(view)
    except PermissionRefused as error:
        raise rights_gone(so_far) from error
    return by


def _named_in(address: str) -> dict[str, Any]:
    """Return what a list's address names, such as the object that the list lies below."""
    try:
        return dict(resolve(address).kwargs)
    except Resolver404 as error:
        raise Refused(GONE) from error


@job_kind("export")
def export(progress: Progress) -> str:
    """Write a list to a file; its days are those of whoever asked."""
    with timezone.override(progress.settings.get("zone") or timezone.get_default_timezone()):
        return _export(progress)


def _export(progress: Progress) -> str:
    from access.exports import file_name, write_export
    from access.listing import Listing

    asked = progress.settings
    file_format = asked["format"]
    page = _list_page(asked["list"])
    view = _view_of(progress.person, page, asked["address"], asked["query"])
    permit(progress.person, page.export_permission)
    listing = Listing(view, view.request, progress.person)
    total = listing.rows.order_by().count()
    progress.step(0, total)
    path = progress.folder / "export"

    def ask(done: int) -> None:
        # Rows may have been added since they were counted.
        progress.step(min(done, total), total)
        progress.still_permitted(page.export_permission)
        _still_open(progress, view)

    count = write_export(listing, file_format, path, after=ask)
    progress.keep(path, file_name(listing, file_format))
    return ngettext("%(n)s row written.", "%(n)s rows written.", count) % {"n": number(count)}


@job_kind("bulk")
def bulk(progress: Progress) -> str:
    """Do a bulk action to the rows that were selected."""
    page = _list_page(progress.settings["list"])
    view = _view_of(progress.person, page, progress.settings["address"])
    action = next(each for each in page.bulk_actions if each.name == progress.settings["action"])
    form = action.form_class(bound_again(progress.settings["posted"]))
    if not form.is_valid():
        raise Refused(Refusal("form_outdated", _m("What was entered is no longer valid. Start again.")))
    keys = [UUID(key) for key in progress.settings["keys"]]
    outcome = _outcome_of(progress.job.reached)
    progress.step(outcome.handled, len(keys))
    while rest := keys[outcome.handled :]:
        by = _still_open(progress, view, action.permission, so_far=_in_words(outcome))
        run_bulk(
            action,
            rest[:ROWS_AT_ONCE],
            form.cleaned_data,
            by=by,
            so_far=outcome,
            remember=lambda reached: progress.remember(_kept(reached)),
        )
        progress.step(outcome.handled, len(keys))
    return _in_words(outcome)


@job_kind("hand-over")
def hand_over(progress: Progress) -> str:
    """Hand over what a person owned, thing after thing."""
    asked = progress.settings
    person, to = (Person.objects.get(pk=asked[whose]) for whose in ("person", "to"))
    chosen = [(kind, UUID(key)) for kind, key in asked["chosen"]]
    reached = dict(progress.job.reached)
    is_told = reached.pop("told", False)
    outcome = Handed(**reached)
    progress.step(outcome.handled, len(chosen))
    while rest := chosen[outcome.handled :]:
        by = progress.still_permitted(HAND_OVER, about=person, so_far=handed_in_words(outcome, to))
        hand_over_many(
            person,
            to,
            rest[:ROWS_AT_ONCE],
            by=by,
            reason=asked["reason"],
            so_far=outcome,
            remember=lambda reached: progress.remember(asdict(reached)),
        )
        progress.step(outcome.handled, len(chosen))
    if not is_told:
        with transaction.atomic():
            finish_handing_over(person.pk, to.pk, outcome, by=progress.person, reason=asked["reason"])
            # A worker that dies after this tells nobody twice.
            progress.remember({**asdict(outcome), "told": True})
    return handed_in_words(outcome, to)


def handed_in_words(outcome: Handed, to: Person) -> str:
    """Say how much came to whom, and what stays, with why."""
    done = ngettext("%(n)s came to %(to)s.", "%(n)s came to %(to)s.", outcome.number)
    parts = [done % {"n": number(outcome.number), "to": to.name}]
    parts += [f"{each['title']}: {each['why']}" for each in outcome.refused[:NAMED]]
    more = len(outcome.refused) - NAMED
    if more > 0:
        stay = ngettext("%(n)s more stays as it is.", "%(n)s more stay as they are.", more)
        parts.append(stay % {"n": number(more)})
    return " ".join(parts)


def _kept(outcome: Outcome) -> dict[str, Any]:
    return {"done": outcome.done, "unchanged": outcome.unchanged, "refused": dict(outcome.refused)}


def _outcome_of(reached: dict[str, Any]) -> Outcome:
    """Return what came of the rows that a worker did before it died."""
    return Outcome(reached.get("done", 0), reached.get("unchanged", 0), Counter(reached.get("refused", {})))


def _in_words(outcome: Outcome) -> str:
    parts = [ngettext("%(n)s row was done.", "%(n)s rows were done.", outcome.done) % {"n": number(outcome.done)}]
    if outcome.unchanged:
        same = ngettext("%(n)s row was so already.", "%(n)s rows were so already.", outcome.unchanged)
        parts.append(same % {"n": number(outcome.unchanged)})
    parts += [f"{number(count)}x {why}" for why, count in outcome.refused.items()]
    return " ".join(parts)
