"""The page of one use case, in tabs."""

from collections.abc import Callable, Sequence
from typing import Any

from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.html import format_html
from django.utils.translation import gettext as _t

from access.pages import DetailPage
from access.permits import may
from common.cells import badge_cell, person_cell
from common.clock import today
from common.presentation import Badge, Link
from common.templatetags.kit import when
from registers.actions.imports import columns_of
from registers.choices import Origin, UseCaseState, Volume
from registers.models import ImportRow, UseCase
from registers.presenting.comments import conversation_of
from registers.presenting.conditions import conditions_of
from registers.presenting.request_card import answers_of
from registers.presenting.use_case_actions import other_actions, primary_action
from registers.presenting.use_case_files import files_of
from registers.presenting.use_case_page import (
    answers_of_step,
    difference_rows,
    is_concerned,
    matrix_of,
)
from registers.presenting.use_case_standing import banner_of, decision_of, next_of
from registers.presenting.use_case_tabs import TABS, tabs_of, tabs_shown
from registers.presenting.use_cases import (
    REGISTER,
    class_badge,
    end_of_approval,
    in_words,
    state_badge,
    tier_badge,
    version_badge,
)
from registers.reading.assessing import Assessed, Surroundings, assess, surroundings
from registers.reading.contents import content_of


class UseCasePage(DetailPage):
    """One use case: what it is for, with which data, what it may call, and what happens next."""

    permission = "registers.view_use_case"
    model = UseCase
    template_name = "registers/use_case_overview.html"
    timeline_for_concerned = True

    def get_title(self) -> Any:
        """Return its title; its code stands beside."""
        return self.object.title

    def facts(self) -> Sequence[tuple[Any, Any]]:
        """Return who answers for it, how risky it is and how long it may run."""
        use_case: UseCase = self.object
        tier, law = tier_badge(use_case.risk_tier), class_badge(use_case.ai_act_class)
        reasons = " ".join(reason.text for reason in self.judged.assessment.reasons)
        rows = (
            (_t("Owner"), person_cell(use_case.owner) if use_case.owner else _t("Nobody yet")),
            (_t("Department"), use_case.department),
            (_t("Risk"), _explained(tier, reasons) if tier else _t("Not assessed yet")),
            (_t("EU AI Act"), badge_cell(law.word, law.tone) if law else _t("Not answered yet")),
            (_t("Approved until"), end_of_approval(use_case)),
            (
                _t("In force") if use_case.state == UseCaseState.APPROVED else _t("Approved version"),
                self._version_link(use_case.in_force),
            ),
            (_t("Proposed"), self._version_link(use_case.proposed) if self.concerned else ""),
            (_t("Reference elsewhere"), use_case.reference),
            (_t("Asked for"), self._wish_link()),
            (_t("Entered"), when(use_case.created_at)),
        )
        return [row for row in rows if row[1] or row[0] == _t("Approved until")]

    def context(self) -> dict[str, Any]:
        """Return the frame of the page and what its tab shows."""
        tab = self.request.GET.get("tab", "")
        chosen = tab if tab in tabs_shown(self.reader, self.object) else "overview"
        self.template_name = TABS[chosen][1]  # type: ignore[misc]  # of this answer
        context = {
            "breadcrumbs": [Link(_t("Use cases"), str(REGISTER))] if may(self.reader, self.permission) else [],
            "badge": state_badge(self.object, today()),
            "meta": self.object.code,
            "primary_action": primary_action(self.reader, self.object),
            "actions": other_actions(self.reader, self.object),
            "tabs": tabs_of(self.reader, self.object, chosen),
            "banner": banner_of(self.object),
            **self.filling()[chosen](),
        }
        return context if chosen == "timeline" else {**context, "timeline": None}

    def filling(self) -> dict[str, Callable[[], dict[str, Any]]]:
        """Return what fills each tab."""
        return {
            "overview": self.overview, "data": self.data, "scope": self.scope, "documents": self.documents,
            "comments": self.comments, "people": self.people, "versions": self.versions, "timeline": dict,
            "import": self.from_the_import,
        }  # fmt: skip

    def documents(self) -> dict[str, Any]:
        """Return the documents that concern it, what is missing, and what is attached."""
        return files_of(self.reader, self.object)

    def overview(self) -> dict[str, Any]:
        """Return what an officer asks first."""
        projects, rows = matrix_of(self.judged.flows)
        return {
            "who": answers_of_step(self.content, ["people"], self.around),
            "oversight": answers_of_step(self.content, ["oversight"], self.around),
            "scope": [
                (label, words) for label, words in answers_of_step(self.content, ["access"], self.around) if words
            ],
            "matrix_projects": projects,
            "matrix_rows": rows,
            "categories": in_words("categories", self.content["categories"], self.around),
            "next": next_of(self.reader, self.object, self.around) if self.concerned else None,
            "conditions": conditions_of(self.reader, self.object),
            "decision": decision_of(self.object, concerned=self.concerned),
            "reasons": self.judged.assessment.reasons if self.object.risk_tier else [],
        }

    def comments(self) -> dict[str, Any]:
        """Return what is said about it, and the form to say more; about a field where the address names one."""
        return {"said": conversation_of(self.reader, self.object, about=self.request.GET.get("about", ""))}

    def data(self) -> dict[str, Any]:
        """Return the data, its bases, and what may go where."""
        return {
            "category_rows": [
                (each, self.around.categories[each.id], Volume(each.volume).label if each.volume else "")
                for each in self.judged.categories
            ],
            "rows": answers_of_step(self.content, ["data"], self.around)[1:],
            "answers": answers_of(self.judged.flows),
        }

    def scope(self) -> dict[str, Any]:
        """Return what it may call, and what does not fit."""
        return {
            "rows": answers_of_step(self.content, ["access"], self.around),
            "conflicts": self.judged.conflicts,
        }

    def people(self) -> dict[str, Any]:
        """Return who is on it, and who would like to be."""
        members = list(self.object.members.select_related("user", "given_by"))
        departments = list(self.object.shares.select_related("department", "given_by"))
        requests = self.object.join_requests.filter(answered_at=None).select_related("person")
        shares = may(self.reader, "registers.share_use_case", self.object)
        return {
            "members": members,
            "departments": departments,
            "requests": list(requests) if shares else [],
            "shares": shares,
            "reader": self.reader,
        }

    def versions(self) -> dict[str, Any]:
        """Return every version with what it changed."""
        linked = ("version_categories", "version_projects", "version_models")
        found = list(self.object.versions.select_related("created_by", "submitted_by").prefetch_related(*linked))
        earlier = [*found[1:], None]
        return {
            "versions": [
                (
                    each,
                    version_badge(each),
                    difference_rows(content_of(before), content_of(each), self.around) if before else None,
                )
                for each, before in zip(found, earlier, strict=True)
            ],
            "compare_url": reverse("registers:compare-versions", args=[self.object.pk]),
        }

    def from_the_import(self) -> dict[str, Any]:
        """Return the cells of the row it came from, by the headings of the spreadsheet."""
        row = ImportRow.objects.filter(use_case=self.object).select_related("register_import").first()
        if row is None:
            return {"cells": [], "row": None}
        mapped = {letter for letters in row.register_import.mapping.values() for letter in letters}
        columns = zip(columns_of(row.register_import), row.cells, strict=False)
        cells = [(column.heading, value) for column, value in columns if column.letter not in mapped and value.strip()]
        return {"row": row, "cells": cells}

    @cached_property
    def concerned(self) -> bool:
        """Tell whether the reader sees what is not decided yet."""
        return is_concerned(self.reader, self.object)

    @cached_property
    def around(self) -> Surroundings:
        """Return what contents are judged by."""
        return surroundings()

    @cached_property
    def content(self) -> dict[str, Any]:
        """Return the content that the register shows."""
        return content_of(self.object.version)

    @cached_property
    def judged(self) -> Assessed:
        """Return what the rules of today say of it."""
        return assess(self.content, self.around, has_owner=self.object.owner_id is not None)

    def _wish_link(self) -> Any:
        """Return the way to what was asked in plain words, for those whom it concerns."""
        if self.object.origin != Origin.INTAKE or not self.concerned:
            return ""
        place = reverse("registers:intake-request", args=[self.object.pk])
        return format_html('<a href="{}">{}</a>', place, _t("in plain words"))

    def _version_link(self, version: Any) -> Any:
        if version is None:
            return ""
        badge = version_badge(version)
        words = _t("Version %(number)s") % {"number": version.number}
        return format_html(
            '<a href="{}">{}</a> {}', version.get_absolute_url(), words, badge_cell(badge.word, badge.tone)
        )


def _explained(tier: Badge, reasons: str) -> Any:
    return format_html('<span title="{}">{}</span>', reasons, badge_cell(tier.word, tier.tone))
