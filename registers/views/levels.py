"""Pages of classification levels."""

from typing import Any, ClassVar

from django import forms
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from access.page_base import Page
from access.pages import FormPage
from access.permits import may
from common.presentation import Action, Link
from registers.actions.levels import create_level, edit_level
from registers.forms.categories import LevelForm
from registers.models import ClassificationLevel


class ClassificationLevelsPage(Page):
    """The steps of the organisation's classification, the most protected first."""

    permission = "registers.view_register"
    title = _("Classification levels")
    template_name: ClassVar[str] = "registers/levels.html"

    def get(self, _request: HttpRequest) -> HttpResponse:
        """Show them; there are few."""
        in_use = Count("categories", filter=Q(categories__retired_at=None))
        levels = ClassificationLevel.objects.visible_to(self.reader).annotate(in_use=in_use).order_by("-rank")
        new = Action(_t("New level"), reverse("registers:new-classification-level"), "plus", panel="dialog")
        return self.respond(
            {
                "levels": levels,
                "breadcrumbs": [Link(_t("Data categories"), reverse("registers:data-categories"))],
                "primary_action": new if may(self.reader, "registers.edit_levels") else None,
            }
        )


class NewClassificationLevelPage(FormPage):
    """Enter a level of the organisation's own."""

    permission = "registers.edit_levels"
    view_permission = "registers.view_register"
    title = _("New classification level")
    form_class = LevelForm
    submit_label = _("Enter level")
    success = _("The level is there.")

    def save(self, form: forms.Form) -> ClassificationLevel:
        """Enter it."""
        return create_level(by=self.reader, **form.cleaned_data)

    def success_url(self, _result: Any) -> str:
        """Return the levels."""
        return reverse("registers:classification-levels")

    def cancel_url(self) -> str:
        """Return the levels."""
        return reverse("registers:classification-levels")


class EditClassificationLevelPage(FormPage):
    """Change a level's name, rank or meaning."""

    permission = "registers.edit_levels"
    view_permission = "registers.view_register"
    model = ClassificationLevel
    title = _("Edit classification level")
    form_class = LevelForm
    submit_label = _("Save")
    success = _("Saved.")

    def initial(self) -> dict[str, Any]:
        """Start with what is there, in the reader's language where the portal wrote it."""
        level = self.object
        return {"name": str(level), "rank": level.rank, "meaning": level.meaning_shown}

    def save(self, form: forms.Form) -> ClassificationLevel:
        """Save it; texts that were left as they were shown stay translated."""
        said = dict(form.cleaned_data)
        level = self.object
        for name, seen in (("name", str(level)), ("meaning", level.meaning_shown)):
            if said[name] == seen:
                said[name] = getattr(level, name)
        return edit_level(level.pk, by=self.reader, **said)

    def success_url(self, _result: Any) -> str:
        """Return the levels."""
        return reverse("registers:classification-levels")

    def cancel_url(self) -> str:
        """Return the levels."""
        return reverse("registers:classification-levels")
