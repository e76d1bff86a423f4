"""Columns and filters of people who left and own something still."""

from typing import Any, ClassVar

import django_filters as filters
import django_tables2 as tables
from django.db.models import Q
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from access.actions.leavers import hand_over_address
from access.models import Department, Person
from access.owned_counts import counts_on, in_words
from access.querysets import PersonQuerySet
from access.successors import is_officer
from access.tables import PortalTable, WhenColumn
from common.cells import person_cell


class LeaverTable(PortalTable):
    """Leavers, and what of theirs has nobody."""

    name = tables.Column(verbose_name=_("Name"))
    department = tables.Column(verbose_name=_("Department"), accessor="department__name")
    deactivated_at = WhenColumn(verbose_name=_("Left"))
    owned = tables.Column(verbose_name=_("Still owns"), accessor="pk")
    successor = tables.Column(verbose_name=_("Who takes over"), accessor="successor", empty_values=())

    class Meta(PortalTable.Meta):
        model = Person
        fields: ClassVar = ()

    def render_name(self, record: Person) -> Any:
        """Show initials and name, and lead to where it is handed over, or to the person."""
        reader = self.request.user
        may_hand_over = isinstance(reader, Person) and is_officer(reader)
        return person_cell(record, hand_over_address(record) if may_hand_over else record.get_absolute_url())

    def value_name(self, record: Person) -> str:
        """Return the plain name."""
        return record.name

    def render_owned(self, record: Person) -> str:
        """Say how much of which kind."""
        return in_words(counts_on(record))

    def value_owned(self, record: Person) -> str:
        """Return the same for exports."""
        return in_words(counts_on(record))

    def render_successor(self, value: Person | None) -> Any:
        """Show the successor, without one who is asked instead; one who left as well takes over nothing."""
        if value is None:
            return _t("Compliance officers")
        return person_cell(value) if value.is_active else _t("%(person)s (deactivated)") % {"person": value.name}

    def value_successor(self, value: Person | None) -> str:
        """Return the plain name of whoever is named."""
        return value.name if value else ""


class LeaverFilter(filters.FilterSet):
    """Which leavers."""

    q = filters.CharFilter(label=_("Search"), method="search")
    department = filters.ModelChoiceFilter(label=_("Department"), queryset=Department.objects.all())
    successor = filters.ChoiceFilter(
        label=_("Who takes over"),
        choices=[("no", _("Nobody yet")), ("yes", _("Somebody is named"))],
        method="with_successor",
    )

    class Meta:
        model = Person
        fields: ClassVar = ["department"]

    def search(self, people: PersonQuerySet, _name: str, text: str) -> PersonQuerySet:
        """Find each word in the name or the address."""
        return people.named_like(text)

    def with_successor(self, people: PersonQuerySet, _name: str, value: str) -> PersonQuerySet:
        """Keep those whose things come to somebody who is here, or those of all others."""
        named = Q(successor__is_active=True)
        return people.filter(named) if value == "yes" else people.exclude(named)
