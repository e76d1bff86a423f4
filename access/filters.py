"""Filters of the lists, shared by pages and API."""

from datetime import timedelta
from typing import Any, ClassVar

import django_filters as filters
from django import forms
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext_lazy as _
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema_field

from access.forms import DayInput
from access.group_reading import members_of
from access.models import Department, DirectoryGroup, Person, Role
from access.querysets import PersonQuerySet
from common.clock import now, today
from common.identifiers import as_id
from common.search import words_in, words_query
from trail.choices import Channel
from trail.models import TrailEntry
from trail.verbs import all_verbs, verbs_saying


def roles_in_use() -> list[tuple[str, Any]]:
    """Return the choices of roles by slug."""
    return [(role.slug, role.label) for role in Role.objects.in_use()]


class PersonFilter(filters.FilterSet):
    """Which people."""

    q = filters.CharFilter(label=_("Search"), method="search")
    department = filters.ModelChoiceFilter(label=_("Department"), queryset=Department.objects.all())
    role = filters.ChoiceFilter(label=_("Role"), choices=roles_in_use, method="with_role")
    active = filters.ChoiceFilter(
        label=_("Standing"),
        choices=[("yes", _("Active")), ("no", _("Deactivated"))],
        method="with_standing",
    )
    sign_in = filters.ChoiceFilter(
        label=_("Last sign-in"),
        choices=[("90", _("Not for 90 days")), ("never", _("Never"))],
        method="with_sign_in",
    )
    group = filters.ModelChoiceFilter(label=_("Group"), queryset=DirectoryGroup.objects.giving(), method="in_group")
    without_role = filters.ChoiceFilter(
        label=_("Without a role"), choices=[("yes", _("Holds no role"))], method="with_no_role"
    )

    class Meta:
        model = Person
        fields: ClassVar = ["department"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # Read once for the check, the menu and the chip of the filter.
        self.filters["role"].extra["choices"] = roles_in_use()

    def search(self, people: PersonQuerySet, _name: str, text: str) -> PersonQuerySet:
        """Find each word in the name or the address."""
        return people.named_like(text)

    def with_role(self, people: PersonQuerySet, _name: str, value: str) -> PersonQuerySet:
        """Keep those who hold a role today."""
        return people.holding(value, today())

    def with_standing(self, people: PersonQuerySet, _name: str, value: str) -> PersonQuerySet:
        """Keep the active or the deactivated."""
        return people.active() if value == "yes" else people.filter(is_active=False)

    def with_sign_in(self, people: PersonQuerySet, _name: str, value: str) -> PersonQuerySet:
        """Keep those who have not signed in lately, or never."""
        if value == "never":
            return people.filter(last_login=None)
        return people.filter(last_login__lt=now() - timedelta(days=90))

    @extend_schema_field(OpenApiTypes.UUID)
    def in_group(self, people: PersonQuerySet, _name: str, group: DirectoryGroup) -> PersonQuerySet:
        """Keep those in a group, by their last sign-in or by the directory."""
        return people.filter(pk__in=members_of(group).order_by().values("pk"))

    def with_no_role(self, people: PersonQuerySet, _name: str, _value: str) -> PersonQuerySet:
        """Keep the active ones without any role."""
        return people.without_role(today())


class DepartmentFilter(filters.FilterSet):
    """Which departments."""

    q = filters.CharFilter(label=_("Search"), method="search")
    people = filters.ChoiceFilter(
        label=_("People"), choices=[("yes", _("Has people")), ("no", _("Is empty"))], method="with_people"
    )

    class Meta:
        model = Department
        fields: ClassVar[list[str]] = []

    def search(self, departments: QuerySet[Department], _name: str, text: str) -> QuerySet[Department]:
        """Find each word in the name."""
        for word in text.split():
            departments = departments.filter(name__icontains=word)
        return departments

    def with_people(self, departments: QuerySet[Department], _name: str, value: str) -> QuerySet[Department]:
        """Keep those with active people, or without any."""
        inside = Exists(Person.objects.active().filter(department=OuterRef("pk")))
        return departments.filter(inside if value == "yes" else ~inside)


class RoleFilter(filters.FilterSet):
    """Which roles."""

    q = filters.CharFilter(label=_("Search"), method="search")
    kind = filters.ChoiceFilter(
        label=_("Kind"), choices=[("builtin", _("Built in")), ("custom", _("Custom"))], method="of_kind"
    )
    retired = filters.ChoiceFilter(
        label=_("Standing"), choices=[("no", _("In use")), ("yes", _("Retired"))], method="with_retired"
    )

    class Meta:
        model = Role
        fields: ClassVar[list[str]] = []

    def search(self, roles: QuerySet[Role], _name: str, text: str) -> QuerySet[Role]:
        """Find words in name and description."""
        for word in text.split():
            roles = roles.filter(Q(name__icontains=word) | Q(description__icontains=word))
        return roles

    def of_kind(self, roles: QuerySet[Role], _name: str, value: str) -> QuerySet[Role]:
        """Keep the built-in or the custom ones."""
        return roles.filter(builtin=value == "builtin")

    def with_retired(self, roles: QuerySet[Role], _name: str, value: str) -> QuerySet[Role]:
        """Keep the retired ones or those in use."""
        return roles.exclude(retired_at=None) if value == "yes" else roles.filter(retired_at=None)


def verb_choices() -> list[tuple[str, str]]:
    """Return every verb, by name."""
    return [(verb, verb) for verb in sorted(all_verbs())]


class PersonField(forms.CharField):
    """A person as a reader writes them; a list to choose from would hold everybody."""

    def shown(self, text: str) -> str:
        """Return how a chosen person is called."""
        key = as_id(text)
        person = Person.objects.filter(pk=key).first() if key else None
        return person.name if person else text


class PersonNamed(filters.CharFilter):
    """A filter by person that costs the same however many there are."""

    field_class = PersonField


class TrailEntryFilter(filters.FilterSet):
    """Which entries of the trail."""

    q = filters.CharFilter(label=_("Search"), method="search")
    person = PersonNamed(label=_("Person"), method="by_person", help_text=_("A name, an e-mail address, or the id."))
    verb = filters.ChoiceFilter(label=_("What happened"), choices=verb_choices, field_name="verb")
    about = filters.CharFilter(
        label=_("Object"), method="with_about", help_text=_("Kind and id, such as access.person:0190…")
    )
    first = filters.DateFilter(label=_("From"), method="from_day", widget=DayInput())
    last = filters.DateFilter(label=_("Until"), method="until_day", widget=DayInput())
    channel = filters.ChoiceFilter(label=_("Way in"), choices=Channel.choices)

    class Meta:
        model = TrailEntry
        fields: ClassVar = ["channel"]

    def search(self, entries: Any, _name: str, text: str) -> Any:
        """Find every word by its beginning: in what was recorded, or in the sentence as the reader sees it."""
        for word in words_in(text):
            entries = entries.filter(Q(search=words_query(word)) | Q(verb__in=verbs_saying(word)))
        return entries

    def by_person(self, entries: Any, _name: str, text: str) -> Any:
        """Keep what one person did, by id, or everybody of that name or address."""
        key = as_id(text.strip())
        if key is not None:
            return entries.by(key)
        named = Q(name__icontains=text.strip()) | Q(email__iexact=text.strip())
        return entries.filter(actor__in=Person.objects.filter(named).values("pk"))

    def with_about(self, entries: Any, _name: str, text: str) -> Any:
        """Keep what concerns one object."""
        return entries.filter(about__contains=[text.strip()])

    def from_day(self, entries: Any, _name: str, day: Any) -> Any:
        """Keep what happened on a day or later."""
        return entries.between(day, None)

    def until_day(self, entries: Any, _name: str, day: Any) -> Any:
        """Keep what happened up to the end of a day."""
        return entries.between(None, day)
