"""Asking for a use of the API without any role, and what became of it."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from access.gate import SIGNED_IN
from access.models import Person
from access.pages import ActionPage, DetailPage, FormPage
from access.permits import may, may_somewhere
from common.cells import person_cell
from common.clock import today
from common.presentation import Action, Link
from common.templatetags.kit import when
from registers.actions.intake import ask_for_use, hand_on_stewardship
from registers.choices import VersionState
from registers.forms.intake import IntakeForm, StewardForm
from registers.models import UseCase
from registers.presenting.intake import stages_of, stewards_of, words_of
from registers.presenting.use_case_standing import rejection_of
from registers.presenting.use_cases import state_badge
from registers.reading.officers import askers_on
from registers.views.use_case_people import people_url

OWN = 10


class IntakePage(FormPage):
    """A short form for everybody who is signed in; who keeps the register sees it through."""

    permission = SIGNED_IN
    title = _("Ask for a use of the API")
    form_class = IntakeForm
    template_name = "registers/intake.html"
    submit_label = _("Send")
    success = _("Sent. You are told as soon as somebody asks or answers.")

    def make_form(self, data: Any = None, files: Any = None) -> forms.Form:
        """Return the form for this reader."""
        return IntakeForm(data, files, reader=self.reader)

    def cancel_url(self) -> str:
        """Return the start page."""
        return reverse("home")

    def breadcrumbs(self) -> Sequence[Link]:
        """Return the way back."""
        return (Link(_t("Start"), reverse("home")),)

    def context(self) -> dict[str, Any]:
        """Return what the reader has asked for so far."""
        own = UseCase.objects.filter(intake__asked_by=self.reader).order_by("-number")[:OWN]
        return {
            "own": [(each, state_badge(each, today())) for each in own],
            "guided": may_somewhere(self.reader, "registers.request_use_case"),
        }

    def save(self, form: forms.Form) -> UseCase:
        """Send it."""
        assert isinstance(form, IntakeForm)  # noqa: S101 - what `make_form` makes
        return ask_for_use(by=self.reader, **form.wish_entered())

    def success_url(self, result: Any) -> str:
        """Go on to the request."""
        return str(result.intake.get_absolute_url())


class IntakeRequestPage(DetailPage):
    """One wish in the words of whoever asked, who sees it through, and how far it has come."""

    permission = "registers.view_use_case"
    model = UseCase
    template_name = "registers/intake_request.html"

    def prepare(self) -> None:
        """Find the wish; for those whom its drafts concern."""
        super().prepare()
        self.intake: Any = getattr(self.object, "intake", None)
        oversees = may(self.reader, "registers.view_all_use_cases", self.object)
        if self.intake is None or not (oversees or self.object.relations_of(self.reader) - {"follower"}):
            raise Http404

    def get_title(self) -> Any:
        """Return its title."""
        return self.object.title

    def facts(self) -> Sequence[tuple[Any, Any]]:
        """Return who asked and who sees it through."""
        stewards = [person_cell(each) for each in stewards_of(self.object)]
        return (
            (_t("Steward"), stewards[0] if stewards else _t("Nobody any more")),
            (_t("Asked by"), person_cell(self.intake.asked_by)),
            (_t("Asked"), when(self.intake.asked_at)),
            (_t("From when"), when(self.intake.wanted_from) if self.intake.wanted_from else _t("No hurry")),
        )

    def context(self) -> dict[str, Any]:
        """Return the words, the way ahead, and where to answer."""
        use_case = self.object
        comments = f"{use_case.get_absolute_url()}?tab=comments"
        talk = Action(_t("Ask or answer"), comments, "message-circle")
        asks = [talk] if may(self.reader, "registers.comment_use_case", use_case) else []
        work = [Action(_t("Complete the request"), self.next_step, "edit")] if self.next_step else []
        register = Action(_t("The use case on the register"), use_case.get_absolute_url(), "briefcase")
        primary, *more = [*work, *asks, register]
        return {
            "breadcrumbs": [Link(_t("Ask for a use of the API"), reverse("registers:intake"))],
            "badge": state_badge(use_case, today()),
            "meta": use_case.code,
            "words": words_of(self.intake),
            "links": self.intake.links.split(),
            "stages": stages_of(use_case),
            "next": rejection_of(use_case) if use_case.proposed_id is None else None,
            "primary_action": primary,
            "actions": more,
            "timeline": None,
        }

    @property
    def next_step(self) -> str:
        """Return where the draft is completed, for whoever may; empty where there is nothing to complete."""
        use_case = self.object
        is_draft = use_case.proposed is not None and use_case.proposed.state == VersionState.DRAFT
        if not is_draft or not may(self.reader, "registers.edit_use_case", use_case):
            return ""
        return reverse("registers:request-step", args=[use_case.pk, "purpose"])


class HandOnStewardshipPage(ActionPage):
    """Have somebody else see a use case through."""

    permission = "registers.hand_on_stewardship"
    view_permission = "registers.view_use_case"
    model = UseCase
    title = _("Name a steward")
    submit_label = _("Make them the steward")
    success = _("They see it through from now on, and were told.")

    def make_form(self, data: Any = None, files: Any = None) -> forms.Form:
        """Return the form with those who may."""
        keys = [each.pk for each in askers_on(today(), of=self.object.department_id) if each.pk != self.object.owner_id]
        return StewardForm(data, files, choices=Person.objects.filter(pk__in=keys).order_by("name"))

    def consequences(self) -> Sequence[Any]:
        """Say what a steward does, and who was it before."""
        stewards = ", ".join(str(each) for each in stewards_of(self.object))
        before = (_t("%(person)s no longer sees it through.") % {"person": stewards},) if stewards else ()
        return (
            _t("A steward completes the draft, submits it and answers questions; they do not decide on it."),
            *before,
        )

    def save(self, form: forms.Form) -> Any:
        """Hand it on."""
        said = form.cleaned_data
        return hand_on_stewardship(self.object.pk, said["person"].pk, by=self.reader, reason=said["reason"])

    def success_url(self, _result: Any) -> str:
        """Go to the people, or where the reader may still go."""
        return people_url(self.object)
