"""How conditions of approvals look, and what a reader may do about them."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from access.models import Person
from access.permits import may
from common.clock import today
from common.presentation import Action, Badge, Tone
from common.templatetags.kit import icon, when
from registers.models import Condition, UseCase
from registers.reading.near import concern_of
from registers.reading.reviewers import DECIDE

STANDINGS = {
    "open": Badge(pgettext_lazy("condition", "Open"), Tone.WARNING),
    "reported": Badge(_("Reported as met"), Tone.INFO),
    "met": Badge(pgettext_lazy("condition", "Met"), Tone.SUCCESS),
    "dropped": Badge(_("Not needed any more")),
}
REPORT = "registers.report_condition"


@dataclass(frozen=True, slots=True)
class ShownCondition:
    """One condition on the page of its use case."""

    row: Condition
    badge: Badge
    is_late: bool
    actions: list[Action]


def is_late(condition: Any, day: date) -> bool:
    """Tell whether a condition should have been met by now."""
    return condition.standing in {"open", "reported"} and condition.due_on < day


def due_cell(condition: Any) -> Any:
    """Return until when a condition has to be met, marked where that day is over."""
    if not is_late(condition, today()):
        return when(condition.due_on)
    return format_html(
        '<span class="late">{}{}</span>', icon("alert-triangle", _t("late since")), when(condition.due_on)
    )


def conditions_of(reader: Person, use_case: UseCase) -> list[ShownCondition]:
    """Return the conditions of the approvals of a use case that count still, those to be met first."""
    rows: Any = Condition.objects.visible_to(reader).filter(use_case=use_case).with_standing().for_list()
    counting = [each for each in rows if each.standing != "dropped"]
    counting.sort(key=lambda each: (each.standing == "met", each.due_on))
    judges = any(each.standing == "reported" for each in counting) and may_judge(reader, use_case)
    return [
        ShownCondition(each, STANDINGS[each.standing], is_late(each, today()), actions_on(reader, each, judges=judges))
        for each in counting
    ]


def may_judge(reader: Person, use_case: UseCase) -> bool:
    """Tell whether a reader may find conditions of a use case met: they decide, and stand apart from it."""
    return may(reader, DECIDE, use_case) and not concern_of(reader, use_case)


def actions_on(reader: Person, condition: Any, *, judges: bool) -> list[Action]:
    """Return what a reader may do about a condition; `judges` is what `may_judge` says."""
    own = reader.pk in {condition.owner_id, condition.reported_by_id}
    found = []
    if condition.standing == "reported" and judges and not own:
        found.append(Action(_t("Find met"), _url("find-condition-met", condition), "check", panel="dialog"))
        found.append(
            Action(_t("Send back"), _url("send-condition-back", condition), "rotate-clockwise-2", panel="dialog")
        )
    if condition.standing == "open" and may(reader, REPORT, condition):
        found.append(Action(_t("Report as met"), _url("report-condition", condition), "send", panel="dialog"))
    return found


def _url(name: str, condition: Condition) -> str:
    return reverse(f"registers:{name}", args=[condition.pk])
