"""The page on which a request is decided, the decision itself, and naming a reviewer."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from access.models import Person
from access.pages import ActionPage, Page
from access.permits import may, may_somewhere
from common.clock import today
from common.presentation import Action, Link
from common.refusals import Refused
from registers.actions.reviews import approve_use_case, ask_for_changes, name_reviewer, reject_use_case
from registers.actions.reviews.naming import NAME, keep_apart
from registers.choices import Answer
from registers.forms.reviews import Decision, NameReviewerForm, Sketch
from registers.models import Review, UseCase, UseCaseVersion
from registers.presenting.content_hash import recomputing
from registers.presenting.review_page import (
    against,
    changed_fields,
    how_it_ended,
    latest_review,
    papers_of,
    request_shown,
    seen_before,
    since_before,
    surroundings_of,
)
from registers.presenting.review_route import given_for, review_badge, route_of
from registers.presenting.standing import Standing, standing_of
from registers.presenting.use_case_page import is_concerned
from registers.presenting.use_cases import REGISTER, class_badge, tier_badge, version_badge
from registers.reading.assessing import Surroundings, surroundings
from registers.reading.near import concern_of, near_to
from registers.reading.reviewers import DECIDE, deciders_on
from registers.reading.waiting import Place, place_of
from registers.rules.decisions import CONTENT_CHANGED
from registers.rules.standing import end_of_approval

DONE = {
    Answer.APPROVE: _("You approved %(what)s."),
    Answer.ASK_FOR_CHANGES: _("You asked for changes to %(what)s."),
    Answer.REJECT: _("You rejected %(what)s."),
}


class ReviewPage(Page):
    """Everything that a reviewer needs on one screen; for whoever sees what is not decided yet."""

    permission = "registers.view_use_case"
    model = UseCase
    template_name = "registers/review.html"
    panel_template = "registers/parts/review_decision.html"
    # What a reviewer looked at, where it is another by now.
    seen: UseCaseVersion | None = None

    def prepare(self) -> None:
        """Find the use case; whoever does not see its drafts does not see its reviews."""
        super().prepare()
        if not is_concerned(self.reader, self.object):
            raise Http404

    def get_title(self) -> Any:
        """Return what is asked for."""
        return self.version.title

    def get(self, _request: HttpRequest, **_kwargs: Any) -> HttpResponse:
        """Show the request."""
        return self.show(self.empty())

    def show(self, decision: Decision, *, status: int = 200) -> HttpResponse:
        """Show the request with the decision as far as it is entered."""
        return self.respond({**self.frame(), **self.panel(decision), **self.left()}, status=status)

    def empty(self) -> Decision:
        """Return the decision before anything is entered."""
        return Decision(owner=self.object.owner_id, longest=self.longest)

    def frame(self) -> dict[str, Any]:
        """Return what stands around the request."""
        version = self.version
        waits_for_nobody = any(step.waits_for_nobody for step in self.route)
        return {
            "object": self.object,
            "version": version,
            "badge": review_badge(self.review) if self.review else version_badge(version),
            "breadcrumbs": [
                self.queue_or_register(),
                Link(self.object.code, self.object.get_absolute_url()),
            ],
            "tier": tier_badge(version.risk_tier),
            "ai_act_class": class_badge(version.ai_act_class),
            "actions": self.actions(),
            "route": self.route,
            "given": self.given,
            "waits_for_nobody": waits_for_nobody,
            "place": self.place,
            "next_url": _review_url(self.place.next),
            "previous_url": _review_url(self.place.previous),
            "recomputing": recomputing(version) if version.content_hash else None,
        }

    def queue_or_register(self) -> Link:
        """Return where the reader came from: reviewers from what waits for them."""
        if may_somewhere(self.reader, "registers.view_all_use_cases"):
            return Link(_t("Requests to decide"), reverse("registers:reviews"))
        return Link(_t("Use cases"), str(REGISTER))

    def actions(self) -> list[Action]:
        """Return what else there is to do."""
        found = []
        if (
            self.standing.step is not None
            and may(self.reader, NAME, self.object)
            and not concern_of(self.reader, self.object)
        ):
            place = reverse("registers:name-reviewer", args=[self.object.pk])
            found.append(Action(_t("Name a reviewer"), place, "user-plus", panel="dialog"))
        return found

    def panel(self, decision: Decision) -> dict[str, Any]:
        """Return what the panel of the decision shows."""
        return {
            "decision": decision,
            "decide_url": reverse("registers:decide", args=[self.object.pk]),
            "standing": self.standing,
            "why_not": self.standing.why_not if self.standing.step else how_it_ended(self.review, self.object),
            "content_hash": self.version.content_hash,
            "longest": self.longest,
            "lacking": self.papers["lacking"],
        }

    def left(self) -> dict[str, Any]:
        """Return the request, what changed, and what is around it."""
        around, version = self.around, self.version
        since = since_before(self.object, version, around)
        before = since.version if since else self.object.in_force
        return {
            "since": since,
            "in_force": against(self.object.in_force, version, around),
            "seen": self.seen,
            "seen_differences": against(self.seen, version, around),
            "asks_for_change": self.standing.may_decide,
            "is_open": self.standing.step is not None,
            "shown": request_shown(self.object, version, around, changed=changed_fields(before, version)),
            "papers": self.papers,
            "beside": surroundings_of(self.object, version, self.reader),
            "comments_url": f"{self.object.get_absolute_url()}?tab=comments",
        }

    @cached_property
    def papers(self) -> dict[str, Any]:
        """Return the documents that concern the request."""
        return papers_of(self.object, self.version, self.reader)

    @cached_property
    def review(self) -> Review | None:
        """Return the review under way, else the last one."""
        return latest_review(self.object)

    @cached_property
    def version(self) -> UseCaseVersion:
        """Return the version that is or was reviewed; before that, what the register shows."""
        version: UseCaseVersion = (self.review.version if self.review else None) or self.object.version
        return version

    @cached_property
    def standing(self) -> Standing:
        """Return whether the reader may decide."""
        return standing_of(self.reader, self.object, self.review)

    @cached_property
    def given(self) -> Any:
        """Return the decisions so far."""
        return given_for(self.review) if self.review else []

    @cached_property
    def route(self) -> Any:
        """Return the steps of the route."""
        return route_of(self.review, self.given) if self.review else []

    @cached_property
    def place(self) -> Place:
        """Return where the request stands among those that wait for the reader."""
        return place_of(self.object, self.reader)

    @cached_property
    def around(self) -> Surroundings:
        """Return what contents are judged by."""
        return surroundings()

    @property
    def longest(self) -> Any:
        """Return until when it can be approved by its route."""
        return end_of_approval(today(), self.review.route.months) if self.review else today()


class DecidePage(ReviewPage):
    """The decision: taken, or shown again with what is wrong and everything that was typed."""

    permission = DECIDE
    view_permission = "registers.view_use_case"

    def get(self, _request: HttpRequest, **_kwargs: Any) -> HttpResponse:
        """Go to where it is decided."""
        return self.go_to(_review_url(self.object.pk))

    def post(self, request: HttpRequest, **_kwargs: Any) -> HttpResponse:
        """Add or take away a row, or decide and go on to the next request."""
        if request.POST.get("add") or request.POST.get("remove"):
            return self.sketch(request)
        decision = Decision(owner=self.object.owner_id, longest=self.longest, data=request.POST)
        if not decision.is_valid():
            return self.show(decision, status=422)
        following = self.place.next
        try:
            self.decide(decision)
        except Refused as refused:
            return self.show_refused(decision, refused)
        messages.success(request, DONE[Answer(decision.answer)] % {"what": self.object.code})
        if following is None:
            messages.info(request, _t("Nothing else waits for your decision."))
        return self.go_to(_review_url(following) or _review_url(self.object.pk))

    def sketch(self, request: HttpRequest) -> HttpResponse:
        """Show the panel with a row more or less; the rest of the page with it where no script asks."""
        decision = Sketch(owner=self.object.owner_id, longest=self.longest, data=request.POST)
        htmx = getattr(request, "htmx", None)
        if htmx and htmx.target == "decision":
            return self.respond({**self.frame(), **self.panel(decision)}, template=self.panel_template)
        return self.show(decision)

    def decide(self, decision: Decision) -> None:
        """Call the action of the answer."""
        reason = decision.form.cleaned_data["reason"]
        seen: dict[str, Any] = {"by": self.reader, "content_hash": self.request.POST.get("content_hash", "")}
        match decision.answer:
            case Answer.APPROVE:
                approve_use_case(
                    self.object.pk, reason=reason, until=decision.until, conditions=decision.set_conditions, **seen
                )
            case Answer.ASK_FOR_CHANGES:
                ask_for_changes(self.object.pk, reason=reason, changes=decision.changes_asked, **seen)
            case _:
                reject_use_case(self.object.pk, reason=reason, **seen)

    def show_refused(self, decision: Decision, refused: Refused) -> HttpResponse:
        """Show why it was not taken, at its place; where the request changed meanwhile, with what changed."""
        refusal = refused.refusal
        decision.refuse(refusal.field, refusal.text)
        if refusal.code == CONTENT_CHANGED.code:
            self.seen = seen_before(self.object, self.request.POST.get("content_hash", ""))
        return self.show(decision, status=422)


class NameReviewerPage(ActionPage):
    """Name somebody for the open step of one request."""

    permission = NAME
    view_permission = "registers.view_use_case"
    model = UseCase
    title = _("Name a reviewer")
    form_class = NameReviewerForm
    submit_label = _("Name them")
    success = _("They may decide at this step now, and were told.")

    def prepare(self) -> None:
        """Open it to whoever stands apart.

        Raises:
            PermissionRefused: it is their own request.
        """
        super().prepare()
        if may(self.reader, NAME, self.object):
            keep_apart(self.reader, self.object)

    def make_form(self, data: Any = None, files: Any = None) -> forms.Form:
        """Return the form with those who may be named."""
        return NameReviewerForm(data, files, choices=self.people())

    def people(self) -> QuerySet[Person]:
        """Return those whose roles let them decide and who have nothing to do with the request."""
        able = deciders_on(today(), of=self.object.department_id) - near_to(self.object) - {str(self.reader.pk)}
        return Person.objects.filter(pk__in=able).order_by("name")

    def consequences(self) -> Sequence[Any]:
        """Say what it means."""
        return (
            _t("They decide at the step that is open now, beside those of the route; later steps stay as they are."),
            _t("That you named them stands in the trail. Nobody names themselves."),
        )

    def save(self, form: forms.Form) -> Any:
        """Name them."""
        entered = form.cleaned_data
        return name_reviewer(self.object.pk, entered["person"].pk, by=self.reader, reason=entered["reason"])

    def success_url(self, _result: Any) -> str:
        """Go back to the review."""
        return _review_url(self.object.pk)


def _review_url(key: Any) -> str:
    return reverse("registers:review", args=[key]) if key else ""
