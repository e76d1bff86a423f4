"""Pages of approval routes: all of them drawn, one with its versions, and a new version of one."""

from collections.abc import Sequence
from dataclasses import replace
from functools import cached_property
from typing import Any, ClassVar

from django import forms
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from access.models import Person, Role
from access.page_base import Page
from access.pages import DetailPage, FormPage
from access.permits import may
from common.clock import today
from common.presentation import Action, Badge, Link, Tone
from common.refusals import Refused
from registers.actions.routes import enter_route
from registers.choices import RouteFor
from registers.forms.routes import (
    Choosable,
    RouteForm,
    changed,
    choosable,
    data_of,
    steps_of_data,
    steps_of_rules,
)
from registers.models import ApprovalRoute, Review
from registers.presenting.routes import Drawing, around, changes_in_words, draw, drawing_of
from registers.reading.reviewers import ROLE, deciders_on, people_of, roles_deciding, steps_of
from registers.rules.routes import Party, Step, refuse_route

SEE, EDIT = "registers.view_register", "registers.edit_routes"
ORDER = {route_for: place for place, route_for in enumerate(RouteFor.values)}


def sees_holders(reader: Person) -> bool:
    """Tell whether a drawing links to the roles and people it names."""
    return may(reader, "access.view_roles") and may(reader, "access.view_people")


class RoutesPage(Page):
    """Every route in use, drawn."""

    permission = SEE
    title = _("Approval routes")
    template_name: ClassVar[str] = "registers/routes.html"

    def get(self, _request: HttpRequest) -> HttpResponse:
        """Show them; there are four."""
        found = ApprovalRoute.objects.visible_to(self.reader).in_use().with_under_way().whole()
        routes = sorted(found, key=lambda route: ORDER[route.route_for])
        drawn = around([steps_of(route) for route in routes], linked=sees_holders(self.reader))
        return self.respond(
            {
                "breadcrumbs": [Link(_t("Use cases"), reverse("registers:use-cases"))],
                "meta": _t("Through which steps a request goes before it is approved, by its risk."),
                "routes": [(route, drawing_of(route, drawn)) for route in routes],
            }
        )


class RoutePage(DetailPage):
    """One route: the version in use or an earlier one, what changed, and all versions."""

    permission = SEE
    model = ApprovalRoute
    template_name = "registers/route.html"

    def get_object(self) -> ApprovalRoute:
        """Return the version that is asked for, else the one in use."""
        versions = ApprovalRoute.objects.visible_to(self.reader).with_under_way().whole().select_related("entered_by")
        found = versions.filter(route_for=self.kwargs["route_for"])
        asked = self.request.GET.get("version", "")
        if not asked:
            return get_object_or_404(found.in_use())
        if not (asked.isascii() and asked.isdigit() and len(asked) < 9):
            raise Http404
        return get_object_or_404(found, number=int(asked))

    def get_title(self) -> Any:
        """Return what the route is for."""
        return self.object.get_route_for_display()

    def context(self) -> dict[str, Any]:
        """Return the drawing, what changed, and the versions."""
        route = self.object
        versions = ApprovalRoute.objects.visible_to(self.reader).with_under_way().select_related("entered_by")
        before = versions.filter(route_for=route.route_for, number=route.number - 1).whole().first()
        steps = [steps_of(each) for each in (route, before) if each is not None]
        drawn = around(steps, linked=sees_holders(self.reader))
        edit = Action(_t("Edit"), reverse("registers:edit-route", args=[route.route_for]), "edit")
        version = _t("Version %(number)s") % {"number": route.number}
        return {
            "breadcrumbs": [Link(_t("Approval routes"), reverse("registers:routes"))],
            "badge": Badge(version, Tone.SUCCESS if route.until is None else Tone.NEUTRAL),
            "primary_action": edit if route.until is None and may(self.reader, EDIT) else None,
            "drawing": drawing_of(route, drawn),
            "before": before,
            "changes": changes_in_words(before, route, drawn.names) if before else [],
            "versions": versions.filter(route_for=route.route_for).order_by("-number"),
            "timeline_url": f"{reverse('trail:entries')}?about=registers.approvalroute:{route.pk}",
        }


class EditRoutePage(FormPage):
    """Enter a new version of a route; requests under way stay on theirs."""

    permission = EDIT
    view_permission = SEE
    model = ApprovalRoute
    template_name = "registers/route_edit.html"
    live_template = "registers/parts/route_live_answer.html"
    submit_label = _("Put into use")
    success = _("The new version is in use. Requests that are under way stay on theirs.")
    # What the form shows as if it had been sent; what changed where somebody else was faster, and their version.
    _shown: QueryDict
    _meanwhile: Sequence[str] = ()
    _newer: int | None = None

    def get_object(self) -> ApprovalRoute:
        """Return the version in use."""
        seen = ApprovalRoute.objects.visible_to(self.reader).in_use().whole()
        return get_object_or_404(seen, route_for=self.kwargs["route_for"])

    def get_title(self) -> Any:
        """Return which route changes."""
        return _t("Change the route: %(route)s") % {"route": self.object.get_route_for_display()}

    @cached_property
    def choosable(self) -> Choosable:
        """Return the roles and people that can be named: who may decide, and who is on the route already."""
        named = [p for step in steps_of(self.object) for p in (*step.parties, *step.escalation)]
        roles = {role.pk: role for role in roles_deciding()}
        roles |= Role.objects.in_bulk([p.key for p in named if p.kind == ROLE])
        keys = deciders_on(today()) | {p.key for p in named if p.kind != ROLE}
        people = Person.objects.filter(pk__in=keys).select_related("department").order_by("name")
        return choosable(roles.values(), people, people_of([Party(ROLE, str(key)) for key in roles], today()))

    def make_form(self, data: Any = None, files: Any = None) -> forms.Form:  # noqa: ARG002 - of the base
        """Return the form: as it was sent, or with the version in use."""
        if data is not None:
            return RouteForm(data, steps=steps_of_data(data), choosable=self.choosable)
        initial = {"months": self.object.months, "replaces": self.object.number}
        steps = steps_of_rules(steps_of(self.object))
        self._shown = data_of(steps, initial)
        return RouteForm(steps=steps, choosable=self.choosable, initial=initial)

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Save; or add, remove or move a step and show the form again."""
        self._shown = request.POST
        change = request.POST.get("change")
        if change is None:
            return super().post(request, **kwargs)
        steps, moved = changed(steps_of_data(request.POST), change)
        initial = {name: request.POST.get(name, "") for name in ("months", "reason", "replaces")}
        self._shown = data_of(steps, initial)
        form = RouteForm(steps=steps, choosable=self.choosable, moved=moved, initial=initial)
        return self.show(form, self.confirmation())

    def live(self, form: forms.Form) -> dict[str, Any]:  # noqa: ARG002 - drawn from what was sent
        """Return the drawing of what is entered so far."""
        return {"drawing": self.drawing()}

    def drawing(self) -> Drawing:
        """Draw what the form shows, with what the rules say against it at the step concerned."""
        form = RouteForm(self._shown, steps=steps_of_data(self._shown), choosable=self.choosable)
        form.full_clean()
        steps, months = form.entered(), form.cleaned_data.get("months")
        found = around([steps])
        return draw(self.object.route_for, steps, months, found, refuse_route(steps, months or 1, found.people))

    def context(self) -> dict[str, Any]:
        """Return the drawing beside the form, and what somebody else changed meanwhile."""
        seen = self._shown.get("replaces", "")
        return {
            "breadcrumbs": [
                Link(_t("Approval routes"), reverse("registers:routes")),
                Link(self.object.get_route_for_display(), self.cancel_url()),
            ],
            "drawing": self.drawing(),
            # On whichever version: none of them is moved.
            "under_way": Review.objects.under_way().filter(route__route_for=self.object.route_for).count(),
            "replaces": seen if self._newer is None else self._newer,
            "meanwhile": self._meanwhile,
        }

    def save(self, form: forms.Form) -> ApprovalRoute:
        """Enter the version; a refusal goes to the step it is about."""
        assert isinstance(form, RouteForm)  # noqa: S101 - for the types
        said, route_for = form.cleaned_data, self.object.route_for
        steps: list[Step] = form.entered()
        try:
            return enter_route(
                route_for, steps, months=said["months"], by=self.reader, reason=said["reason"],
                replaces=said["replaces"],
            )  # fmt: skip
        except Refused as refused:
            refusal = refused.refusal
            if refusal.code == "route_changed_meanwhile":
                self._tell_what_changed(int(refusal.details["seen"]), int(refusal.details["present"]))
            field = form.field_of(refusal.field, refusal.details.get("position"))
            raise Refused(replace(refusal, field=field)) from refused

    def _tell_what_changed(self, seen: int, present: int) -> None:
        self._newer = present
        both = ApprovalRoute.objects.filter(route_for=self.object.route_for, number__in=[seen, present]).whole()
        versions = {each.number: each for each in both}
        if {seen, present} <= versions.keys():
            before, after = versions[seen], versions[present]
            names = around([steps_of(before), steps_of(after)]).names
            self._meanwhile = changes_in_words(before, after, names) or (_t("It was entered anew as it was."),)
