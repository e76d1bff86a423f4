"""The register as it stood at the end of a day: the list, and one use case."""

from collections.abc import Sequence
from datetime import date
from functools import cached_property
from typing import Any, ClassVar

from django import forms
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from access.forms import DayInput
from access.listing import Listing
from access.pages import DetailPage, ListPage
from common.cells import badge_cell, person_cell
from common.clock import readers_today
from common.presentation import Link
from common.templatetags.kit import when
from registers.filters.use_cases import RegisterLineFilter
from registers.models import RegisterLine, UseCase, UseCaseVersion
from registers.presenting.use_cases import class_badge, end_of_approval, in_words, label_of, state_badge, tier_badge
from registers.reading.as_of import ON, asked_day, known_day, moment_of
from registers.reading.assessing import surroundings
from registers.reading.contents import content_of
from registers.rules.content import CONTENT_FIELDS
from registers.tables.use_cases import RegisterLineTable

# What the line itself says, so that the content need not.
SAID_BY_LINE = ("title", "purpose")


class DayForm(forms.Form):
    """Which day to look at."""

    on = forms.DateField(label=_("Day"), widget=DayInput())

    def __init__(self, day: date) -> None:
        super().__init__(initial={ON: day})
        self.fields[ON].widget.attrs["max"] = readers_today().isoformat()


class RegisterAsOfPage(ListPage):
    """What the register said of every use case at the end of a day."""

    permission = "registers.view_use_case"
    by_department = True
    template_name = "registers/use_cases_as_of.html"
    name = "use-cases-as-of"
    filterset_class = RegisterLineFilter
    table_class = RegisterLineTable
    sorts: ClassVar = {"code": ("number",), "title": ("title",)}
    default_sort = "-code"
    default_columns = ("code", "title", "state", "owner", "risk", "categories", "approved_until")
    locked_columns = ("title",)
    export_permission = "registers.export_register"
    exports_all_columns = True
    most_counted = 5_000
    keeps = (ON,)
    empty_title = _("The register had nothing to say yet")

    @property
    def day(self) -> date:
        """Return the day that is looked at."""
        return asked_day(self.request.GET)

    def get_title(self) -> Any:
        """Return the title with the day."""
        return _t("Use cases on %(day)s") % {"day": date_format(self.day)}

    def rows(self) -> QuerySet[RegisterLine]:
        """Return the lines of that moment for use cases the reader may see today."""
        moment = moment_of(self.day)
        return RegisterLine.objects.on(moment).visible_to(self.reader).for_list(moment)

    def file_stem(self) -> str:
        """Return a name that says the day."""
        return f"use-cases-as-of-{self.day.isoformat()}"

    @property
    def empty_text(self) -> Any:
        """Return since when there is a register."""
        first = RegisterLine.objects.visible_to(self.reader).order_by("since").values_list("since", flat=True).first()
        if first is None:
            return _t("No use case has been entered so far.")
        return _t("Its first use case was entered on %(day)s. Choose that day or a later one.") % {
            "day": date_format(first.astimezone(moment_of(self.day).tzinfo))
        }

    def context(self, listing: Listing) -> dict[str, Any]:  # noqa: ARG002 - of the base
        """Return the day and how to choose another."""
        asked = self.request.GET.get(ON)
        return {
            "breadcrumbs": [Link(_t("Use cases"), reverse("registers:use-cases"))],
            "day": self.day,
            "is_today": self.day == readers_today(),
            "not_a_day": bool(asked) and known_day(self.request.GET) is None,
            "day_form": DayForm(self.day),
        }


class UseCaseAsOfPage(DetailPage):
    """What the register said of one use case at the end of a day, and the content it spoke of."""

    permission = "registers.view_use_case"
    model = UseCase
    template_name = "registers/use_case_as_of.html"

    @cached_property
    def day(self) -> date:
        """Return the day that is looked at."""
        return asked_day(self.request.GET)

    @cached_property
    def line(self) -> RegisterLine | None:
        """Return what the register said then, if anything that the reader may see."""
        lines = RegisterLine.objects.on(moment_of(self.day)).visible_to(self.reader).filter(use_case=self.object)
        return lines.select_related("owner", "department", "version").first()

    def get_title(self) -> Any:
        """Return the title it had."""
        return f"{self.object.code} {self.line.title}" if self.line else str(self.object)

    def facts(self) -> Sequence[tuple[Any, Any]]:
        """Return what the line says."""
        line = self.line
        if line is None:
            return ((_t("Entered"), when(self.object.created_at)),)
        badges = (tier_badge(line.risk_tier), class_badge(line.ai_act_class))
        risk, ai_act = (badge_cell(each.word, each.tone) if each else None for each in badges)
        return (
            (_t("Owner"), person_cell(line.owner) if line.owner else _t("Nobody")),
            (_t("Department"), line.department),
            (_t("Risk"), risk),
            (_t("EU AI Act class"), ai_act),
            (_t("Approved until"), end_of_approval(line)),
            (_t("So since"), when(line.since, exact=True)),
            (_t("Until"), when(line.until, _t("It still is so"), exact=True)),
        )

    def context(self) -> dict[str, Any]:
        """Return the line, and the content where it is on record."""
        line, version = self.line, self.line.version if self.line else None
        kept = version is not None and version.saved_at <= moment_of(self.day)
        return {
            "breadcrumbs": [Link(_t("Use cases"), reverse("registers:use-cases")), Link(self.object, self.now_url())],
            "badge": state_badge(line, self.day) if line else None,
            "day": self.day,
            "line": line,
            "version": version,
            "content": content_words(version) if version is not None and kept else (),
            "is_lost": version is not None and not kept,
            "list_url": f"{reverse('registers:use-cases-as-of')}?{ON}={self.day.isoformat()}",
            "now_url": self.now_url(),
            "timeline": None,
        }

    def now_url(self) -> str:
        """Return its page of today."""
        return str(self.object.get_absolute_url())


def content_words(version: UseCaseVersion) -> list[tuple[Any, Any]]:
    """Return the answered fields of a content with what they are called."""
    content, around = content_of(version), surroundings()
    words = ((label_of(name), in_words(name, content[name], around)) for name in CONTENT_FIELDS)
    said = {label_of(name) for name in SAID_BY_LINE}
    return [(label, shown) for label, shown in words if shown not in {"", None} and label not in said]
