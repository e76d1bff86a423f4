"""Filters of the queue, shared by page and API."""

import re
from datetime import date, datetime, time, timedelta
from typing import Any, ClassVar

import django_filters as filters
from django.db.models import CharField, Q, Value
from django.db.models.functions import Cast
from django.utils.timezone import get_default_timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from access.filters import PersonNamed
from access.models import Department, Person
from common.clock import now, today
from common.identifiers import as_id
from registers.choices import RouteFor
from registers.filters.use_cases import AnyOf, none_yet
from registers.models import Review, ReviewStep, UseCase

CODE = re.compile(r"uc-?0*(\d{1,9})", re.IGNORECASE)
ME, ALL = "me", "all"
TIERS = [
    (RouteFor.LOW, pgettext_lazy("risk", "Low")),
    (RouteFor.MEDIUM, pgettext_lazy("risk", "Medium")),
    (RouteFor.HIGH, pgettext_lazy("risk", "High")),
    (RouteFor.POLICY, _("Policy document")),
]
AGES = [
    ("3", _("More than 3 days")),
    ("7", _("More than a week")),
    ("14", _("More than two weeks")),
    ("30", _("More than 30 days")),
]


class ReviewFilter(filters.FilterSet):
    """Which requests."""

    q = filters.CharFilter(label=_("Search"), method="search")
    waits = filters.ChoiceFilter(
        label=_("Waits for"),
        choices=[(ME, _("Me")), (ALL, _("Anybody"))],
        method="waiting_for",
    )
    tier = AnyOf(label=_("Risk"), choices=TIERS, field_name="route__route_for")
    step = filters.ChoiceFilter(label=_("Step"), choices=none_yet, method="at_step")
    due = filters.ChoiceFilter(
        label=_("Answer due"),
        choices=[("late", _("Late")), ("today", _("Today")), ("week", _("Within a week"))],
        method="due_by",
    )
    department = filters.ChoiceFilter(
        label=_("Department"), choices=none_yet, field_name="version__use_case__department_id"
    )
    age = filters.ChoiceFilter(label=_("Waits at this step"), choices=AGES, method="waiting_longer")
    owner = PersonNamed(label=_("Owner"), method="with_owner", help_text=_("A name, an e-mail address, or the id."))
    version = filters.ChoiceFilter(
        label=_("Version"),
        choices=[("first", _("First request")), ("change", _("Changes what is in force"))],
        method="of_kind",
    )

    class Meta:
        model: ClassVar[Any] = Review
        fields: ClassVar[list[str]] = []

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # Read once for the check, the menu and the chip of each filter.
        for name, choices in _choices().items():
            self.filters[name].extra["choices"] = choices

    def search(self, rows: Any, _name: str, text: str) -> Any:
        """Find each word in title, code, owner or department, or all of them as on the register."""
        found = Q()
        for word in text.split():
            found &= _with_word(word)
        return rows.filter(found | Q(version__use_case__in=UseCase.objects.order_by().searched(text).values("pk")))

    def waiting_for(self, rows: Any, _name: str, value: str) -> Any:
        """Keep what the reader has a seat at, or everything."""
        return waiting_for_reader(rows, self.request.user) if value == ME else rows

    def at_step(self, rows: Any, _name: str, value: str) -> Any:
        """Keep what waits at a step of a name, whatever its route."""
        return rows.filter(step_name=value)

    def due_by(self, rows: Any, _name: str, value: str) -> Any:
        """Keep what is late, what is due today, or within seven days."""
        if value == "late":
            return rows.filter(due_at__lt=now())
        days = 0 if value == "today" else 7
        return rows.filter(due_at__gte=now(), due_at__lt=_end_of(today() + timedelta(days=days)))

    def waiting_longer(self, rows: Any, _name: str, value: str) -> Any:
        """Keep what has waited at its step for longer than some days."""
        return rows.filter(waits_since__lt=now() - timedelta(days=int(value)))

    def with_owner(self, rows: Any, _name: str, text: str) -> Any:
        """Keep what one person owns, by id, or everybody of that name or address."""
        key = as_id(text.strip())
        named = Q(name__icontains=text.strip()) | Q(email__iexact=text.strip())
        people = Person.objects.filter(Q(pk=key) if key else named).values("pk")
        return rows.filter(Q(version__use_case__owner__in=people) | Q(document_version__document__owner__in=people))

    def of_kind(self, rows: Any, _name: str, value: str) -> Any:
        """Keep first requests, or changes of what is in force."""
        in_force = Q(version__use_case__in_force__isnull=False)
        return rows.filter(in_force if value == "change" else ~in_force)


def waiting_for_reader(rows: Any, reader: Any) -> Any:
    """Keep the reviews whose open step waits for a reader."""
    steps = ReviewStep.objects.order_by().to_decide_by(reader, today())
    return rows.filter(pk__in=steps.values("review"))


def _with_word(word: str) -> Q:
    code = CODE.fullmatch(word)
    return (
        Q(version__title__icontains=word)
        | Q(document_version__document__title__icontains=word)
        | Q(version__use_case__owner__name__icontains=word)
        | Q(version__use_case__department__name__icontains=word)
        | (Q(version__use_case__number=int(code[1])) if code else Q())
    )


def _end_of(day: date) -> datetime:
    """Return the first moment after a day, as the organisation counts days."""
    return datetime.combine(day + timedelta(days=1), time(), get_default_timezone())


def _choices() -> dict[str, list[tuple[str, str]]]:
    """Return the steps at which something waits, and the departments, in one query."""
    steps = ReviewStep.objects.waiting().order_by().annotate(kind=Value("step"))
    departments = Department.objects.order_by().annotate(kind=Value("department"), key=Cast("pk", CharField()))
    rows = steps.values_list("kind", "step__name", "step__name").union(departments.values_list("kind", "key", "name"))
    found: dict[str, list[tuple[str, str]]] = {"step": [], "department": []}
    for kind, key, name in rows:
        found[kind].append((key, name))
    return {kind: sorted(choices, key=lambda choice: choice[1].casefold()) for kind, choices in found.items()}
