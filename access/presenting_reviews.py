"""An access review as its pages show it: how far it is, what is remarkable in it, who was asked."""

from collections import Counter
from collections.abc import Mapping
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext as _t
from django.utils.translation import ngettext

from access.choices import ReviewAnswer, ReviewFlag, ReviewOutcome, ReviewStage
from access.models import AccessReview, Department, Person, Role
from access.permits import may
from access.review_scopes import Scope
from access.reviewing import kind_label
from common.clock import today
from common.presentation import Tone
from common.templatetags.kit import number

SHOWN_IN_SCOPE = 3
COUNTED = ("total", "answered", "flagged", "mine", "mine_left", "nobody", "refused", "unremarkable")


def scope_in_words(review: AccessReview) -> str:
    """Return what a campaign looks at."""
    scope = Scope.of(review.scope)
    roles = [role.label for role in Role.objects.filter(slug__in=scope.roles)] if scope.roles else []
    places = Department.objects.filter(pk__in=scope.departments) if scope.departments else ()
    parts = [
        _few([str(each) for each in places]),
        _few(roles),
        _few([kind_label(name) for name in scope.kinds]),
    ]
    return "; ".join(part for part in parts if part) or _t("Everything that people and programs may do")


def progress_of(review: AccessReview, items: QuerySet[Any], reader: Person) -> dict[str, Any]:
    """Return how far a campaign is, of the rights that the reader sees; `remarks` are what `flag_chart` shows."""
    found, remarks = Counter[str](), Counter[tuple[str, str]]()
    # One look at every row: counting each of these in the database costs more than the few thousand rows.
    for answer, flags, reviewer, outcome in items.order_by().values_list("answer", "flags", "reviewer", "outcome"):
        mine = reviewer == reader.pk
        told = {
            "total": True,
            "answered": bool(answer),
            answer or "unanswered": True,
            "flagged": bool(flags),
            "mine": mine,
            "mine_left": mine and not answer,
            "nobody": reviewer is None and not answer,
            "refused": outcome == ReviewOutcome.REFUSED,
            "unremarkable": not answer and not flags,
        }
        found.update(name for name, counts in told.items() if counts)
        remarks.update((flag, answer) for flag in flags)
    here = review.get_absolute_url()
    left = found["total"] - found["answered"]
    days = (review.due_on - today()).days
    return {
        **{name: found[name] for name in COUNTED},
        "remarks": remarks,
        "left": left,
        "is_open": review.state == ReviewStage.OPEN,
        "stats": [
            _stat(_t("No answer yet"), left, f"{here}?answer=none", _due_in_words(review, days)),
            _stat(_t("Keep"), found["keep"], f"{here}?answer=keep"),
            _stat(_t("Keep until a day"), found["change"], f"{here}?answer=change"),
            _stat(_t("Remove"), found["remove"], f"{here}?answer=remove"),
            _stat(_t("With remarks"), found["flagged"], f"{here}?flag=any"),
        ],
        "mine_url": f"{here}?reviewer=me&answer=none",
        "nobody_url": f"{here}?reviewer=none&answer=none",
        "refused_url": f"{here}?outcome=refused",
        "unremarkable_url": f"{here}?flag=none&answer=none"
        + ("" if may(reader, "access.run_reviews") else "&reviewer=me"),
        "late": review.state == ReviewStage.OPEN and days < 0,
        "tone": Tone.SUCCESS if not left else Tone.INFO,
    }


def flag_chart(counted: Counter[tuple[str, str]]) -> dict[str, Any] | None:
    """Return the remarks of a campaign with what was answered, as a chart with its table; None without any."""
    names = [(value, label) for value, label in ReviewFlag.choices if any(flag == value for flag, _answer in counted)]
    if not names:
        return None
    answers = ("", ReviewAnswer.KEEP, ReviewAnswer.CHANGE, ReviewAnswer.REMOVE)
    return {
        "id": "flags",
        "kind": "rows",
        "title": _t("Remarks, and what was said of them"),
        "headers": [_t("Remark"), _t("No answer yet"), _t("Keep"), _t("Keep until a day"), _t("Remove")],
        "rows": [[str(label), *(counted[value, answer] for answer in answers)] for value, label in names],
        "unit": _t("rights"),
    }


def reviewers_of(review: AccessReview) -> list[dict[str, Any]]:
    """Return who was asked, about how much, and how much of it they have answered."""
    rows: Any = review.items.order_by("reviewer__name").values("reviewer", "reviewer__name")
    found = rows.annotate(total=Count("pk"), answered=Count("pk", filter=~Q(answer="")))
    here = review.get_absolute_url()
    return [
        {
            "name": row["reviewer__name"] or _t("Nobody"),
            "total": row["total"],
            "answered": row["answered"],
            "url": f"{here}?reviewer={'none' if row['reviewer'] is None else row['reviewer']}",
        }
        for row in found
    ]


def _stat(label: str, value: int, url: str, text: str = "") -> Mapping[str, Any]:
    return {"label": label, "value": number(value), "url": url, "help": text}


def _due_in_words(review: AccessReview, days: int) -> str:
    if review.state != ReviewStage.OPEN:
        return ""
    if days < 0:
        return ngettext("Overdue for %(n)d day.", "Overdue for %(n)d days.", -days) % {"n": -days}
    return ngettext("%(n)d day left.", "%(n)d days left.", days) % {"n": days}


def _few(names: list[str]) -> str:
    shown, rest = ", ".join(sorted(names)[:SHOWN_IN_SCOPE]), len(names) - SHOWN_IN_SCOPE
    if rest <= 0:
        return shown
    return ngettext("%(names)s and %(n)d more", "%(names)s and %(n)d more", rest) % {"names": shown, "n": rest}
