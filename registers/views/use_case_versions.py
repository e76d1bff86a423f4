"""One version of a use case, two of them compared, and a version to take away."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _t

from access.pages import Page
from common.presentation import Link
from registers.models import UseCase, UseCaseVersion
from registers.presenting.content_hash import recomputing
from registers.presenting.use_case_page import answers_of_step, difference_rows, is_concerned
from registers.presenting.use_cases import REGISTER, class_badge, tier_badge, version_badge
from registers.reading.assessing import surroundings
from registers.reading.contents import content_of, export_of
from registers.rules.content import CONTENT_FIELDS
from registers.rules.differences import MATERIAL_VERSION
from registers.views.requests import STEP_TITLES

ANSWERED = ("purpose", "people", "data", "access", "oversight")


class _VersionsPage(Page):
    """What pages about versions share: the use case, and which of its versions the reader may see."""

    permission = "registers.view_use_case"
    model = UseCase

    def version(self, number: Any) -> UseCaseVersion:
        """Return a version; what is not decided yet only for those it concerns."""
        found: UseCaseVersion = get_object_or_404(self.object.versions.all(), number=number)
        if found.pk != self.object.version_id and not is_concerned(self.reader, self.object):
            raise Http404
        return found

    def crumbs(self) -> list[Link]:
        """Return the way back."""
        versions = f"{self.object.get_absolute_url()}?tab=versions"
        return [
            Link(_t("Use cases"), str(REGISTER)),
            Link(self.object.code, self.object.get_absolute_url()),
            Link(_t("Versions"), versions),
        ]


class VersionPage(_VersionsPage):
    """One version: every question with its answer, and its hash."""

    template_name = "registers/version.html"

    def get_title(self) -> Any:
        """Return which version it is."""
        return _t("Version %(number)s of %(use_case)s") % {
            "number": self.kwargs["number"],
            "use_case": self.object.code,
        }

    def get(self, _request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Show the version."""
        version = self.version(kwargs["number"])
        around, content = surroundings(), content_of(version)
        before = self.object.versions.filter(number__lt=version.number).first()
        shown = before is not None and is_concerned(self.reader, self.object)
        return self.respond(
            {
                "object": self.object,
                "version": version,
                "badge": version_badge(version),
                "breadcrumbs": self.crumbs(),
                "groups": [(STEP_TITLES[step], answers_of_step(content, [step], around)) for step in ANSWERED],
                "tier": tier_badge(version.risk_tier),
                "ai_act_class": class_badge(version.ai_act_class),
                "before": before if shown else None,
                "differences": difference_rows(content_of(before), content, around) if before and shown else [],
                "recomputing": recomputing(version) if version.content_hash else None,
                "take_away_url": reverse("registers:version-export", args=[self.object.pk, version.number]),
            }
        )


class VersionExportPage(_VersionsPage):
    """One version as JSON, from which its hash can be computed again."""

    def get(self, _request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Hand out the version."""
        version = self.version(kwargs["number"])
        answer = JsonResponse(export_of(version), json_dumps_params={"ensure_ascii": False, "indent": 2})
        name = f"{self.object.code}-v{version.number}.json"
        answer["Content-Disposition"] = f'attachment; filename="{name}"'
        return answer


class CompareVersionsPage(_VersionsPage):
    """Two versions side by side, field by field."""

    template_name = "registers/compare.html"

    def get_title(self) -> Any:
        """Return what is compared."""
        return _t("Compare versions of %(use_case)s") % {"use_case": self.object.code}

    def get(self, request: HttpRequest, **_kwargs: Any) -> HttpResponse:
        """Show what differs; by default between the latest version and the one before it."""
        if not is_concerned(self.reader, self.object):
            raise Http404
        numbers = list(self.object.versions.values_list("number", flat=True))
        before = _number(request.GET.get("from"), numbers, numbers[min(1, len(numbers) - 1)])
        after = _number(request.GET.get("to"), numbers, numbers[0])
        around = surroundings()
        old, new = self.version(before), self.version(after)
        return self.respond(
            {
                "object": self.object,
                "breadcrumbs": self.crumbs(),
                "numbers": sorted(numbers),
                "before": old,
                "after": new,
                "differences": difference_rows(content_of(old), content_of(new), around),
                "fields": len(CONTENT_FIELDS),
                "list_version": MATERIAL_VERSION,
                "material_url": reverse("registers:material-fields"),
            }
        )


class MaterialFieldsPage(Page):
    """Which fields of a use case need a new decision when they change."""

    permission = "registers.view_use_case"
    template_name = "registers/material_fields.html"

    def get_title(self) -> Any:
        """Return what it lists."""
        return _t("Which changes need a new decision")

    def get(self, _request: HttpRequest) -> HttpResponse:
        """Show the list."""
        from registers.presenting.use_cases import label_of
        from registers.rules.differences import LIMITS, MATERIAL_FIELDS

        kinds = {
            name: "limit" if name in LIMITS else "material" if name in MATERIAL_FIELDS else "free"
            for name in CONTENT_FIELDS
        }
        rows = [(label_of(name), name, kind) for name, kind in kinds.items()]
        return self.respond(
            {"rows": rows, "list_version": MATERIAL_VERSION, "breadcrumbs": [Link(_t("Use cases"), str(REGISTER))]}
        )


def _number(asked: str | None, numbers: list[int], otherwise: int) -> int:
    return int(asked) if asked and asked.isdecimal() and int(asked) in numbers else otherwise
