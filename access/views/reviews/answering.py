"""Answering for one right of an access review."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from access.actions.access_reviews.answering import answer_review_item
from access.actions.access_reviews.opening import concerned_by
from access.choices import ReviewAnswer, ReviewStage
from access.models import AccessReviewItem
from access.next_address import is_own_address
from access.pages import FormPage
from access.presenting_reviews import progress_of
from access.review_answer_cells import answer_cell, answer_context
from access.review_answer_forms import AnswerForm
from access.review_standing import as_it_is
from access.review_tones import FLAGS, flag_tone
from access.review_words import details_of, reasons_of, value_in_words, words_of
from access.views.reviews.base import ANSWER, OVER, VIEW, crumbs
from common.presentation import Badge, Link
from common.refusals import Refused


class AnswerPage(FormPage):
    """Answer for one right: in place on the page of its campaign, here with everything that is known about it."""

    permission = ANSWER
    view_permission = VIEW
    model = AccessReviewItem
    form_class = AnswerForm
    template_name = "access/reviews/answer.html"
    submit_label = _("Save the answer")
    success = _("Your answer is kept; you can change it until the review is applied.")

    def get_object(self) -> AccessReviewItem:
        """Return the right with its campaign."""
        rows = AccessReviewItem.objects.visible_to(self.reader).select_related(
            "review", "person", "reviewer", "answered_by"
        )
        return get_object_or_404(rows, pk=self.kwargs["pk"])

    def get_title(self) -> Any:
        """Return whose right it is."""
        return f"{self.object.facts['holder']}: {words_of(self.object.facts)}"

    def initial(self) -> dict[str, Any]:
        """Start with what was answered, or with what the address asks for."""
        item = self.object
        asked = self.request.GET.get("answer", "")
        answer = asked if asked in ReviewAnswer.values else item.answer
        return {"answer": answer, "note": item.note, "ends_on": item.change.get("ends_on")}

    def make_form(self, data: Any = None, files: Any = None) -> forms.Form:
        """Return the form; without “change” where only keeping and removing can be said."""
        form = super().make_form(data, files)
        if not answer_context(self.request, self.object)["changeable"]:
            field: Any = form.fields["answer"]
            field.choices = [choice for choice in ReviewAnswer.choices if choice[0] != ReviewAnswer.CHANGE]
            form.fields.pop("ends_on", None)
        return form

    def context(self) -> dict[str, Any]:
        """Return what was frozen, why it is remarkable, and whether it can be answered."""
        item = self.object
        facts = item.facts
        standing = as_it_is([item])[item.pk]
        return {
            "facts": [
                (_t("Department"), facts["department"]),
                *([(_t("Answers for it"), facts["answers_for_it"])] if facts["answers_for_it"] else []),
                *details_of(facts),
                (_t("Since"), value_in_words(facts["since"])),
                (_t("Given by"), facts["given_by"]),
                (_t("Last used"), value_in_words(facts["last_used_on"])),
                (_t("Reviewer"), item.reviewer),
            ],
            "reasons": [(Badge(FLAGS.get(name, name), flag_tone(name)), why) for name, why in reasons_of(facts)],
            "standing": standing,
            "item": item,
            "said": answer_context(self.request, item),
            "why_not": self._why_not(),
        }

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Save the answer; where it stands in the list, answer with its cell alone."""
        htmx = getattr(request, "htmx", None)
        if not htmx or htmx.target != f"answer-{self.object.pk}":
            return super().post(request, **kwargs)
        form = self.make_form(request.POST)
        if not form.is_valid():
            return self.cell(error=" ".join(str(each[0]) for each in form.errors.values()))
        try:
            self.save(form)
        except Refused as refused:
            return self.cell(error=str(refused))
        return self.cell()

    def save(self, form: forms.Form) -> AccessReviewItem:
        """Save it."""
        entered = form.cleaned_data
        item = answer_review_item(
            self.object.pk,
            answer=entered["answer"],
            note=entered["note"],
            ends_on=entered.get("ends_on"),
            by=self.reader,
        )
        self.object = item
        return item

    def cell(self, *, error: str = "") -> HttpResponse:
        """Answer with the cell, and how far the campaign is now."""
        item = self.get_object()
        typed = {"note": self.request.POST.get("note", ""), "error": error} if error else {}
        cell = answer_cell(self.request, item, **typed)
        seen = AccessReviewItem.objects.visible_to(self.reader).filter(review=item.review)
        progress = progress_of(item.review, seen, self.reader)
        status = 422 if error else 200
        return self.respond(
            {"cell": cell, "progress": progress}, status=status, template="access/reviews/answered.html"
        )

    def success_url(self, _result: Any) -> str:
        """Go back to where the reader came from, at the right."""
        return f"{self.cancel_url()}#answer-{self.object.pk}"

    def cancel_url(self) -> str:
        """Return the campaign as the reader had it."""
        back = self.request.POST.get("next") or self.request.GET.get("next") or ""
        review = self.object.review.get_absolute_url()
        return back if back.startswith(review) and is_own_address(self.request, back) else review

    def breadcrumbs(self) -> Sequence[Link]:
        """Return the way back."""
        return crumbs(self.object.review)

    def _why_not(self) -> str:
        item = self.object
        if item.review.state != ReviewStage.OPEN or item.outcome:
            return _t(OVER)
        if self.reader.pk in concerned_by(item):
            return _t("Nobody decides about their own access. Somebody else has to.")
        return ""
