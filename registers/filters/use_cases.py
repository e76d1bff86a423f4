"""Filters of the register, as it stands and as it stood; shared by pages and API."""

from datetime import date, timedelta
from typing import Any, ClassVar

import django_filters as filters
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from access.filters import PersonNamed
from access.models import Person
from access.permits import may_somewhere
from common.clock import today
from common.identifiers import as_id
from registers.choices import AiActClass, Endpoint, Environment, Origin, RiskTier, UseCaseState
from registers.filters.register_choices import named_choices
from registers.models import ImportRow, RegisterLine, UseCase
from registers.querysets.scope import naming
from registers.querysets.use_cases import OPEN_TO_ALL, SEE_ALL
from registers.reading.as_of import asked_day

SOON = timedelta(days=30)


def none_yet() -> list[tuple[str, str]]:
    """Return no choices: they are read when a filter set is made (`named_choices`)."""
    return []


class AnyOf(filters.MultipleChoiceFilter):
    """One or several values of a column."""

    def filter(self, rows: Any, values: Any) -> Any:
        """Keep the rows with one of them; the library's own way sorts the whole list to find no row twice."""
        return rows.filter(**{f"{self.field_name}__in": values}) if values else rows


class RegisterFilter(filters.FilterSet):
    """What the register says of use cases, now or on another day."""

    q = filters.CharFilter(label=_("Search"), method="search")
    state = AnyOf(label=_("State"), choices=UseCaseState.choices, method="in_states")
    owner = PersonNamed(label=_("Owner"), method="with_owner", help_text=_("A name, an e-mail address, or the id."))
    without_owner = filters.ChoiceFilter(
        label=_("Without an owner"), choices=[("yes", _("Nobody answers for it"))], method="with_no_owner"
    )
    department = filters.ChoiceFilter(label=_("Department"), choices=none_yet, field_name="department_id")
    risk = AnyOf(label=_("Risk"), choices=RiskTier.choices, field_name="risk_tier")
    ai_act_class = AnyOf(label=_("EU AI Act class"), choices=AiActClass.choices)
    approval = filters.ChoiceFilter(
        label=_("Approval"),
        choices=[
            ("in-force", _("In force")),
            ("ending", _("Ends within 30 days")),
            ("lapsed", _("Over, and not renewed")),
        ],
        method="with_approval",
    )

    class Meta:
        model: ClassVar[Any] = RegisterLine
        fields: ClassVar[list[str]] = []

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # Read once for the check, the menu and the chip of each filter.
        for name, choices in named_choices().items():
            if name in self.filters:
                self.filters[name].extra["choices"] = choices

    @property
    def day(self) -> date:
        """Return the day by which approvals are in force or over."""
        return today()

    def search(self, rows: Any, _name: str, text: str) -> Any:
        """Find every word, also by its beginning."""
        return rows.searched(text)

    def in_states(self, rows: Any, _name: str, states: list[str]) -> Any:
        """Keep what stands in one of the states."""
        return rows.filter(state__in=states) if states else rows

    def with_owner(self, rows: Any, _name: str, text: str) -> Any:
        """Keep what one person owns, by id, or everybody of that name or address."""
        key = as_id(text.strip())
        if key is not None:
            return rows.filter(owner_id=key)
        named = Q(name__icontains=text.strip()) | Q(email__iexact=text.strip())
        return rows.filter(owner__in=Person.objects.filter(named).values("pk"))

    def with_no_owner(self, rows: Any, _name: str, _value: str) -> Any:
        """Keep what nobody answers for."""
        return rows.filter(owner=None)

    def with_approval(self, rows: Any, _name: str, value: str) -> Any:
        """Keep approvals in force, those that end soon, or those that are over."""
        approved = rows.filter(state=UseCaseState.APPROVED)
        if value == "lapsed":
            return approved.filter(approved_until__lt=self.day)
        in_force = approved.filter(approved_until__gte=self.day)
        return in_force.filter(approved_until__lte=self.day + SOON) if value == "ending" else in_force


class UseCaseFilter(RegisterFilter):
    """Which use cases."""

    mine = filters.ChoiceFilter(
        label=_("My part"),
        choices=[
            ("owner", _("I own it")),
            ("shared", _("Shared with me or my department")),
            ("any", _("I own it, work on it or follow it")),
        ],
        method="with_part",
    )
    category = filters.ChoiceFilter(label=_("Data category"), choices=none_yet, method="naming")
    model = filters.ChoiceFilter(label=_("Model"), choices=none_yet, method="naming")
    project = filters.ChoiceFilter(label=_("Project"), choices=none_yet, method="naming")
    endpoint = filters.ChoiceFilter(
        label=_("Endpoint"), choices=Endpoint.choices, field_name="version__endpoints", method="holding"
    )
    environment = filters.ChoiceFilter(
        label=_("Environment"), choices=Environment.choices, field_name="version__environments", method="holding"
    )
    origin = filters.ChoiceFilter(label=_("Origin"), choices=Origin.choices)
    imported = filters.ChoiceFilter(label=_("Import"), choices=none_yet, method="from_import")

    class Meta(RegisterFilter.Meta):
        model = UseCase

    def in_states(self, rows: Any, name: str, states: list[str]) -> Any:
        """Keep what stands in one of the states; whoever sees only their own of these is led to their own."""
        kept = super().in_states(rows, name, states)
        reader = self.request.user
        own_only = states and not (set(states) & set(OPEN_TO_ALL) or may_somewhere(reader, SEE_ALL))
        return kept.of(reader) if own_only else kept

    def with_part(self, rows: Any, _name: str, value: str) -> Any:
        """Keep what the reader owns, or what they have any part in."""
        reader = self.request.user
        if value == "shared":
            return rows.shared_with(reader)
        return rows.filter(owner=reader) if value == "owner" else rows.of(reader)

    def naming(self, rows: Any, name: str, value: str) -> Any:
        """Keep what names one data category, model or project."""
        return rows.filter(naming(name, value))

    def holding(self, rows: Any, name: str, value: str) -> Any:
        """Keep what may call an endpoint, or runs in an environment."""
        return rows.filter(**{f"{name}__contains": [value]})

    def from_import(self, rows: Any, _name: str, value: Any) -> Any:
        """Keep what one import entered."""
        return rows.filter(Exists(ImportRow.objects.filter(use_case=OuterRef("pk"), register_import=value)))


class RegisterLineFilter(RegisterFilter):
    """Which lines of the register as it stood on a day."""

    @property
    def day(self) -> date:
        """Return the day that is looked at."""
        return asked_day(self.data)
