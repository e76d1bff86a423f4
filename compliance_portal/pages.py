"""The pages that belong to no app: start, my work, search."""

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.templatetags.static import static
from django.utils.translation import gettext as _

from access.gate import PUBLIC, SIGNED_IN, page, reader_of
from access.models import Person
from access.permits import may
from access.searching import Group, find
from access.trail_visibility import entries_visible_to
from access.views.trail_entries import entries_per_day
from access.work import groups_for
from common.clock import today
from compliance_portal.lately import latest_for
from compliance_portal.navigation import pages_for
from compliance_portal.posture import tiles_for
from compliance_portal.register_chart import register_chart
from registers.choices import UseCaseState
from registers.models import UseCase
from registers.presenting.use_cases import state_badge

# As many of one's own use cases as fit beside one's work.
OWN = 8


@page(PUBLIC)
def favicon(_request: HttpRequest) -> HttpResponse:
    """Lead browsers that ask for it by its old name to the mark."""
    return redirect(static("img/favicon.svg"), permanent=False)


@page(SIGNED_IN)
def home(request: HttpRequest) -> HttpResponse:
    """Show what needs the reader, the figures they may see, and what happened lately."""
    reader = reader_of(request)
    context = {
        "title": _("Hello, %(name)s") % {"name": reader.name.split()[0]},
        "groups": groups_for(reader),
        "roles": reader.assignments_today,
        "tiles": tiles_for(reader),
        "own": [(each, state_badge(each, today())) for each in _own_use_cases(reader)],
    }
    context.update(register_chart(reader, today()))
    if may(reader, "trail.view_entries"):
        context["latest"] = latest_for(reader)
        context["chart_rows"] = entries_per_day(entries_visible_to(reader))
        context["chart_headers"] = [_("Day"), _("Entries")]
    return render(request, "home/home.html", context)


def _own_use_cases(reader: Person) -> QuerySet[UseCase]:
    standing = UseCase.objects.of(reader).exclude(state=UseCaseState.RETIRED)
    return standing.order_by("-changed_at", "-pk")[:OWN]


@page(SIGNED_IN)
def my_work(request: HttpRequest) -> HttpResponse:
    """Show everything that waits for the reader."""
    return render(request, "home/my_work.html", {"title": _("My work"), "groups": groups_for(reader_of(request))})


@page(SIGNED_IN)
def search(request: HttpRequest) -> HttpResponse:
    """Find pages and objects; the palette asks here too."""
    reader = reader_of(request)
    text = request.GET.get("q", "").replace("\x00", "").strip()[:200]
    groups = [
        Group(_("Pages") if group.label == "pages" else group.label, group.items)
        for group in find(reader, text, pages_for(reader))
    ]
    context = {"title": _("Search"), "groups": groups, "query": text}
    template = "components/palette_results.html" if getattr(request, "htmx", None) else "home/search.html"
    return render(request, template, context)
