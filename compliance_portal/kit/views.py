"""Views of the kit. They need no sign-in and change nothing."""

from typing import Any

import django_tables2 as tables
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import require_safe

from common.presentation import Action, Link
from compliance_portal.kit import forms, jobs, samples
from compliance_portal.kit.listing import listing_of
from compliance_portal.kit.samples import Thing

ERRORS = {400, 403, 404, 409, 500}


def frame(request: HttpRequest, template: str, context: dict[str, Any], status: int = 200) -> HttpResponse:
    """Answer with a page in a frame of its own, which needs nobody signed in."""
    shell = Thing(my_work_count=3, inbox_count=12, organisation="Meridian Health Group", search_url="/kit/search/")
    theme = request.GET.get("theme", "auto")
    shared = {"navigation": _navigation(request.path), "shell": shell, "reader_theme": theme, "reader": samples.ADA}
    response = render(request, template, {**shared, **context}, status=status)
    patch_vary_headers(response, ["HX-Request", "HX-Target"])
    return response


def _navigation(path: str) -> list[dict[str, Any]]:
    def item(label: str, url: str, icon: str, count: int = 0) -> Thing:
        return Thing(label=label, url=url, icon=icon, count=count, active=path == url)

    return [
        {
            "label": "",
            "items": [item("Components", "/kit/", "palette"), item("My work", "/kit/inbox/", "checklist", 3)],
        },
        {
            "label": "Registers",
            "items": [
                item("Use cases", "/kit/list/", "route", 42),
                item("A use case", "/kit/detail/", "file-text"),
                item("Data categories", "/kit/list/empty/", "tag"),
                item("Boundary rules", "/kit/form/", "shield-check"),
            ],
        },
        {
            "label": "Keys and gateway",
            "items": [
                item("Keys", "/kit/action/", "key"),
                item("Many keys", "/kit/bulk/", "checklist"),
                item("A new key", "/kit/secret/", "fingerprint"),
                item("Calls", "/kit/job/running/", "activity"),
                item("Findings", "/kit/search/", "radar", 7),
            ],
        },
        {
            "label": "Errors",
            "items": [item(str(code), f"/kit/error/{code}/", "alert-circle") for code in sorted(ERRORS)],
        },
    ]


@require_safe
def components(request: HttpRequest) -> HttpResponse:
    """Show every component in every state."""
    if "quiet" not in request.GET:
        messages.success(request, "The use case is approved; its owner has been told.")
        messages.error(request, "The provider did not answer; the last good copy is shown.")
    context = {
        "title": "Page kit",
        "badge": samples.APPROVED,
        "meta": "Every component in every state. Templates include these; nothing on a page is styled by hand.",
        "breadcrumbs": [Link("Start", "/kit/"), Link("Design", "/kit/")],
        "primary_action": Action("Request a use case", "/kit/form/", icon="plus", panel="panel"),
        "actions": samples.actions(),
        "tones": samples.STATES,
        "people": [samples.ADA, samples.TOMAS, samples.PRIYA, samples.GRETA, samples.MALIK],
        "facts": samples.facts(),
        "timeline": samples.timeline(),
        "tabs": samples.tabs(),
        "jobs": [jobs.job(state) for state in jobs.JOBS],
        "notifications": samples.notifications(),
        "chart_headers": ["Day", "Allowed", "Masked", "Refused"],
        "chart_rows": samples.chart_rows(),
        "spark": [4, 6, 5, 9, 8, 12, 11, 15, 14, 18],
        "form": forms.RequestForm(),
        "wrong_form": forms.wrong_request(),
        "empty_action": Action("Request a use case", "/kit/form/"),
        "page_of_list": _page(),
        "code": samples.SNIPPET,
        "consequences": [
            "The gateway refuses its calls within 2 seconds.",
            "Its 2 credentials stay, unusable, until it is resumed.",
        ],
    }
    return frame(request, "kit/components.html", context)


def _page() -> Thing:
    return Thing(
        rows_from=51, rows_to=100, count=10_000, count_is_capped=True, previous_url="?before=1", next_url="?after=2"
    )


class UseCaseTable(tables.Table):
    """The kit's list."""

    name = tables.TemplateColumn('<a class="row-link" href="/kit/detail/">{{ value }}</a>', verbose_name="Name")
    state = tables.TemplateColumn("{% badge value record.tone %}", verbose_name="State")
    owner = tables.TemplateColumn("{% person value %}", verbose_name="Owner")
    risk = tables.Column(verbose_name="Risk tier")
    calls = tables.TemplateColumn(
        "{{ value|number }}", verbose_name="Calls (30 days)", attrs={"cell": {"class": "number"}}
    )
    changed = tables.TemplateColumn("{% when value %}", verbose_name="Changed")


@require_safe
def use_cases(request: HttpRequest) -> HttpResponse:
    """Show a list with everything a list can have."""
    rows = [Thing(**row) for row in samples.use_cases() * 3]
    listing = listing_of(
        request, UseCaseTable(rows, orderable=False), forms.FilterForm(request.GET or {"state": "approved"})
    )
    action = Action("Request a use case", "/kit/form/", icon="plus")
    meta = "Every purpose the API is used for, or is asked to be used for."
    return frame(
        request, "layouts/list.html", {"title": "Use cases", "meta": meta, "listing": listing, "primary_action": action}
    )


@require_safe
def empty_list(request: HttpRequest) -> HttpResponse:
    """Show a list before anything is in it."""
    listing = listing_of(request, UseCaseTable([], orderable=False), forms.FilterForm(), empty=True)
    return frame(request, "layouts/list.html", {"title": "Data categories", "listing": listing})


@require_safe
def use_case(request: HttpRequest) -> HttpResponse:
    """Show one object."""
    context = {
        "title": "Triage of customer support e-mail",
        "badge": samples.APPROVED,
        "meta": "Sorts incoming mail by topic and urgency, and drafts a first answer that a person sends.",
        "breadcrumbs": [Link("Registers", "/kit/"), Link("Use cases", "/kit/list/")],
        "primary_action": Action("Issue a credential", "/kit/form/", icon="key"),
        "actions": samples.actions(),
        "facts": samples.facts(),
        "tabs": samples.tabs(),
        "timeline": samples.timeline(),
        "chart_headers": ["Day", "Allowed", "Masked", "Refused"],
        "chart_rows": samples.chart_rows(),
    }
    return frame(request, "kit/detail.html", context)


@require_safe
def inbox(request: HttpRequest) -> HttpResponse:
    """Show notifications."""
    return frame(request, "kit/inbox.html", {"title": "Inbox", "notifications": samples.notifications() * 3})


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """Show what the palette finds."""
    query = request.GET.get("q", "")
    found = [
        {
            "label": "Pages",
            "items": [
                Thing(label="Use cases", url="/kit/list/", icon="route", hint="Registers"),
                Thing(label="Findings", url="/kit/list/", icon="radar", hint="Monitoring"),
            ],
        },
        {
            "label": "Use cases",
            "items": [
                Thing(label=row[0], url="/kit/detail/", icon="file-text", hint=row[2]) for row in samples.USE_CASES[:4]
            ],
        },
    ]
    return frame(
        request, "kit/search.html", {"title": "Search", "query": query, "groups": [] if query == "nothing" else found}
    )


@require_safe
def sign_in(request: HttpRequest) -> HttpResponse:
    """Show the plain layout with a form."""
    return frame(request, "kit/sign_in.html", {"title": "Sign in", "form": forms.SignInForm()})


def job(request: HttpRequest, state: str) -> HttpResponse:
    """Show a job in a state; while it is under way htmx asks again for the card alone."""
    if state not in jobs.JOBS:
        raise Http404
    return frame(request, "kit/job.html", {"title": "Import", "job": jobs.job(state)})


@require_safe
def error(request: HttpRequest, status: int) -> HttpResponse:
    """Show an error page."""
    known = status if status in ERRORS else 404
    return frame(request, f"{known}.html", {"request_id": "6f1c2e9a7b3d4f58"}, status=known)
