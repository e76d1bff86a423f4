"""One's own profile."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext

from access.gate import SIGNED_IN
from access.identity import signs_in_by
from access.models import Person, RoleAssignment
from access.timeline import timeline_of_own
from access.views.account.base import AccountPage
from access.vocabulary import known
from common.cells import badge_cell
from common.clock import today
from common.presentation import Badge, Tone
from common.templatetags.kit import when


class ProfilePage(AccountPage):
    """Who one is here, what one may do and why, and what happened to it."""

    permission = SIGNED_IN
    template_name = "access/account/profile.html"

    def get_title(self) -> str:
        """Return the reader's name."""
        return str(self.reader)

    def get(self, _request: HttpRequest) -> HttpResponse:
        """Show the profile."""
        person = self.reader
        standing = person.assignments.standing().select_related("role", "given_by", "department")
        context = {
            "facts": facts_of(person),
            "assignments": [explained(assignment) for assignment in standing],
            "timeline": timeline_of_own(person),
            "meta": _("Your own account: what you may do here, and who decided it."),
        }
        return self.respond(context)


def facts_of(person: Person) -> list[tuple[str, Any]]:
    """Return the summary of one's own account as (label, value) pairs."""
    enrolled = hasattr(person, "authenticator")
    factor = (
        badge_cell(pgettext("second factor", "Set up"), Tone.SUCCESS)
        if enrolled
        else badge_cell(pgettext("second factor", "None"), Tone.WARNING)
    )
    return [
        (_t("E-mail"), person.email),
        (_t("Department"), person.department),
        (_t("Sign-in by"), signs_in_by(person)),
        (_t("Second factor"), factor),
        (_t("Last sign-in"), when(person.last_login)),
        (_t("Since"), when(person.created_at)),
    ]


def explained(assignment: RoleAssignment) -> dict[str, Any]:
    """Return a role with where it stands and, in sentences, what it allows."""
    allowed = [known(name) for name in assignment.role.permission_names]
    sentences = sorted(str(each.sentence) for each in allowed if each.by_department or assignment.department is None)
    return {"row": assignment, "badge": standing_of(assignment), "allows": sentences}


def standing_of(assignment: RoleAssignment) -> Badge:
    """Return whether a role counts today, not yet, or no more."""
    day = today()
    if assignment.starts_on and assignment.starts_on > day:
        return Badge(_t("Not yet"), Tone.INFO)
    if assignment.ends_on and assignment.ends_on < day:
        return Badge(_t("Over"), Tone.NEUTRAL)
    if assignment.role.retired_at:
        return Badge(_t("Retired"), Tone.NEUTRAL)
    return Badge(_t("In force"), Tone.SUCCESS)
