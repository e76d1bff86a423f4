"""Pages of data categories."""

from collections.abc import Sequence
from typing import Any, ClassVar

from django import forms
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from access.forms import ReasonForm
from access.pages import ActionPage, DetailPage, FormPage, ListPage
from access.permits import may
from common.cells import person_cell
from common.clock import today
from common.presentation import Action, Badge, Link, Tone
from common.templatetags.kit import when
from registers.actions import categories
from registers.choices import Detector
from registers.detectors import EXPLAINED
from registers.filters.categories import DataCategoryFilter
from registers.forms.categories import CategoryForm, EditCategoryForm, SampleForm
from registers.models import DataCategory, UseCase
from registers.presenting.matrix import matrix_on
from registers.tables.categories import DataCategoryTable, personal_words

SHOWN_USES = 50


class DataCategoriesPage(ListPage):
    """Every kind of data that may reach the API, and how it is classified."""

    permission = "registers.view_register"
    title = _("Data categories")
    name = "data-categories"
    filterset_class = DataCategoryFilter
    table_class = DataCategoryTable
    sorts: ClassVar = {
        "name": ("name",),
        # The most protected first, and those by name.
        "level": ("level__rank", "-name"),
        "owner": ("owner__name", "name"),
        "uses": ("uses", "name"),
        "retention": ("retention_days", "name"),
        "since": ("created_at",),
    }
    default_sort = "-level"
    default_columns = ("name", "level", "personal", "owner", "detectors", "uses", "standing")
    locked_columns = ("name",)
    export_permission = "registers.export_register"
    exports_all_columns = True
    opens_panel = "panel-body"
    empty_title = _("No data categories yet")
    empty_text = _("Name the kinds of data that people might send: then rules can say where each may go.")

    def rows(self) -> QuerySet[DataCategory]:
        """Return the categories with what the columns show."""
        rows = DataCategory.objects.visible_to(self.reader).with_uses().with_own_detectors()
        return rows.select_related("level", "owner")

    def primary_action(self) -> Action | None:
        """Offer to enter one."""
        if not may(self.reader, "registers.edit_categories"):
            return None
        return Action(_t("New data category"), reverse("registers:new-data-category"), icon="plus")

    def context(self, listing: Any) -> dict[str, Any]:  # noqa: ARG002 - of the base
        """Return the ways to the levels and the rules."""
        levels = Action(_t("Classification levels"), reverse("registers:classification-levels"), "sort-descending")
        return {"actions": [levels, Action(_t("Boundary rules"), reverse("registers:boundary-rules"), "table")]}


class DataCategoryPage(DetailPage):
    """One data category: how it is classified and found, where it may go, who uses it."""

    permission = "registers.view_register"
    model = DataCategory
    template_name = "registers/data_category.html"

    def facts(self) -> Sequence[tuple[Any, Any]]:
        """Return what is said of it."""
        category = self.object
        level = format_html('<span class="level level-{}">{}</span>', min(category.level.rank // 10, 4), category.level)
        days = category.retention_days
        kept = ngettext("%(n)d day", "%(n)d days", days) % {"n": days} if days else _t("As each use case says")
        return (
            (_t("Classification"), level),
            (_t("Personal data"), personal_words(category) or _t("No")),
            (_t("Data owner"), person_cell(category.owner) if category.owner else _t("Nobody yet")),
            (_t("Keep for"), kept),
            (_t("Short name"), format_html("<code>{}</code>", category.slug)),
            (_t("Since"), when(category.created_at)),
            *([(_t("Retired"), when(category.retired_at))] if category.retired_at else []),
        )

    def context(self) -> dict[str, Any]:
        """Return its detectors, its row of the matrix, and the use cases that name it."""
        category = self.object
        changeable = category.retired_at is None and may(self.reader, "registers.edit_categories", category)
        matrix = matrix_on(today(), self.reader, categories=[category])
        uses = UseCase.objects.visible_to(self.reader).filter(version__version_categories__category=category)
        address = reverse("registers:data-category", args=[category.pk])
        detector = Action(_t("Add a detector"), f"{address}new-detector/", "plus", panel="dialog")
        retire = Action(_t("Retire"), f"{address}retire/", "archive", danger=True, panel="dialog")
        return {
            "breadcrumbs": [Link(_t("Data categories"), reverse("registers:data-categories"))],
            "badge": Badge(_t("Retired")) if category.retired_at else Badge(_t("In use"), Tone.SUCCESS),
            "primary_action": Action(_t("Edit"), f"{address}edit/", "edit") if changeable else None,
            "actions": [detector, retire] if changeable else [],
            "changeable": changeable,
            "built_in": [(Detector(each).label, *EXPLAINED[each]) for each in category.detectors],
            "own_detectors": category.custom_detectors.filter(removed_at=None).order_by("name"),
            "sample_form": SampleForm(),
            "cells": matrix.rows[0].cells,
            "uses": uses.order_by("-number")[:SHOWN_USES],
            "uses_count": uses.count(),
            "timeline_url": f"{reverse('trail:entries')}?about=registers.datacategory:{category.pk}",
        }


class NewDataCategoryPage(FormPage):
    """Enter a data category."""

    permission = "registers.edit_categories"
    view_permission = "registers.view_register"
    title = _("New data category")
    form_class = CategoryForm
    submit_label = _("Enter data category")
    success = _("The data category is entered. Until a rule says otherwise, every request with it needs a review.")

    def save(self, form: forms.Form) -> DataCategory:
        """Enter it."""
        assert isinstance(form, CategoryForm)  # noqa: S101 - what `form_class` makes
        return categories.create_category(by=self.reader, **form.content())

    def cancel_url(self) -> str:
        """Return the list."""
        return reverse("registers:data-categories")


class EditDataCategoryPage(FormPage):
    """Change what is said of a data category."""

    permission = "registers.edit_categories"
    view_permission = "registers.view_register"
    model = DataCategory
    form_class = EditCategoryForm
    submit_label = _("Save")
    success = _("Saved.")

    def get_title(self) -> Any:
        """Return the title with its name."""
        return _t("Edit %(name)s") % {"name": self.object}

    def initial(self) -> dict[str, Any]:
        """Start with what is there."""
        names = ("name", "description", "personal", "special", "detectors", "retention_days")
        said = {name: getattr(self.object, name) for name in names}
        return {**said, "level": self.object.level_id, "owner": self.object.owner_id}

    def version_of(self, category: Any) -> str:
        """Return what the form shows of it, so that nobody overwrites another's change unseen."""
        names = ("name", "description", "personal", "special", "detectors", "retention_days", "level_id", "owner_id")
        return "|".join(str(getattr(category, name)) for name in names)

    def save(self, form: forms.Form) -> DataCategory:
        """Save it."""
        assert isinstance(form, EditCategoryForm)  # noqa: S101 - what `form_class` makes
        reason = form.cleaned_data["reason"]
        return categories.edit_category(self.object.pk, by=self.reader, reason=reason, **form.content())


class RetireDataCategoryPage(ActionPage):
    """Retire a data category."""

    permission = "registers.edit_categories"
    view_permission = "registers.view_register"
    model = DataCategory
    form_class = ReasonForm
    submit_label = _("Retire")
    success = _("The data category is retired.")
    danger = True

    def get_title(self) -> Any:
        """Return the title with its name."""
        return _t("Retire %(name)s") % {"name": self.object}

    def consequences(self) -> Sequence[Any]:
        """Say what follows, and what stands in the way."""
        count = categories.relying_on(self.object).count()
        text = ngettext(
            "%(n)d use case relies on it: it has to be changed or retired first.",
            "%(n)d use cases rely on it: they have to be changed or retired first.",
            count,
        )
        standing = [text % {"n": count}] if count else []
        return (
            *standing,
            _t("No new request and no new rule can name it."),
            _t("It is no longer looked for in what is sent."),
            _t("Its rules and whatever named it stay on record."),
        )

    def save(self, form: forms.Form) -> DataCategory:
        """Retire it."""
        return categories.retire_category(self.object.pk, by=self.reader, reason=form.cleaned_data["reason"])
