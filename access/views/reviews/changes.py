"""Pages that open an access review, answer for a right, carry the answers out, and give it up."""

from collections.abc import Sequence
from typing import Any, ClassVar

from django import forms
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from access.actions.access_reviews.answering import answer_review_item, cancel_access_review
from access.actions.access_reviews.applying import apply_access_review, why_not_applied
from access.actions.access_reviews.opening import Asked, concerned_by, count_rights, start_opening
from access.actions.withholding import lift_withheld_role
from access.choices import ReviewAnswer, ReviewStage
from access.forms import ReasonForm
from access.models import AccessReview, AccessReviewItem, Job, WithheldRole
from access.next_address import is_own_address
from access.pages import ActionPage, FormPage
from access.presenting_reviews import progress_of
from access.review_forms import AnswerForm, NewReviewForm, next_month
from access.review_tables import FLAGS, answer_cell, answer_context, flag_tone, rights_in_words
from access.reviewing import as_it_is, details_of, reasons_of, value_in_words, words_of
from access.views.reviews.campaigns import ANSWER, RUN, VIEW, crumbs
from common.presentation import Badge, Link
from common.refusals import Refused
from common.templatetags.kit import number

# How many people are named for each role that is taken away.
NAMED = 12


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
        return {"rights": rights_in_words(count_rights(form.scope))}

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
        if error:
            item.answer = self.request.POST.get("answer", item.answer)
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
            return _t("This review is not open any more; its answers stand as they are.")
        if self.reader.pk in concerned_by(item):
            return _t("Nobody decides about their own access. Somebody else has to.")
        return ""


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


class CancelPage(ActionPage):
    """Give an access review up."""

    permission = RUN
    view_permission = VIEW
    model = AccessReview
    title = _("Cancel the access review")
    form_class = ReasonForm
    submit_label = _("Cancel the review")
    success = _("The review is cancelled; nothing of it was carried out.")
    danger = True

    def consequences(self) -> Sequence[Any]:
        """Say what stays."""
        return (
            _t("Nobody is asked any more, and nothing that was answered is carried out."),
            _t("What was frozen and answered stays readable, with your reason."),
        )

    def save(self, form: forms.Form) -> AccessReview:
        """Cancel it."""
        return cancel_access_review(self.object.pk, by=self.reader, reason=form.cleaned_data["reason"])


class LiftPage(ActionPage):
    """Let groups give somebody a role again that an access review took."""

    permission = "access.assign_role"
    view_permission = "access.view_people"
    model: ClassVar[Any] = WithheldRole
    title = _("Withhold the role no longer")
    form_class = ReasonForm
    submit_label = _("Withhold no longer")
    success = _("The role is not withheld any more.")

    def get_object(self) -> WithheldRole:
        """Return what is withheld still."""
        rows = WithheldRole.objects.filter(lifted_at=None).select_related("person", "role")
        return get_object_or_404(rows, pk=self.kwargs["pk"])

    def consequences(self) -> Sequence[Any]:
        """Say what follows."""
        values = {"person": self.object.person, "role": self.object.role.label}
        return (_t("With their next sign-in %(person)s gets the role %(role)s if a group still gives it.") % values,)

    def save(self, form: forms.Form) -> WithheldRole:
        """Lift it."""
        return lift_withheld_role(self.object.pk, by=self.reader, reason=form.cleaned_data["reason"])

    def success_url(self, _result: Any) -> str:
        """Go back to the person."""
        return self.cancel_url()

    def cancel_url(self) -> str:
        """Return the person's page."""
        return str(self.object.person.get_absolute_url())
