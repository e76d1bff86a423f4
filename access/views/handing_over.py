"""Handing over what a person owns: choose what and to whom, confirm how much, read what stays and why."""

from collections import Counter
from collections.abc import Sequence
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from access.actions.handing_over.finishing import finish_handing_over
from access.actions.handing_over.many import Handed, hand_over_many, start_handing_over
from access.actions.handing_over.one import Chosen
from access.actions.leavers import hand_over_address
from access.actions.lists import MOST_IN_BULK
from access.bulk import MOST_AT_ONCE, mark_of
from access.form_pages import FormPage
from access.hand_over_form import HandOverForm
from access.hand_over_trial import try_handing_over, with_labels
from access.models import Job, Person
from access.owned_counts import in_words
from access.owned_lines import chosen_of, parts_of
from access.permits import may
from access.rules.handing_over import refuse_number
from common.presentation import Badge, Link


class HandOverPage(FormPage):
    """What somebody owns, and who gets which of it."""

    permission = "access.hand_over"
    model = Person
    form_class = HandOverForm
    template_name = "access/hand_over.html"
    submit_label = _("Go on")

    def get_object(self) -> Person:
        """Return the person, found among those whose things the reader hands over."""
        people = Person.objects.to_hand_over_by(self.reader).select_related("department", "successor")
        return get_object_or_404(people, pk=self.kwargs["pk"])

    def get_title(self) -> Any:
        """Say whose things these are."""
        return _t("Hand over what %(person)s owns") % {"person": self.object.name}

    def breadcrumbs(self) -> Sequence[Link]:
        """Return the way back: to the person, or to the reader's work."""
        if not may(self.reader, "access.view_people"):
            return (Link(_t("My work"), reverse("my-work")),)
        return (Link(_t("People"), reverse("access:people")), Link(self.object, self.object.get_absolute_url()))

    def cancel_url(self) -> str:
        """Return the page of the person, or the reader's work."""
        return self.breadcrumbs()[-1].url

    def initial(self) -> dict[str, Any]:
        """Suggest the successor, while they are here."""
        return {"to": self.object.successor_id}

    def make_form(self, data: Any = None, files: Any = None) -> forms.Form:
        """Return the form with those who may take over."""
        return HandOverForm(data, files, initial=self.initial(), person=self.object)

    def context(self) -> dict[str, Any]:
        """Return what the person owns, with what was ticked."""
        sent = self.request.POST.getlist("rows") if self.request.method == "POST" else None
        parts = parts_of(self.object, self.reader, sent)
        return {
            "parts": parts,
            "possible": any(part.can_be_handed_over for part in parts),
            "badge": None if self.object.is_active else Badge(_t("Deactivated")),
        }

    def post(self, request: HttpRequest, **_kwargs: Any) -> HttpResponse:
        """Ask for confirmation, or hand over once it is given for the same things."""
        form = self.make_form(request.POST)
        if not form.is_valid():
            return self.show(form, None, status=422)
        chosen = chosen_of(self.object, self.reader, form.cleaned_data["rows"])
        refusal = refuse_number(number=len(chosen), most=MOST_IN_BULK)
        if refusal is not None:
            form.add_error("rows", refusal.text)
            return self.show(form, None, status=422)
        if "confirmed" not in request.POST:
            return self._ask(form, chosen)
        if request.POST.get("expected") != mark_of([key for _kind, key in chosen]):
            messages.warning(request, _t("Other things are theirs by now. Look at them again before you confirm."))
            return self._ask(form, chosen, status=422)
        return self.finish(self._hand_over(form.cleaned_data["to"], chosen, reason=form.cleaned_data["reason"]))

    def finish(self, result: Any) -> HttpResponse:
        """Go on to the job, name what stays and why, or say that all of it is done."""
        if isinstance(result, Job):
            return self.go_to(result.get_absolute_url())
        handed, to = result
        if handed.number:
            done = _t("%(to)s answers for %(what)s from now on.")
            messages.success(self.request, done % {"what": in_words(handed.done), "to": to.name})
        if not handed.refused:
            return self.go_to(hand_over_address(self.object))
        stays = with_labels(handed.refused)
        context = {"stays": stays, "to": to, "breadcrumbs": self.breadcrumbs(), "again": hand_over_address(self.object)}
        return self.respond(context, template="access/handed_over.html")

    def _ask(self, form: forms.Form, chosen: Sequence[Chosen], *, status: int = 200) -> HttpResponse:
        to, reason = form.cleaned_data["to"], form.cleaned_data["reason"]
        at_once = len(chosen) <= MOST_AT_ONCE
        context = {
            "object": self.object,
            "form": form,
            "breadcrumbs": self.breadcrumbs(),
            "what": in_words(Counter(kind_name for kind_name, _key in chosen)),
            "count": len(chosen),
            "to": to,
            "trial": try_handing_over(self.object, to, chosen, by=self.reader, reason=reason) if at_once else None,
            "values": form.cleaned_data["rows"],
            "expected": mark_of([key for _kind, key in chosen]),
            "cancel_url": hand_over_address(self.object),
        }
        return self.respond(context, status=status, template="access/hand_over_confirm.html")

    def _hand_over(self, to: Person, chosen: Sequence[Chosen], *, reason: str) -> Job | tuple[Handed, Person]:
        if len(chosen) > MOST_AT_ONCE:
            return start_handing_over(self.object, to, chosen, by=self.reader, reason=reason)
        handed = hand_over_many(self.object, to, chosen, by=self.reader, reason=reason)
        finish_handing_over(self.object.pk, to.pk, handed, by=self.reader, reason=reason)
        return handed, to
