"""What the palette finds of people and roles."""

from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from access.models import Department, DirectoryGroup, Person, Role
from access.searching import SHOWN, Hit, Source


def _people(reader: Person, text: str) -> list[Hit]:
    people = Person.objects.visible_to(reader).named_like(text)
    return [Hit(each.name, each.get_absolute_url(), "user", each.email) for each in people.order_by("name")[:SHOWN]]


def _services(reader: Person, text: str) -> list[Hit]:
    services = Person.objects.services_visible_to(reader)
    for word in text.split():
        services = services.filter(name__icontains=word)
    found = services.order_by("name")[:SHOWN]
    return [Hit(each.name, each.get_absolute_url(), "plug", _t("Service identity")) for each in found]


def _roles(reader: Person, text: str) -> list[Hit]:
    words = text.casefold().split()
    found = [role for role in Role.objects.visible_to(reader) if all(word in role.label.casefold() for word in words)]
    return [Hit(role.label, role.get_absolute_url(), "shield", _t("Role")) for role in found]


def _departments(reader: Person, text: str) -> list[Hit]:
    departments = Department.objects.visible_to(reader)
    for word in text.split():
        departments = departments.filter(name__icontains=word)
    return [Hit(each.name, each.get_absolute_url(), "building", _t("Department")) for each in departments[:SHOWN]]


def _groups(reader: Person, text: str) -> list[Hit]:
    groups = DirectoryGroup.objects.visible_to(reader)
    for word in text.split():
        groups = groups.filter(name__icontains=word)
    return [Hit(each.name, each.get_absolute_url(), "users-group", _t("Group")) for each in groups[:SHOWN]]


SOURCES = (
    Source(_("People"), "access.view_people", _people),
    Source(_("Service identities"), "access.view_services", _services),
    Source(_("Departments"), "access.view_people", _departments),
    Source(_("Roles"), "access.view_roles", _roles),
    Source(_("Groups"), "access.view_groups", _groups),
)
