"""Pages of what endpoints keep and what happens in regions."""

from collections.abc import Sequence
from typing import Any, ClassVar

from django import forms
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from access.pages import DetailPage, FormPage, ListPage
from access.permits import may
from common.cells import badge_cell
from common.clock import today
from common.presentation import Action, Badge, Link, Tone
from common.templatetags.kit import when
from registers.actions import facts
from registers.choices import Eligibility
from registers.filters.facts import EndpointFactFilter, RegionFactFilter
from registers.forms.facts import EndpointFactForm, RegionFactForm
from registers.models import EndpointFact, RegionFact
from registers.presenting.keeping import ELIGIBILITY_TONES, abuse_log_words, note_shown, state_words
from registers.tables.facts import EndpointFactTable, RegionFactTable, yes_or_no


class FactsPage(ListPage):
    """What lists of facts have in common: those that hold today."""

    permission = "registers.view_register"
    model: ClassVar[Any] = None
    facts_of: ClassVar[Any]
    export_permission = "registers.export_register"
    exports_all_columns = True
    opens_panel = "panel-body"
    empty_title = _("No facts yet")
    empty_text = _("They are entered when the portal is installed: run migrate.")

    def rows(self) -> QuerySet[Any]:
        """Return the versions that hold today."""
        rows: QuerySet[Any] = self.facts_of.objects.visible_to(self.reader).holding_on(today())
        return rows.select_related("entered_by")

    def context(self, listing: Any) -> dict[str, Any]:  # noqa: ARG002 - of the base
        """Return the way back to the providers."""
        return {"breadcrumbs": [Link(_t("Providers"), reverse("registers:providers"))]}


class EndpointFactsPage(FactsPage):
    """What each endpoint keeps, for how long, and how we know."""

    title = _("What endpoints keep")
    facts_of = EndpointFact
    name = "endpoint-facts"
    filterset_class = EndpointFactFilter
    table_class = EndpointFactTable
    sorts: ClassVar = {
        "endpoint": ("endpoint",),
        "abuse_log": ("abuse_log_days", "endpoint"),
        "state": ("state_kept", "endpoint"),
        "zero_retention": ("zero_retention", "endpoint"),
        "checked_on": ("checked_on", "endpoint"),
        "starts_on": ("starts_on", "endpoint"),
    }
    default_sort = "endpoint"
    default_columns = ("endpoint", "abuse_log", "state", "zero_retention", "source", "checked_on")
    locked_columns = ("endpoint",)


class RegionFactsPage(FactsPage):
    """Where content is stored and computed, and how we know."""

    title = _("Regions")
    facts_of = RegionFact
    name = "region-facts"
    filterset_class = RegionFactFilter
    table_class = RegionFactTable
    sorts: ClassVar = {
        "region": ("region",),
        "processes": ("processes", "region"),
        "needs_approval": ("needs_approval", "region"),
        "checked_on": ("checked_on", "region"),
        "starts_on": ("starts_on", "region"),
    }
    default_sort = "region"
    default_columns = ("region", "stores", "processes", "needs_approval", "host", "source", "checked_on")
    locked_columns = ("region",)


class FactPage(DetailPage):
    """What pages of one version have in common: its source, and the versions before and after it."""

    permission = "registers.view_register"
    template_name = "registers/fact.html"
    of: ClassVar[str]
    list_title: ClassVar[Any]
    list_name: ClassVar[str]
    newer: ClassVar[str]

    def said(self, fact: Any) -> Sequence[tuple[Any, Any]]:
        """Return what a version says, in words."""
        raise NotImplementedError

    def facts(self) -> Sequence[tuple[Any, Any]]:
        """Return what it says and how we know."""
        fact = self.object
        return (
            *self.said(fact),
            (_t("Source"), fact.source),
            (_t("Checked on"), when(fact.checked_on)),
            (_t("Holds from"), when(fact.starts_on)),
            (_t("Entered by"), fact.entered_by or _t("The portal")),
        )

    def context(self) -> dict[str, Any]:
        """Return the note, all versions, and the way to a newer one."""
        fact = self.object
        same = type(fact).objects.filter(kind=fact.kind, **{self.of: getattr(fact, self.of)})
        versions = list(same.select_related("entered_by").order_by("-starts_on", "-version"))
        holding = next((each for each in versions if each.starts_on <= today()), None)
        newer = Action(_t("Enter a newer version"), reverse(f"registers:{self.newer}", args=[fact.pk]), "plus")
        return {
            "breadcrumbs": [
                Link(_t("Providers"), reverse("registers:providers")),
                Link(self.list_title, reverse(f"registers:{self.list_name}")),
            ],
            "badge": self._badge(holding),
            "primary_action": newer if may(self.reader, "registers.edit_providers") else None,
            "note": note_shown(fact),
            "versions": [(each, self.said(each)) for each in versions],
            "holding": holding,
        }

    def _badge(self, holding: Any) -> Badge:
        if holding == self.object:
            return Badge(_t("Holds today"), Tone.SUCCESS)
        if self.object.starts_on > today():
            return Badge(_t("Holds later"), Tone.INFO)
        return Badge(_t("Replaced"))


class EndpointFactPage(FactPage):
    """One version of what an endpoint keeps."""

    model = EndpointFact
    of = "endpoint"
    list_title = _("What endpoints keep")
    list_name = "endpoint-facts"
    newer = "newer-endpoint-fact"

    def get_title(self) -> Any:
        """Return the endpoint's name."""
        return self.object.endpoint

    def said(self, fact: EndpointFact) -> Sequence[tuple[Any, Any]]:
        """Return what it keeps."""
        tone = ELIGIBILITY_TONES[Eligibility(fact.zero_retention)]
        return (
            (_t("Abuse log"), abuse_log_words(fact.abuse_log_days)),
            (_t("Application state"), state_words(fact)),
            (_t("Zero data retention"), badge_cell(fact.get_zero_retention_display(), tone)),
        )


class RegionFactPage(FactPage):
    """One version of what happens in a region."""

    model = RegionFact
    of = "region"
    list_title = _("Regions")
    list_name = "region-facts"
    newer = "newer-region-fact"

    def get_title(self) -> Any:
        """Return the region's name."""
        return self.object.get_region_display()

    def said(self, fact: RegionFact) -> Sequence[tuple[Any, Any]]:
        """Return what happens there."""
        return (
            (_t("Stored there"), yes_or_no(fact.stores, good=True)),
            (_t("Computed there"), yes_or_no(fact.processes, good=True)),
            (_t("Needs approval"), yes_or_no(fact.needs_approval, good=False)),
            (_t("Host"), format_html("<code>{}</code>", fact.host) if fact.host else ""),
        )


class NewerFactPage(FormPage):
    """What entering a newer version has in common: it starts with what the present one says."""

    permission = "registers.edit_providers"
    view_permission = "registers.view_register"
    title = _("Enter a newer version")
    help = _("Earlier versions stay as they were: the register shows on any day what was known then.")
    submit_label = _("Enter version")
    success = _("The newer version is entered.")
    stays: ClassVar[tuple[str, ...]]

    def initial(self) -> dict[str, Any]:
        """Start with what the version says; how it was found out is asked anew."""
        return {**{name: getattr(self.object, name) for name in self.stays}, "note": note_shown(self.object)}

    def success_url(self, result: Any) -> str:
        """Return the new version's page."""
        return str(result.get_absolute_url())


class NewerEndpointFactPage(NewerFactPage):
    """Enter what an endpoint keeps from a day on."""

    model = EndpointFact
    form_class = EndpointFactForm
    stays = ("abuse_log_days", "state_kept", "state_days", "zero_retention", "source")

    def save(self, form: forms.Form) -> EndpointFact:
        """Enter it."""
        present = self.object
        return facts.enter_endpoint_fact(
            endpoint=present.endpoint, kind=present.kind, by=self.reader, **form.cleaned_data
        )


class NewerRegionFactPage(NewerFactPage):
    """Enter what happens in a region from a day on."""

    model = RegionFact
    form_class = RegionFactForm
    stays = ("stores", "processes", "needs_approval", "host", "source")

    def save(self, form: forms.Form) -> RegionFact:
        """Enter it."""
        present = self.object
        return facts.enter_region_fact(region=present.region, kind=present.kind, by=self.reader, **form.cleaned_data)
