"""Columns of the lists of people, roles and the trail."""

from typing import Any, ClassVar

import django_tables2 as tables
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext

from access.models import Department, Person, Role
from common.cells import badge_cell, person_cell
from common.presentation import Tone
from common.templatetags.kit import number, when
from trail.choices import PORTAL
from trail.models import TrailEntry


class WhenColumn(tables.Column):
    """A moment, relative with the exact time on hover; exported as it is."""

    def render(self, value: Any) -> Any:
        """Show the moment."""
        return when(value)

    def value(self, value: Any) -> Any:
        """Return the moment itself for exports."""
        return value


class CountColumn(tables.Column):
    """A number, to the right and with the reader's separators; exported as it is."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(attrs={"td": {"class": "number"}, "th": {"class": "number"}}, **kwargs)

    def render(self, value: Any) -> str:
        """Show the number."""
        return number(value)

    def value(self, value: Any) -> Any:
        """Return the number itself for exports."""
        return value


class PortalTable(tables.Table):
    """What every list has in common: one sign for what is empty."""

    class Meta:
        default = "\u2013"


class PersonTable(PortalTable):
    """People."""

    name = tables.Column(verbose_name=_("Name"), linkify=True)
    email = tables.Column(verbose_name=_("E-mail"))
    department = tables.Column(verbose_name=_("Department"), accessor="department__name")
    roles = tables.Column(verbose_name=_("Roles"), accessor="assignments_today", empty_values=())
    standing = tables.Column(verbose_name=_("Standing"), accessor="is_active")
    last_login = WhenColumn(verbose_name=_("Last sign-in"))
    created_at = WhenColumn(verbose_name=_("Since"))
    second_factor = tables.Column(verbose_name=_("Second factor"), accessor="has_second_factor")

    class Meta(PortalTable.Meta):
        model = Person
        fields: ClassVar = ()

    def render_name(self, record: Person) -> Any:
        """Show initials and name."""
        return person_cell(record)

    def value_name(self, record: Person) -> str:
        """Return the plain name."""
        return record.name

    def render_roles(self, record: Person) -> Any:
        """Show the roles held today."""
        labels = [(each.label,) for each in record.assignments_today]
        if not labels:
            return self.default
        return format_html('<span class="tags">{}</span>', format_html_join(" ", '<span class="tag">{}</span>', labels))

    def value_roles(self, record: Person) -> str:
        """Return the roles as one text."""
        return ", ".join(each.label for each in record.assignments_today)

    def render_standing(self, record: Person) -> Any:
        """Show whether the person may sign in."""
        if record.is_active and record.is_for_emergencies:
            return badge_cell(_t("For emergencies"), Tone.WARNING)
        if record.is_active:
            return badge_cell(_t("Active"), Tone.SUCCESS)
        return badge_cell(_t("Deactivated"), Tone.NEUTRAL)

    def value_standing(self, record: Person) -> str:
        """Return the standing as a word."""
        if record.is_active and record.is_for_emergencies:
            return _t("For emergencies")
        return _t("Active") if record.is_active else _t("Deactivated")

    def render_second_factor(self, value: bool) -> Any:  # noqa: FBT001 - django-tables2 passes the value so
        """Show whether a second factor is set up."""
        return (
            badge_cell(pgettext("second factor", "Set up"), Tone.SUCCESS)
            if value
            else badge_cell(pgettext("second factor", "None"), Tone.NEUTRAL)
        )

    def value_second_factor(self, value: bool) -> str:  # noqa: FBT001 - django-tables2 passes the value so
        """Return it as a word."""
        return pgettext("second factor", "Set up") if value else pgettext("second factor", "None")


class DepartmentTable(PortalTable):
    """Departments."""

    name = tables.Column(verbose_name=_("Name"), linkify=True)
    members = CountColumn(verbose_name=_("People"))

    class Meta(PortalTable.Meta):
        model = Department
        fields: ClassVar = ()

    def render_members(self, record: Any, value: int) -> Any:
        """Show how many active people there are, and lead to them."""
        return format_html(
            '<a href="{}?department={}&amp;active=yes">{}</a>', reverse("access:people"), record.pk, number(value)
        )

    def value_members(self, value: int) -> int:
        """Return the number."""
        return value


class RoleTable(PortalTable):
    """Roles."""

    name = tables.Column(verbose_name=_("Name"), linkify=True)
    description = tables.Column(verbose_name=_("What it is for"))
    kind = tables.Column(verbose_name=_("Kind"), accessor="builtin")
    permissions = tables.Column(
        verbose_name=_("Permissions"),
        accessor="permission_names",
        attrs={"td": {"class": "number"}, "th": {"class": "number"}},
    )
    holders = CountColumn(verbose_name=_("Held by"))
    standing = tables.Column(verbose_name=_("Standing"), accessor="retired_at", empty_values=())

    class Meta(PortalTable.Meta):
        model = Role
        fields: ClassVar = ()

    def render_name(self, record: Role) -> str:
        """Show the name, a built-in role's in the reader's language."""
        return record.label

    def value_name(self, record: Role) -> str:
        """Return the plain name."""
        return record.label

    def render_description(self, record: Role) -> str:
        """Show what it is for, a built-in role's in the reader's language."""
        return record.purpose

    def render_kind(self, value: bool) -> str:  # noqa: FBT001 - django-tables2 passes the value so
        """Show whether the role is built in."""
        return _t("Built in") if value else _t("Custom")

    def render_permissions(self, value: frozenset[str]) -> int:
        """Show how many permissions the role holds."""
        return len(value)

    def value_permissions(self, value: frozenset[str]) -> str:
        """Return the permissions as one text."""
        return ", ".join(sorted(value))

    def render_standing(self, record: Role) -> Any:
        """Show whether the role can be given."""
        if record.retired_at:
            return badge_cell(_t("Retired"), Tone.NEUTRAL)
        return badge_cell(_t("In use"), Tone.SUCCESS)

    def value_standing(self, record: Role) -> str:
        """Return the standing as a word."""
        return _t("Retired") if record.retired_at else _t("In use")


class TrailEntryTable(PortalTable):
    """Entries of the trail."""

    at = WhenColumn(verbose_name=_("When"))
    sentence = tables.Column(verbose_name=_("What happened"), linkify=True, attrs={"a": {"class": "row-link"}})
    actor = tables.Column(verbose_name=_("Person"), accessor="actor_name", attrs={"td": {"class": "tight"}})
    reason = tables.Column(verbose_name=_("Reason"))
    subject = tables.Column(verbose_name=_("Object"), accessor="subject_name")
    verb = tables.Column(verbose_name=_("Verb"))
    address = tables.Column(verbose_name=_("Address"))
    channel = tables.Column(verbose_name=_("Way in"))
    request_id = tables.Column(verbose_name=_("Request"))
    changes = tables.Column(verbose_name=_("Changes"), accessor="diff")
    id = tables.Column(verbose_name=_("Id"))

    class Meta(PortalTable.Meta):
        model = TrailEntry
        fields: ClassVar = ()

    def render_actor(self, record: TrailEntry) -> Any:
        """Show the person with a link to what else they did."""
        if record.actor_id is None:
            return _t("The portal") if record.actor_name == PORTAL else record.actor_name
        return format_html(
            '<a href="{}?person={}">{}</a>', reverse("trail:entries"), record.actor_id, record.actor_name
        )

    def value_actor(self, record: TrailEntry) -> str:
        """Return the person's name at the time."""
        return record.actor_name

    def render_verb(self, value: str) -> SafeString:
        """Show the verb as a name."""
        return format_html("<code>{}</code>", value)

    def render_changes(self, value: list[Any]) -> Any:
        """Show which fields changed."""
        return ", ".join(dict.fromkeys(field for field, _before, _after in value))

    def value_changes(self, record: TrailEntry) -> Any:
        """Return the changes whole."""
        return record.changes
