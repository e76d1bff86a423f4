"""Opening an access review; while one types, the page says how much it would look at."""

from collections.abc import Sequence
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from access.actions.access_reviews.opening import Asked, count_rights, start_opening, usual_reviewers
from access.models import Person
from access.pages import FormPage
from access.review_forms import NewReviewForm, next_month
from access.views.reviews.base import RUN, VIEW, crumbs
from common.presentation import Badge, Link, Tone
from common.templatetags.kit import number

# How many of those who answer are named while one types.
NAMED = 5


class NewReviewPage(FormPage):
    """Open an access review; while one types, the page says how much it would look at."""

    permission = RUN
    view_permission = VIEW
    title = _("Open an access review")
    form_class = NewReviewForm
    submit_label = _("Freeze and ask")
    success = _("The review is open; whoever is asked has been told.")
    help = _("What everybody may do is frozen as it is now, with what is remarkable about it. Nothing changes yet.")
    live_template = "access/reviews/new_live.html"

    def initial(self) -> dict[str, Any]:
        """Propose a month."""
        return {"due_on": next_month()}

    def live(self, form: Any) -> dict[str, Any]:
        """Return how many rights are in the scope so far, and who is asked about them."""
        rights = count_rights(form.scope)
        asked = form.cleaned_data.get("reviewers")
        people = [] if asked is None else asked or usual_reviewers()
        return {"hints": [_frozen(rights), *([_answering(people)] if people else [])]}

    def save(self, form: Any) -> Any:
        """Open it, in the background when it is large."""
        entered = form.cleaned_data
        reviewers = tuple(person.pk for person in entered["reviewers"])
        return start_opening(Asked(entered["name"], entered["due_on"], form.scope, reviewers), by=self.reader)

    def breadcrumbs(self) -> Sequence[Link]:
        """Return the way back."""
        return crumbs()

    def cancel_url(self) -> str:
        """Return the list."""
        return reverse("access:reviews")


def _frozen(count: int) -> Badge:
    rights = ngettext("%(n)s right", "%(n)s rights", count) % {"n": number(count)}
    return Badge(_t("This freezes %(rights)s.") % {"rights": rights}, Tone.INFO if count else Tone.WARNING)


def _answering(people: Sequence[Person]) -> Badge:
    named = ", ".join(person.name for person in people[:NAMED])
    more = len(people) - NAMED
    if more > 0:
        named = ngettext("%(names)s and %(n)d more", "%(names)s and %(n)d more", more) % {"names": named, "n": more}
    return Badge(_t("Who answers: %(names)s") % {"names": named}, Tone.INFO)
