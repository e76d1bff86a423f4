"""The sidebar, in the order of the stack read by a person: work first, then each app, then the record."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from access.models import Person
from access.navigation import Place, Section
from access.permits import may, may_somewhere
from access.searching import Hit
from access.work import counts_shown

SECTIONS = (
    Section(
        "",
        (
            Place(_("Start"), "home", "home"),
            Place(_("My work"), "my-work", "checklist"),
            Place(_("Inbox"), "inbox:list", "inbox"),
        ),
    ),
    Section(
        _("Registers"),
        (
            Place(_("Use cases"), "registers:use-cases", "briefcase", "registers.view_use_case", by_department=True),
            Place(
                _("Requests to decide"),
                "registers:reviews",
                "list-check",
                "registers.view_all_use_cases",
                by_department=True,
            ),
            Place(_("Data categories"), "registers:data-categories", "database", "registers.view_register"),
            Place(_("Boundary rules"), "registers:boundary-rules", "table", "registers.view_register"),
            Place(_("Providers"), "registers:providers", "cloud", "registers.view_register"),
            Place(_("Models"), "registers:models", "sparkles", "registers.view_register"),
            Place(_("Documents"), "registers:documents", "file-text", "registers.view_register"),
            Place(
                _("Conditions"),
                "registers:conditions",
                "clipboard-check",
                "registers.view_use_case",
                by_department=True,
            ),
            Place(_("Exceptions"), "registers:exceptions", "shield-exclamation", "registers.view_register"),
            Place(_("Approval routes"), "registers:routes", "route", "registers.view_register"),
            Place(_("Imports"), "registers:imports", "upload", "registers.import_register"),
        ),
    ),
    Section(
        _("People and access"),
        (
            Place(_("People"), "access:people", "users", "access.view_people"),
            Place(_("Departments"), "access:departments", "building", "access.view_people"),
            Place(_("Service identities"), "access:services", "plug", "access.view_services"),
            Place(_("Roles"), "access:roles", "shield", "access.view_roles"),
            Place(_("Access reviews"), "access:reviews", "list-check", "access.view_reviews"),
            Place(_("Groups"), "access:groups", "users-group", "access.view_groups"),
            Place(_("Sign-in"), "access:identity", "login", "access.view_identity"),
            Place(_("Directory (SCIM)"), "access:directory", "refresh", "access.view_identity"),
        ),
    ),
    Section(_("Record"), (Place(_("Trail"), "trail:entries", "history", "trail.view_entries"),)),
    Section(_("For programs"), (Place(_("API"), "api:docs", "api"),)),
)

# Pages without a place in the sidebar that the palette finds all the same.
MORE = (
    Place(_("Profile and preferences"), "access:me", "user-circle"),
    Place(_("What you get by e-mail"), "access:mail", "mail"),
    Place(_("Your sessions"), "access:sessions", "devices"),
    Place(_("Your second factor"), "access:second-factor", "shield-lock"),
    Place(_("Your API tokens"), "access:tokens", "key"),
    Place(_("Your background jobs"), "jobs:list", "loader"),
    Place(_("Ask for a use of the API"), "registers:intake", "message-circle"),
    Place(_("New use case"), "registers:new-use-case", "plus", "registers.request_use_case", by_department=True),
    Place(
        _("The register on another day"),
        "registers:use-cases-as-of",
        "history",
        "registers.view_use_case",
        by_department=True,
    ),
    Place(_("Report on approvals"), "registers:approval-report", "chart-bar", "registers.view_all_use_cases"),
    Place(_("Required documents"), "registers:required-documents", "checklist", "registers.view_register"),
    Place(_("New document"), "registers:new-document", "plus", "registers.edit_documents"),
    Place(_("Ask for an exception"), "registers:new-exception", "plus", "registers.request_exception"),
    Place(_("I am away"), "registers:new-delegation", "calendar-event", "registers.decide_use_case"),
    Place(_("Who decides for whom"), "registers:delegations", "user-check", "registers.view_register"),
    Place(_("May this go there?"), "registers:ask", "route", "registers.view_register"),
    Place(_("Boundary rules as a list"), "registers:boundary-rule-list", "list-check", "registers.view_register"),
    Place(_("Classification levels"), "registers:classification-levels", "sort-descending", "registers.view_register"),
    Place(_("New data category"), "registers:new-data-category", "plus", "registers.edit_categories"),
    Place(_("Projects"), "registers:projects", "folder", "registers.view_register"),
    Place(_("What endpoints keep"), "registers:endpoint-facts", "database", "registers.view_register"),
    Place(_("Regions"), "registers:region-facts", "map-pin", "registers.view_register"),
    Place(_("New provider"), "registers:new-provider", "plus", "registers.edit_providers"),
    Place(_("New model"), "registers:new-model", "plus", "registers.edit_models"),
    Place(_("Leavers"), "access:leavers", "user-off", "access.view_people"),
    Place(_("Invite a person"), "access:invite", "user-plus", "access.invite_person"),
    Place(_("New department"), "access:new-department", "building", "access.edit_person"),
    Place(_("New service identity"), "access:new-service", "plug", "access.edit_services"),
    Place(_("Map a group"), "access:new-group", "users-group", "access.map_groups"),
    Place(_("Groups seen in sign-ins"), "access:seen-groups", "login", "access.view_groups"),
    Place(_("New role"), "access:new-role", "shield-plus", "access.edit_role"),
    Place(_("Open an access review"), "access:new-review", "plus", "access.run_reviews"),
    Place(_("Compare two access reviews"), "access:compare-reviews", "git-compare", "access.view_reviews"),
)


@dataclass(frozen=True, slots=True)
class ShownPlace:
    """A place as the sidebar shows it."""

    label: Any
    url: str
    icon: str
    count: int
    active: bool


@dataclass(frozen=True, slots=True)
class ShownSection:
    """A section as the sidebar shows it."""

    label: Any
    items: list[ShownPlace]


def frame(request: HttpRequest) -> dict[str, Any]:
    """Give every template the frame of its page: theme, navigation, counts and the addresses of the header."""
    person = getattr(request, "user", None)
    if not isinstance(person, Person):
        return {"reader_theme": request.COOKIES.get("portal_theme", "auto")}
    htmx = getattr(request, "htmx", None)
    if htmx and not htmx.boosted:
        return {"reader_theme": person.theme}
    counts = counts_shown(request, person)
    work, unread = sum(counts.values()) - counts.get("unread", 0), counts.get("unread", 0)
    return {
        "reader_theme": person.theme,
        "navigation": _sections(request, person, {"my-work": work, "inbox:list": unread}),
        "shell": {
            "my_work_count": work,
            "inbox_count": unread,
            "my_work_url": reverse("my-work"),
            "inbox_url": reverse("inbox:list"),
            "search_url": reverse("search"),
            "profile_url": reverse("access:me"),
            "sessions_url": reverse("access:sessions"),
            "theme_url": reverse("access:theme"),
            "language_url": reverse("access:language"),
            "sign_out_url": reverse("access:sign-out"),
        },
    }


def pages_for(person: Person) -> list[Hit]:
    """Return every page of the navigation a person may see, for the palette."""
    places = [(section.label, place) for section in SECTIONS for place in section.places]
    places += [("", place) for place in MORE]
    return [
        Hit(place.label, reverse(place.url_name), place.icon, section)
        for section, place in places
        if _is_open(person, place)
    ]


def _sections(request: HttpRequest, person: Person, counts: dict[str, int]) -> list[ShownSection]:
    shown = []
    for section in SECTIONS:
        items = [
            ShownPlace(
                place.label,
                reverse(place.url_name),
                place.icon,
                counts.get(place.url_name, 0),
                _is_here(request.path, reverse(place.url_name)),
            )
            for place in section.places
            if _is_open(person, place)
        ]
        if items:
            shown.append(ShownSection(section.label, items))
    return shown


def _is_open(person: Person, place: Place) -> bool:
    if not place.permission or may(person, place.permission):
        return True
    return place.by_department and may_somewhere(person, place.permission)


def _is_here(path: str, url: str) -> bool:
    return path == url if url == "/" else path.startswith(url)
