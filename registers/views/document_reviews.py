"""Pages on which a policy is submitted and decided."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.http import Http404
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from access.pages import ActionPage, FormPage
from access.permits import may
from common.clock import today
from common.presentation import Link
from registers.actions.document_reviews import (
    approve_document,
    ask_for_document_changes,
    reject_document,
    submit_document,
)
from registers.actions.reviews.sitting import seat_among
from registers.choices import Answer, RouteFor
from registers.forms.document_reviews import DocumentDecisionForm
from registers.models import ApprovalRoute, Document, DocumentVersion, Review
from registers.presenting.review_route import asks, given_for, review_badge, route_of
from registers.reading.decisions import has_decided
from registers.reading.near_documents import near_to_document
from registers.reading.reviewers import DECIDE
from registers.rules.decisions import DECIDED_ALREADY, NOT_YOUR_STEP
from registers.rules.standing import end_of_approval

SEEN = "registers.view_register"


class SubmitDocumentPage(ActionPage):
    """Send the latest version of a policy on its route."""

    permission = "registers.submit_document"
    view_permission = SEEN
    model = Document
    title = _("Submit for approval")
    form_class = forms.Form
    submit_label = _("Submit")
    success = _("It is submitted; whoever decides was told.")

    def consequences(self) -> Sequence[Any]:
        """Say which version goes to whom, and what holds meanwhile."""
        version = self.object.versions.latest("number")
        route = ApprovalRoute.objects.in_use().whole().get(route_for=RouteFor.POLICY)
        steps = " → ".join(asks(each) for each in route.steps.all())
        return (
            _t("Version %(number)s goes to: %(steps)s.") % {"number": version.number, "steps": steps},
            _t("Whoever owns the document or has worked on it does not decide."),
            _t("What is in force now stays so until this version is approved."),
        )

    def save(self, _form: forms.Form) -> Document:
        """Submit it."""
        return submit_document(self.object.pk, by=self.reader)


class DocumentReviewPage(FormPage):
    """One version of a policy on its route: its file, what it follows, who decided, and the reader's own answer."""

    permission = SEEN
    model = Document
    form_class = DocumentDecisionForm
    template_name = "registers/document_review.html"
    submit_label = _("Give your answer")
    success = _("Your answer is on record.")

    def prepare(self) -> None:
        """Find the latest review of the document."""
        super().prepare()
        reviews = Review.objects.filter(document_version__document=self.object).select_related(
            "document_version__file", "document_version__submitted_by", "document_version__entered_by", "route"
        )
        found = reviews.prefetch_related("steps").order_by("-started_at").first()
        if found is None:
            raise Http404
        self.review = found
        version: Any = found.document_version
        version.document = self.object
        self.version: DocumentVersion = version

    def get_title(self) -> Any:
        """Return the version that is decided on."""
        return str(self.version)

    def breadcrumbs(self) -> Sequence[Link]:
        """Return the way back."""
        documents = Link(_t("Documents"), reverse("registers:documents"))
        return (documents, Link(self.object, self.object.get_absolute_url()))

    def initial(self) -> dict[str, Any]:
        """Start with the file that is shown."""
        return {"content_hash": self.version.file.sha256}

    def context(self) -> dict[str, Any]:
        """Return the file, the one before, the route and the decisions."""
        given = given_for(self.review)
        return {
            "badge": review_badge(self.review),
            "review": self.review,
            "version": self.version,
            "previous": self.previous,
            "route": route_of(self.review, given),
            "given": given,
            "why_not": self.why_not,
            "longest": end_of_approval(today(), self.review.route.months),
        }

    @cached_property
    def previous(self) -> DocumentVersion | None:
        """Return the version before that was approved, else the one before."""
        earlier = DocumentVersion.objects.filter(document=self.object, number__lt=self.version.number)
        rows = earlier.select_related("file")
        return rows.approved().first() or rows.first()

    @cached_property
    def why_not(self) -> Any:
        """Return why the reader does not decide; empty where they do."""
        step = self.review.steps.filter(closed_at=None).select_related("step").first()
        if step is None:
            return _t("The review is over.")
        if not may(self.reader, DECIDE):
            return _t("You read along; others decide.")
        near = near_to_document(self.version)
        if str(self.reader.pk) in near:
            return _t("You own this document or have worked on it, so somebody else decides.")
        if has_decided(self.review, {self.reader.pk}):
            return DECIDED_ALREADY.text
        seat, _rows = seat_among(step, self.reader, without=near)
        return "" if seat is not None else NOT_YOUR_STEP.text

    def save(self, form: forms.Form) -> Document:
        """Decide."""
        said = form.cleaned_data
        shared: dict[str, Any] = {"by": self.reader, "content_hash": said["content_hash"], "reason": said["reason"]}
        if said["answer"] == Answer.APPROVE:
            return approve_document(self.object.pk, review_on=said["review_on"], **shared)
        answer = ask_for_document_changes if said["answer"] == Answer.ASK_FOR_CHANGES else reject_document
        return answer(self.object.pk, **shared)
