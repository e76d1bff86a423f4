"""The guided request: begun with a title, answered step by step, checked and submitted."""

from collections.abc import Sequence
from typing import Any, ClassVar

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from access.pages import FormPage, Submit
from access.permits import may
from common.presentation import Link
from registers.actions.use_cases import draft_use_case, save_draft, submit_use_case
from registers.choices import VersionState
from registers.forms.requests import STEP_FORMS
from registers.forms.use_cases import NewRequestForm, NoteForm
from registers.models import ChangeAsked, UseCase, UseCaseVersion
from registers.presenting.request_card import Card, card_of, question_url
from registers.presenting.use_case_page import difference_rows
from registers.presenting.use_case_standing import Asked, asked_of, note_changes
from registers.presenting.use_cases import REGISTER, in_words, label_of, state_badge
from registers.reading.assessing import Surroundings, surroundings
from registers.reading.changes import changes_to_answer
from registers.reading.contents import content_of
from registers.reading.decisions import already_decided
from registers.reading.similar import similar_among
from registers.rules.submission import STEP_OF, STEPS

STEP_TITLES = {
    "purpose": _("Purpose"),
    "people": _("People"),
    "data": _("Data"),
    "access": _("Access"),
    "oversight": _("Oversight and EU AI Act"),
    "check": _("Check and submit"),
}
SHOWN_SIMILAR = 5
ASK = "registers.request_use_case"
# What nobody can join, or what was not wanted.
NOT_OFFERED = ("retired", "rejected", "withdrawn")


class NewRequestPage(FormPage):
    """Begin a request; whoever does something alike already is offered first."""

    permission = ASK
    view_permission = "registers.view_use_case"
    by_department = True
    title = _("New use case")
    form_class = NewRequestForm
    template_name = "registers/new_request.html"
    live_template = "registers/parts/similar.html"
    # Without JavaScript: the reader is shown first what is alike, on the way to their own.
    offers = False

    @property
    def submits(self) -> Sequence[Submit]:  # type: ignore[override]  # by what the reader has seen
        """Return the one button."""
        return (Submit("begin", _("Go on with mine") if self.offers else _("Begin the request")),)

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Begin the draft, once the reader has seen what is alike; until then it is offered, which is no fault."""
        if not request.POST.get("live") and not request.POST.get("similar_seen"):
            form = self.make_form(request.POST)
            if form.is_valid() and self.similar_to(form):
                self.offers = True
                return self.show(form, self.confirmation())
        return super().post(request, **kwargs)

    def make_form(self, data: Any = None, files: Any = None) -> forms.Form:
        """Return the form; whoever asks for some departments only says for which of them."""
        places = () if may(self.reader, ASK) else self.reader.departments_for(ASK)
        return NewRequestForm(data, files, initial={"department": self.reader.department_id}, places=places)

    def cancel_url(self) -> str:
        """Return the register."""
        return str(REGISTER)

    def live(self, form: forms.Form) -> dict[str, Any]:
        """Return what is alike."""
        return {"similar": self.similar_to(form)}

    def context(self) -> dict[str, Any]:
        """Return what is alike, and whether the reader is asked to look at it first."""
        form = self.make_form(self.request.POST) if self.request.method == "POST" else None
        similar = self.similar_to(form) if form is not None and form.is_valid() else []
        return {"similar": similar, "offers": self.offers}

    def save(self, form: forms.Form) -> UseCase:
        """Begin the draft."""
        return draft_use_case(by=self.reader, **form.cleaned_data)

    def success_url(self, result: Any) -> str:
        """Go on to whom it concerns."""
        return reverse("registers:request-step", args=[result.pk, "people"])

    def similar_to(self, form: forms.Form) -> list[UseCase]:
        """Return what is like what is entered so far, of what the reader may see."""
        text = " ".join(str(form.cleaned_data.get(name, "")) for name in ("title", "purpose"))
        found = UseCase.objects.visible_to(self.reader).exclude(state__in=NOT_OFFERED).select_related("owner")
        return similar_among(found, text, SHOWN_SIMILAR)


class _RequestPage(FormPage):
    """What the steps share: the draft, its content, the card beside it."""

    permission = "registers.edit_use_case"
    view_permission = "registers.view_use_case"
    model = UseCase
    template_name = "registers/request.html"
    live_template = "registers/parts/request_card.html"
    step: ClassVar[str] = ""

    def get_title(self) -> Any:
        """Return the use case's name."""
        return str(self.object.proposed.title if self.object.proposed else self.object.title)

    def get(self, _request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Show the step, while there is a draft."""
        return super().get(_request, **kwargs) if self._is_draft else self._no_draft()

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Save the step, while there is a draft."""
        return super().post(request, **kwargs) if self._is_draft else self._no_draft()

    def version_of(self, _object: Any) -> str:
        """Tell one save of the draft from the next."""
        return str(_object.proposed.saved_at.isoformat()) if _object.proposed else ""

    def live(self, form: forms.Form) -> dict[str, Any]:
        """Return the card for what is entered so far."""
        return {"card": self.card({**self.saved, **self.entered(form)})}

    def context(self) -> dict[str, Any]:
        """Return the steps, and the card of what is saved."""
        return {
            "breadcrumbs": [
                Link(_t("Use cases"), str(REGISTER)),
                Link(self.object.code, self.object.get_absolute_url()),
            ],
            "badge": state_badge(self.object, self.around.today),
            "steps": self.steps(),
            "step_title": STEP_TITLES[self.step_name],
            "card": self.card(self.saved),
            "saved_at": self.object.proposed.saved_at,
            "asked": self.asked_beside(),
        }

    def asked_beside(self) -> list[Asked]:
        """Return what is asked of the request as a whole."""
        return asked_of(self.object, [each for each in self.changes if not each.field], may_edit=True)

    def steps(self) -> list[dict[str, Any]]:
        """Return the steps with what is still open in each."""
        open_in = dict.fromkeys(STEPS, 0)
        for _text, url in self.card(self.saved).blockers:
            for step in STEPS:
                open_in[step] += f"/request/{step}/" in url
        return [
            {
                "label": label,
                "url": reverse("registers:request-step", args=[self.object.pk, step]),
                "active": step == self.step_name,
                "open": open_in[step],
                "done": step != "check" and not open_in[step],
            }
            for step, label in STEP_TITLES.items()
        ]

    def card(self, content: dict[str, Any]) -> Card:
        """Return the card of a content."""
        return card_of(self.object, content, self.around)

    def entered(self, _form: forms.Form) -> dict[str, Any]:
        """Return the part of the content that the form holds."""
        return {}

    @property
    def step_name(self) -> str:
        """Return which step it is."""
        return self.step or str(self.kwargs["step"])

    @cached_property
    def around(self) -> Surroundings:
        """Return what contents are judged by."""
        return surroundings()

    @cached_property
    def changes(self) -> list[ChangeAsked]:
        """Return the changes that reviewers asked for, which this draft answers."""
        return changes_to_answer(self.object)

    @cached_property
    def saved(self) -> dict[str, Any]:
        """Return the content as it is saved."""
        return content_of(self.object.proposed)

    @property
    def _is_draft(self) -> bool:
        proposed = self.object.proposed
        return proposed is not None and proposed.state == VersionState.DRAFT

    def _no_draft(self) -> HttpResponse:
        messages.info(self.request, _t("There is no draft to work on; here is where the use case stands."))
        return self.go_to(self.object.get_absolute_url())


class RequestStepPage(_RequestPage):
    """One step of the request; saved as far as it is, complete or not."""

    submits = (
        Submit("continue", _("Save and continue"), validates=False),
        Submit("save", _("Save draft"), kind="secondary", validates=False),
    )

    def prepare(self) -> None:
        """Find the use case and the step."""
        super().prepare()
        if self.step_name not in STEP_FORMS:
            raise Http404

    def make_form(self, data: Any = None, files: Any = None) -> forms.Form:
        """Return the step's form with what can be chosen."""
        form = STEP_FORMS[self.step_name](data, files, around=self.around, chosen=self.saved)
        note_changes(form, self.changes)
        return form

    def asked_beside(self) -> list[Asked]:
        """Return what is asked of this step, but of no single field of its form, and of the whole."""
        fields = STEP_FORMS[self.step_name](around=self.around, chosen=self.saved).fields
        here = [each for each in self.changes if STEP_OF.get(each.field) == self.step_name and each.field not in fields]
        return [*asked_of(self.object, here, may_edit=True), *super().asked_beside()]

    def entered(self, form: forms.Form) -> dict[str, Any]:
        """Return what the form holds."""
        return form.content()  # type: ignore[attr-defined, no-any-return]  # of StepForm

    def save(self, form: forms.Form) -> UseCase:
        """Save the draft."""
        use_case = save_draft(self.object.pk, self.entered(form), by=self.reader)
        messages.success(self.request, _t("The draft is saved."))
        return use_case

    def success_url(self, _result: Any) -> str:
        """Go on, or stay."""
        order = list(STEPS)
        place = order.index(self.step_name) + (self.pressed == "continue")
        return reverse("registers:request-step", args=[self.object.pk, order[place]])


class RequestCheckPage(_RequestPage):
    """The last look at everything that is asked, and the submission."""

    step = "check"
    template_name = "registers/request_check.html"

    @property
    def submits(self) -> Sequence[Submit]:  # type: ignore[override]  # by what the reader may do
        """Return the buttons: who only works on it leaves the submission to the owner, a note can be saved."""
        submit = Submit("submit", _("Submit for decision"))
        save = Submit("save", _("Save draft"), kind="secondary", validates=False)
        return (*((submit,) if self.may_submit else ()), *((save,) if self.changes_something else ()))

    @property
    def may_submit(self) -> bool:
        """Tell whether the reader may submit it."""
        return may(self.reader, "registers.submit_use_case", self.object)

    @property
    def changes_something(self) -> bool:
        """Tell whether there was a version before, so that it can be said what changes."""
        return bool(self.object.proposed.number > 1)

    def make_form(self, data: Any = None, files: Any = None) -> forms.Form:
        """Return the form; of a first version nothing is asked any more."""
        kind = NoteForm if self.changes_something else forms.Form
        return kind(data, files, initial=self.initial())

    def initial(self) -> dict[str, Any]:
        """Start with the note as it is."""
        return {"note": self.object.proposed.note}

    def context(self) -> dict[str, Any]:
        """Return every question with its answer, and what differs from the version before."""
        before = self.version_before()
        return {
            **super().context(),
            "answers": self.answers(),
            "may_submit": self.may_submit,
            "before": before,
            "differences": difference_rows(content_of(before), self.saved, self.around) if before else [],
            "at_once": already_decided(self.object, self.saved, self.object.proposed.risk_tier) is not None,
        }

    def version_before(self) -> UseCaseVersion | None:
        """Return what is in force, else the version before; None for a first one."""
        if not self.changes_something:
            return None
        use_case: UseCase = self.object
        earlier = use_case.versions.filter(number__lt=self.object.proposed.number).order_by("-number")
        return use_case.in_force or earlier.first()

    def asked_beside(self) -> list[Asked]:
        """Return everything that was asked, so that nothing is forgotten before the submission."""
        return asked_of(self.object, self.changes, may_edit=True)

    def answers(self) -> list[tuple[str, str, list[tuple[str, Any, str]]]]:
        """Return the answers by step: title, address, and (question, answer, address of the question)."""
        return [
            (
                str(STEP_TITLES[step]),
                reverse("registers:request-step", args=[self.object.pk, step]),
                [
                    (label_of(name), in_words(name, self.saved[name], self.around), question_url(self.object, name))
                    for name in STEPS[step]
                ],
            )
            for step in STEP_FORMS
        ]

    def save(self, form: forms.Form) -> UseCase:
        """Save the note; submit where that was pressed."""
        use_case = save_draft(self.object.pk, {}, by=self.reader, note=form.cleaned_data.get("note"))
        if self.pressed != "submit":
            messages.success(self.request, _t("The draft is saved."))
            return use_case
        submitted = submit_use_case(self.object.pk, by=self.reader)
        if submitted.proposed_id is None:
            messages.success(
                self.request, _t("It is in force: nothing material has changed, so no new decision is needed.")
            )
        else:
            messages.success(self.request, _t("Submitted. You are told as soon as somebody answers."))
        return submitted

    def success_url(self, result: Any) -> str:
        """Go to the use case once it is submitted."""
        if self.pressed == "submit":
            return str(result.get_absolute_url())
        return reverse("registers:request-step", args=[self.object.pk, "check"])
