"""Filters of the list of service identities, shared by pages and API."""

from datetime import timedelta
from typing import Any, ClassVar

import django_filters as filters
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from access.filters import PersonNamed, roles_in_use
from access.models import Department, Person
from access.querysets import PersonQuerySet
from access.service_rows import orphaned
from common.clock import now, today
from common.identifiers import as_id

SOON = timedelta(days=30)
LONG = timedelta(days=90)


class ServiceFilter(filters.FilterSet):
    """Which programs."""

    q = filters.CharFilter(label=_("Search"), method="search")
    answerable = PersonNamed(
        label=_("Who answers for it"), method="answered_by", help_text=_("A name, an e-mail address, or the id.")
    )
    department = filters.ModelChoiceFilter(label=_("Department"), queryset=Department.objects.all())
    role = filters.ChoiceFilter(label=_("Role"), choices=roles_in_use, method="with_role")
    active = filters.ChoiceFilter(
        label=_("Standing"), choices=[("yes", _("In use")), ("no", _("Retired"))], method="with_standing"
    )
    orphaned = filters.ChoiceFilter(
        label=_("Nobody answers"), choices=[("yes", _("Nobody there answers for it"))], method="without_anybody"
    )
    tokens = filters.ChoiceFilter(
        label=_("Tokens"),
        choices=[("none", _("None that works")), ("soon", _("One expires within 30 days"))],
        method="with_tokens",
    )
    used = filters.ChoiceFilter(
        label=_("Last used"), choices=[("90", _("Not for 90 days")), ("never", _("Never"))], method="with_use"
    )

    class Meta:
        model = Person
        fields: ClassVar = ["department"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # Read once for the check, the menu and the chip of the filter.
        self.filters["role"].extra["choices"] = roles_in_use()

    def search(self, services: PersonQuerySet, _name: str, text: str) -> PersonQuerySet:
        """Find each word in the name or in what it is for."""
        for word in text.split():
            services = services.filter(Q(name__icontains=word) | Q(purpose__icontains=word))
        return services

    def answered_by(self, services: PersonQuerySet, _name: str, text: str) -> PersonQuerySet:
        """Keep those that one person answers for, by id, or everybody of that name or address."""
        key = as_id(text.strip())
        if key is not None:
            return services.filter(answerable=key)
        named = text.strip()
        return services.filter(Q(answerable__name__icontains=named) | Q(answerable__email__iexact=named))

    def with_role(self, services: PersonQuerySet, _name: str, value: str) -> PersonQuerySet:
        """Keep those that hold a role today."""
        return services.holding(value, today())

    def with_standing(self, services: PersonQuerySet, _name: str, value: str) -> PersonQuerySet:
        """Keep those in use or the retired."""
        return services.filter(is_active=value == "yes")

    def without_anybody(self, services: PersonQuerySet, _name: str, _value: str) -> PersonQuerySet:
        """Keep those in use that nobody there answers for."""
        return services.filter(orphaned())

    def with_tokens(self, services: Any, _name: str, value: str) -> Any:
        """Keep those in use without a token that works, or with one that expires soon."""
        if value == "none":
            return services.filter(is_active=True, first_end=None)
        return services.filter(first_end__lte=now() + SOON)

    def with_use(self, services: Any, _name: str, value: str) -> Any:
        """Keep those no token of which was used lately, or ever."""
        if value == "never":
            return services.filter(last_used_at=None)
        return services.filter(last_used_at__lt=now() - LONG)
