"""Carrying the answers of an access review out, with what will happen in view."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.db.models import Count
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from access.actions.access_reviews.applying import apply_access_review, why_not_applied
from access.choices import ReviewAnswer
from access.models import AccessReview, Job
from access.pages import ActionPage
from access.review_words import value_in_words, words_of
from access.views.reviews.base import RUN, VIEW
from common.templatetags.kit import number

# How many people are named for each role that is taken away.
NAMED = 12


class ApplyPage(ActionPage):
    """Carry out the answers of a campaign, with what will happen in view."""

    permission = RUN
    view_permission = VIEW
    model = AccessReview
    title = _("Apply the access review")
    form_class = forms.Form
    template_name = "access/reviews/apply.html"
    submit_label = _("Apply")
    danger = True

    def context(self) -> dict[str, Any]:
        """Return what is taken away from whom, and why it cannot be applied yet."""
        refusal = why_not_applied(self.object, self.reader)
        return {
            **super().context(),
            "why_not": refusal.text if refusal else "",
            "unanswered_url": f"{self.object.get_absolute_url()}?answer=none",
            "losses": self._by_right(ReviewAnswer.REMOVE),
            "changes": self._by_right(ReviewAnswer.CHANGE),
        }

    def consequences(self) -> Sequence[Any]:
        """Say what happens, in figures."""
        answers = self.object.items.filter(outcome="").order_by().values_list("answer")
        counted: dict[str, int] = dict(answers.annotate(n=Count("pk")))
        kept, changed = counted.get(ReviewAnswer.KEEP, 0), counted.get(ReviewAnswer.CHANGE, 0)
        removed = counted.get(ReviewAnswer.REMOVE, 0)
        return (
            ngettext("%(n)s right is taken away at once.", "%(n)s rights are taken away at once.", removed)
            % {"n": number(removed)},
            ngettext("%(n)s right gets another end.", "%(n)s rights get another end.", changed)
            % {"n": number(changed)},
            ngettext("%(n)s right stays as it is.", "%(n)s rights stay as they are.", kept) % {"n": number(kept)},
            _t("Each is done by itself and stands in the trail; what cannot be done is named, and stays."),
            _t("The answers cannot be changed any more."),
        )

    def save(self, _form: forms.Form) -> Any:
        """Carry them out, in the background when there are many."""
        return apply_access_review(self.object.pk, by=self.reader)

    def success_url(self, result: Any) -> str:
        """Go to the job, or to what came of it."""
        return str(result.get_absolute_url()) if isinstance(result, Job) else self.object.get_absolute_url()

    def _by_right(self, answer: str) -> list[dict[str, Any]]:
        """Return what is taken away or changed, right by right, with the names of who holds it."""
        found: dict[str, list[str]] = {}
        for item in self.object.items.filter(answer=answer, outcome="").order_by("position"):
            name = words_of({**item.facts, "of": ""})
            end = item.change.get("ends_on")
            holder = item.facts["holder"]
            until = _t("%(name)s until %(day)s") % {"name": holder, "day": value_in_words(end)} if end else holder
            found.setdefault(name, []).append(until)
        rows = sorted(found.items(), key=lambda each: (-len(each[1]), each[0]))
        return [
            {"right": name, "count": len(who), "names": who[:NAMED], "more": max(0, len(who) - NAMED)}
            for name, who in rows
        ]
