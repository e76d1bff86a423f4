"""Columns, filters and input of groups of the directory."""

from typing import Any, ClassVar

import django_filters as filters
import django_tables2 as tables
from django import forms
from django.db.models import QuerySet
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from access.filters import roles_in_use
from access.forms import ReasonForm
from access.models import Department, DirectoryGroup, GroupRole, Role
from access.querysets.directory import DirectoryGroupQuerySet
from access.tables import CountColumn, PortalTable, WhenColumn
from common.cells import badge_cell
from common.name_fields import NameField
from common.presentation import Tone


class DirectoryGroupFilter(filters.FilterSet):
    """Which groups."""

    q = filters.CharFilter(label=_("Search"), method="search")
    mapped = filters.ChoiceFilter(
        label=_("Gives"), choices=[("yes", _("Roles or a department")), ("no", _("Nothing"))], method="with_mapping"
    )
    role = filters.ChoiceFilter(label=_("Gives the role"), choices=roles_in_use, method="with_role")
    kept_by = filters.ChoiceFilter(
        label=_("Kept by"), choices=[("directory", _("The directory")), ("hand", _("By hand"))], method="with_keeper"
    )

    class Meta:
        model = DirectoryGroup
        fields: ClassVar[list[str]] = []

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # Read once for the check, the menu and the chip of the filter.
        self.filters["role"].extra["choices"] = roles_in_use()

    def search(self, groups: QuerySet[DirectoryGroup], _name: str, text: str) -> QuerySet[DirectoryGroup]:
        """Find each word in the name or the id at the provider."""
        for word in text.split():
            groups = groups.filter(name__icontains=word) | groups.filter(external_id__icontains=word)
        return groups

    def with_mapping(self, groups: DirectoryGroupQuerySet, _name: str, value: str) -> DirectoryGroupQuerySet:
        """Keep those that give something, or nothing."""
        return groups.giving() if value == "yes" else groups.giving_nothing()

    def with_role(self, groups: QuerySet[DirectoryGroup], _name: str, value: str) -> QuerySet[DirectoryGroup]:
        """Keep those that give a role."""
        return groups.filter(pk__in=GroupRole.objects.filter(role__slug=value).values("group"))

    def with_keeper(self, groups: QuerySet[DirectoryGroup], _name: str, value: str) -> QuerySet[DirectoryGroup]:
        """Keep those that the directory keeps by SCIM, or those entered here."""
        return groups.filter(provisioned_at__isnull=value == "hand")


class DirectoryGroupTable(PortalTable):
    """Groups."""

    name = tables.Column(verbose_name=_("Group"), linkify=True)
    external_id = tables.Column(verbose_name=_("Id at the provider"))
    roles = tables.Column(verbose_name=_("Gives the roles"), accessor="roles__all", empty_values=())
    department = tables.Column(verbose_name=_("Department"), accessor="department__name")
    by_sign_in = CountColumn(verbose_name=_("People by sign-in"))
    by_directory = CountColumn(verbose_name=_("People by directory"))
    kept_by = tables.Column(verbose_name=_("Kept by"), accessor="provisioned_at", empty_values=())
    created_at = WhenColumn(verbose_name=_("Since"))

    class Meta(PortalTable.Meta):
        model = DirectoryGroup
        fields: ClassVar = ()

    def render_roles(self, record: DirectoryGroup) -> Any:
        """Show the roles that everybody in the group holds."""
        labels = [(role.label,) for role in record.roles.all()]
        if not labels:
            return badge_cell(_t("Nothing"), Tone.NEUTRAL) if record.department_id is None else self.default
        return format_html('<span class="tags">{}</span>', format_html_join(" ", '<span class="tag">{}</span>', labels))

    def value_roles(self, record: DirectoryGroup) -> str:
        """Return the roles as one text."""
        return ", ".join(role.label for role in record.roles.all())

    def render_kept_by(self, record: DirectoryGroup) -> str:
        """Show who keeps the group."""
        return _t("The directory") if record.provisioned_at else _t("By hand")

    def value_kept_by(self, record: DirectoryGroup) -> str:
        """Return it as a word."""
        return self.render_kept_by(record)


class RolesGiven(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]
    """Roles as boxes to tick, each with what it is for below its name."""

    widget = forms.CheckboxSelectMultiple

    def label_from_instance(self, obj: Any) -> str:
        """Return the role's name, with what it is for below it."""
        return format_html("{}<small>{}</small>", obj.label, obj.purpose) if obj.purpose else str(obj.label)


class MappingForm(ReasonForm):
    """What a group of the directory gives."""

    name = NameField(
        label=_("Group"),
        max_length=255,
        help_text=_("As sign-ins name it: capital letters and blanks count."),
    )
    external_id = NameField(
        label=_("Id at the provider"),
        max_length=255,
        required=False,
        help_text=_("Where sign-ins name groups by an id, as Microsoft Entra does. Otherwise leave it empty."),
    )
    roles = RolesGiven(label=_("Roles"), queryset=Role.objects.in_use(), required=False)
    department = forms.ModelChoiceField(
        label=_("Department"),
        queryset=Department.objects.order_by("name"),
        required=False,
        empty_label=pgettext_lazy("department", "None"),
        help_text=_("Whoever is in the group belongs to it. Leave it empty to let people stay where they are."),
    )
    version = forms.CharField(widget=forms.HiddenInput, required=False, max_length=32)
    fieldsets = (
        (_("The group"), "", ("name", "external_id")),
        (_("What everybody in it gets"), "", ("roles", "department")),
        (_("Why"), "", ("reason",)),
    )
    field_order = ("name", "external_id", "roles", "department", "reason", "version")

    def __init__(self, *args: Any, group: DirectoryGroup | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if group is not None and group.provisioned_at:
            for name in ("name", "external_id"):
                self.fields[name].disabled = True
            self.fields["name"].help_text = _("The directory keeps this group: rename it there.")
