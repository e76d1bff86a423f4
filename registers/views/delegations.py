"""Pages about who decides while somebody is away."""

from collections.abc import Sequence
from datetime import date
from typing import Any, ClassVar

from django import forms
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from access.models import Person
from access.page_base import Page
from access.pages import ActionPage, FormPage
from access.permits import may
from common.clock import today
from common.presentation import Action, Badge, Link, Tone
from registers.actions.delegations import delegate_decisions, end_delegation
from registers.forms.delegations import DelegationForm
from registers.models import Delegation
from registers.reading.reviewers import DECIDE, SEE_ALL

SEE, DELEGATE = "registers.view_register", "registers.delegate_decisions"
# How many of those that are over the page shows; the API lists all.
OVER_SHOWN = 30


def may_be_stood_in_for(reader: Person) -> bool:
    """Tell whether a person decides on requests, and so has something to leave to somebody."""
    return may(reader, DECIDE) and may(reader, SEE_ALL)


class DelegationsPage(Page):
    """Who decides for whom: one's own, and everybody's for those who see every use case."""

    permission = SEE
    title = _("Who decides for whom")
    template_name: ClassVar[str] = "registers/delegations.html"

    def get(self, _request: HttpRequest) -> HttpResponse:
        """Show those that count today, those to come and the latest that are over."""
        reader, day = self.reader, today()
        rows = Delegation.objects.visible_to(reader).select_related("person", "delegate", "given_by")
        standing = [self.line(each) for each in rows.not_over_on(day).order_by("starts_on", "person__name", "id")]
        over = rows.over_on(day).order_by("-ends_on", "-id")[:OVER_SHOWN]
        away = Action(_t("I am away"), reverse("registers:new-delegation"), "calendar-event", panel="dialog")
        others = Action(_t("Somebody is away"), away.url, "calendar-event", panel="dialog")
        return self.respond(
            {
                "breadcrumbs": [Link(_t("Approval routes"), reverse("registers:routes"))],
                "primary_action": self.first_of(away, others),
                "decides": may_be_stood_in_for(reader),
                "sees_all": may(reader, SEE_ALL),
                "mine": [each for each in standing if reader.pk in {each["row"].person_id, each["row"].delegate_id}],
                "current": [each for each in standing if each["row"].starts_on <= day],
                "coming": [each for each in standing if each["row"].starts_on > day],
                "over": [self.line(each) for each in over],
            }
        )

    def first_of(self, away: Action, others: Action) -> Action | None:
        """Return what the reader may enter: for others too, for themselves, or nothing."""
        if not may(self.reader, DECIDE):
            return None
        return others if may(self.reader, DELEGATE) else away

    def line(self, delegation: Delegation) -> dict[str, Any]:
        """Return a delegation with where it stands and what the reader may do."""
        ended = delegation.ended_at is not None
        over = ended or delegation.ends_on < today()
        badge = Badge(_t("Ended early"), Tone.WARNING) if ended else Badge(_t("Over"))
        if not over:
            ahead = delegation.starts_on > today()
            badge = Badge(_t("To come"), Tone.INFO) if ahead else Badge(_t("In force"), Tone.SUCCESS)
        may_end = not over and may(self.reader, DELEGATE, delegation)
        return {
            "row": delegation,
            "badge": badge,
            "end_url": reverse("registers:end-delegation", args=[delegation.pk]) if may_end else "",
            "is_current": not over and delegation.starts_on <= today(),
            "is_mine": delegation.person_id == self.reader.pk,
            "is_held": delegation.delegate_id == self.reader.pk,
        }


class NewDelegationPage(FormPage):
    """Name who decides while one is away; an officer, while somebody else is."""

    # Whoever decides may leave that to somebody; the action asks whether it is for oneself or for others.
    permission = DECIDE
    view_permission = SEE
    form_class = DelegationForm
    live_template = "registers/parts/hints.html"
    submit_label = _("Leave the decisions to them")
    success = _("They decide on these days, and were told.")

    @property
    def for_others(self) -> bool:
        """Tell whether the reader may name somebody for others."""
        return may(self.reader, DELEGATE)

    def get_title(self) -> Any:
        """Say whose absence it is about."""
        return _t("Somebody is away") if self.for_others else _t("I am away")

    def make_form(self, data: Any = None, files: Any = None) -> forms.Form:
        """Return the form with the people who may decide."""
        return DelegationForm(data, files, reader=self.reader, for_others=self.for_others)

    def live(self, form: forms.Form) -> dict[str, Any]:
        """Say where nobody would decide all the same: the delegate is away, too, on some of the days."""
        assert isinstance(form, DelegationForm)  # noqa: S101 - for the types
        said = form.cleaned_data
        delegate, starts_on, ends_on = (said.get(name) for name in ("delegate", "starts_on", "ends_on"))
        if not (delegate and starts_on and ends_on):
            return {"hints": []}
        return {"hints": [*away_too(delegate, starts_on, ends_on), *asked_meanwhile(form.person_away(), delegate)]}

    def save(self, form: forms.Form) -> Delegation:
        """Enter it."""
        assert isinstance(form, DelegationForm)  # noqa: S101 - for the types
        said = form.cleaned_data
        person = form.person_away() or self.reader
        return delegate_decisions(
            person.pk,
            said["delegate"].pk,
            starts_on=said["starts_on"],
            ends_on=said["ends_on"],
            by=self.reader,
            reason=said["reason"],
        )

    def cancel_url(self) -> str:
        """Return the list."""
        return reverse("registers:delegations")

    def breadcrumbs(self) -> Sequence[Link]:
        """Lead back to the list."""
        return (Link(_t("Who decides for whom"), self.cancel_url()),)


class EndDelegationPage(ActionPage):
    """End a delegation before its last day."""

    permission = DELEGATE
    view_permission = SEE
    model = Delegation
    title = _("End the delegation")
    form_class = forms.Form
    submit_label = _("End it now")
    success = _("It is over.")
    danger = True

    def consequences(self) -> Sequence[Any]:
        """Say what follows."""
        names = {"person": self.object.person, "delegate": self.object.delegate}
        return (
            _t("%(delegate)s can no longer decide for %(person)s, from this moment on.") % names,
            _t("What %(delegate)s decided until now stays.") % names,
        )

    def save(self, _form: forms.Form) -> Delegation:
        """End it."""
        return end_delegation(self.object.pk, by=self.reader)


def away_too(delegate: Person, starts_on: date, ends_on: date) -> list[dict[str, Any]]:
    """Return a warning for each stretch of the days on which the delegate is away."""
    standing = Delegation.objects.filter(person=delegate, ended_at=None)
    away = standing.filter(starts_on__lte=ends_on, ends_on__gte=starts_on).order_by("starts_on")
    text = _t("%(delegate)s is away from %(first)s to %(last)s, too; nobody decides for both of you then.")
    days = [{"first": date_format(each.starts_on), "last": date_format(each.ends_on)} for each in away]
    return [{"text": text % {"delegate": delegate, **each}, "tone": Tone.WARNING} for each in days]


def asked_meanwhile(person: Person | None, delegate: Person) -> list[dict[str, Any]]:
    """Say whom the delegate decides for already."""
    held = Delegation.objects.not_over_on(today()).filter(delegate=delegate).select_related("person")
    others = sorted({str(each.person) for each in held if person is None or each.person_id != person.pk})
    if not others:
        return []
    names = {"delegate": delegate, "people": ", ".join(others)}
    return [{"text": _t("%(delegate)s already decides for %(people)s.") % names, "tone": Tone.INFO}]
