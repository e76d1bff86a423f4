"""Pages of custom detectors: adding one, taking one away, trying them out."""

from collections.abc import Sequence
from types import SimpleNamespace
from typing import Any, ClassVar

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from access.forms import ReasonForm
from access.pages import ActionPage, DetailPage, FormPage
from common.presentation import Link
from common.refusals import Refused
from registers.actions.detectors import create_detector, remove_detector
from registers.detectors import parts_of_text
from registers.forms.categories import DetectorForm, SampleForm
from registers.models import CustomDetector, DataCategory


class NewDetectorPage(FormPage):
    """Give a category a detector of the organisation's own; what it finds in a sample shows while it is written."""

    permission = "registers.edit_categories"
    view_permission = "registers.view_register"
    model = DataCategory
    title = _("Add a detector")
    form_class = DetectorForm
    submit_label = _("Add the detector")
    success = _("The detector is added.")
    live_template: ClassVar[str] = "registers/parts/found.html"

    def live(self, form: forms.Form) -> dict[str, Any]:
        """Return what the detector finds in the sample so far, or why it cannot be read."""
        said = form.cleaned_data
        sample = said.get("sample", "")
        kind, keywords = said.get("kind", ""), said.get("keywords") or []
        if not (said.get("pattern") if kind == "pattern" else keywords):
            return {}
        detector = SimpleNamespace(
            name=said.get("name") or _t("Found"), kind=kind, pattern=said.get("pattern", ""), keywords=keywords
        )
        try:
            return shown(sample, [detector])
        except Refused as refused:
            return {"refused": str(refused)}

    def save(self, form: forms.Form) -> CustomDetector:
        """Add it; the sample goes nowhere."""
        names = ("name", "kind", "pattern", "keywords")
        return create_detector(self.object.pk, by=self.reader, **{name: form.cleaned_data[name] for name in names})


class RemoveDetectorPage(ActionPage):
    """Take a detector from its category."""

    permission = "registers.edit_categories"
    view_permission = "registers.view_register"
    form_class = ReasonForm
    submit_label = _("Remove")
    success = _("The detector is removed.")
    danger = True

    def prepare(self) -> None:
        """Find the detector and the category that the permission is asked about."""
        self.object = self.find(CustomDetector.objects.filter(removed_at=None).select_related("category"))

    def find(self, detectors: Any) -> CustomDetector:
        """Return the detector of the address, of a category the reader may see."""
        seen = DataCategory.objects.visible_to(self.reader)
        found: CustomDetector = get_object_or_404(detectors.filter(category__in=seen), pk=self.kwargs["pk"])
        return found

    def asked_object(self) -> Any:
        """Return the category: whoever owns it may do this."""
        return self.object.category

    def get_title(self) -> Any:
        """Return the title with its name."""
        return _t("Remove %(name)s") % {"name": self.object}

    def consequences(self) -> Sequence[Any]:
        """Say what follows."""
        return (_t("What only this detector finds is no longer found in what is sent."),)

    def success_url(self, result: Any) -> str:
        """Return the category's page."""
        return str(result.category.get_absolute_url())

    def cancel_url(self) -> str:
        """Return the category's page."""
        return str(self.object.category.get_absolute_url())

    def save(self, form: forms.Form) -> CustomDetector:
        """Remove it."""
        return remove_detector(self.object.pk, by=self.reader, reason=form.cleaned_data["reason"])


class TryDetectorsPage(DetailPage):
    """What a category's own detectors find in a pasted text, which is looked at once and kept nowhere."""

    permission = "registers.view_register"
    model = DataCategory
    template_name = "registers/try_detectors.html"

    def get_title(self) -> Any:
        """Return the title with the category's name."""
        return _t("Try the detectors of %(name)s") % {"name": self.object}

    def get(self, request: HttpRequest, **_kwargs: Any) -> HttpResponse:  # noqa: ARG002 - of the base
        """Show the empty box."""
        return self.answer(SampleForm())

    def post(self, request: HttpRequest, **_kwargs: Any) -> HttpResponse:
        """Show what is found; sent in the body, so that no address and no log ever holds the text."""
        form = SampleForm(request.POST)
        if not form.is_valid():
            return self.answer(form, status=422)
        standing = self.object.custom_detectors.filter(removed_at=None)
        return self.answer(form, **shown(form.cleaned_data["sample"], list(standing)))

    def answer(self, form: SampleForm, *, status: int = 200, **found: Any) -> HttpResponse:
        """Answer with the page, or with what was found where htmx asks."""
        part = "registers/parts/found.html" if getattr(self.request, "htmx", False) else ""
        crumbs = [
            Link(_t("Data categories"), reverse("registers:data-categories")),
            Link(self.object, self.object.get_absolute_url()),
        ]
        context = {"object": self.object, "form": form, "breadcrumbs": crumbs, **found}
        return self.respond(context, status=status, template=part)


def shown(sample: str, detectors: Sequence[Any]) -> dict[str, Any]:
    """Return what the part of a page with the findings takes."""
    parts = parts_of_text(sample, detectors) if sample else []
    return {"parts": parts, "count": sum(1 for part in parts if part.found_by), "looked": bool(sample)}
