"""The tabs of the page of a use case: which a reader has, and what waits in them."""

from django.utils.translation import gettext_lazy as _

from access.models import Person
from common.presentation import Link
from registers.choices import Origin
from registers.models import Comment, UseCase
from registers.presenting.use_case_page import is_concerned

# What each tab is called, and what draws it.
TABS = {
    "overview": (_("Overview"), "registers/use_case_overview.html"),
    "data": (_("Data and boundaries"), "registers/use_case_data.html"),
    "scope": (_("Access scope"), "registers/use_case_scope.html"),
    "documents": (_("Documents"), "registers/use_case_documents.html"),
    "comments": (_("Comments"), "registers/use_case_comments.html"),
    "people": (_("People"), "registers/use_case_people.html"),
    "versions": (_("Versions"), "registers/use_case_versions.html"),
    "timeline": (_("Timeline"), "registers/use_case_timeline.html"),
    "import": (_("From the import"), "registers/use_case_import.html"),
}
# What is about drafts too, which others do not see.
FOR_CONCERNED = frozenset({"comments", "timeline", "versions", "people", "import"})


def tabs_shown(reader: Person, use_case: UseCase) -> list[str]:
    """Return the tabs there are something in, for this reader."""
    hidden = set() if is_concerned(reader, use_case) else set(FOR_CONCERNED)
    if use_case.origin != Origin.IMPORTED:
        hidden.add("import")
    return [name for name in TABS if name not in hidden]


def tabs_of(reader: Person, use_case: UseCase, chosen: str) -> list[Link]:
    """Return the tabs as links, with how much is open in them."""
    return [_tab(name, use_case, chosen) for name in tabs_shown(reader, use_case)]


def _tab(name: str, use_case: UseCase, chosen: str) -> Link:
    address = use_case.get_absolute_url() + ("" if name == "overview" else f"?tab={name}")
    waiting = 0
    if name == "people":
        waiting = use_case.join_requests.filter(answered_at=None).count()
    elif name == "comments":
        waiting = Comment.objects.filter(use_case=use_case).open().count()
    return Link(TABS[name][0], address, name == chosen, waiting or None)
