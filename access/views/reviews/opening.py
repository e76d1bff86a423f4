"""Opening an access review; while one types, the page says how much it would look at."""

from collections.abc import Sequence
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from access.actions.access_reviews.opening import Asked, count_rights, start_opening
from access.pages import FormPage
from access.review_forms import NewReviewForm, next_month
from access.views.reviews.base import RUN, VIEW, crumbs
from common.presentation import Link
from common.templatetags.kit import number


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
        """Return how many rights are in the scope so far."""
        return {"rights": _in_words(count_rights(form.scope))}

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


def _in_words(count: int) -> str:
    return ngettext("%(n)s right", "%(n)s rights", count) % {"n": number(count)}
