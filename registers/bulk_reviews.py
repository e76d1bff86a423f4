"""Approving many requests of low risk at once, from the queue: what the dialog says and what is done to each."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from uuid import UUID

from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from access.bulk import BulkAction
from access.models import Person
from registers.actions.reviews.bulk import approve_together
from registers.forms.review_queue import ApproveTogetherForm
from registers.presenting.reviews import code_of, title_of
from registers.reading.reviewers import DECIDE
from registers.reading.together import refusals_of

# How many of those left out are named for each reason.
NAMED = 12


def left_out(keys: Sequence[UUID], by: Person) -> Counter[str]:
    """Return why how many of the selected requests are left out, each reason with their codes."""
    codes: defaultdict[str, list[str]] = defaultdict(list)
    for review, refusal in refusals_of(keys, by).items():
        if refusal is not None:
            codes[refusal.text].append(code_of(review) or title_of(review))
    return Counter({_with_names(why, names): len(names) for why, names in codes.items()})


def _with_names(why: str, names: list[str]) -> str:
    shown, rest = ", ".join(names[:NAMED]), len(names) - NAMED
    if rest > 0:
        shown = ngettext("%(names)s and %(n)d more", "%(names)s and %(n)d more", rest) % {"names": shown, "n": rest}
    return _t("%(why)s (%(names)s)") % {"why": why, "names": shown}


BULK_ACTIONS = (
    BulkAction(
        name="approve",
        label=_("Approve"),
        permission=DECIDE,
        run=approve_together,
        leaves_out=left_out,
        form_class=ApproveTogetherForm,
        consequences=(
            _("You agree to each as it says now; what changes before it is done is left out and named."),
            _("Where yours is the last agreement, the request is approved for as long as its route allows."),
            _("Each decision stands by itself in the trail, with your reason and the hash of what you agreed to."),
        ),
    ),
)
