"""People for tests, made by the portal's own actions; each holds the roles they are given, and PASSWORD."""

from datetime import date

from django.utils.text import slugify

from access.actions.departments import create_department
from access.actions.people import invite_person, set_password
from access.actions.roles import appoint_administrator, assign_role
from access.models import Department, Person, Role
from common.clock import today
from common.permissions import RoleName

PASSWORD = "Seven-Quiet-Harbours"


def make_person(name: str, *roles: str, department: str = "", reason: str = "For a test") -> Person:
    """Invite somebody, let them choose PASSWORD, and give them roles by slug."""
    email = f"{slugify(name)}@example.org"
    place = make_department(department).pk if department else None
    person = invite_person(email=email, name=name, department_id=place, by=None)
    set_password(person.pk, PASSWORD)
    for slug in roles:
        if slug == RoleName.ADMINISTRATOR:
            appoint_administrator(person.pk)
        else:
            assign_role(person.pk, Role.objects.get(slug=slug).pk, by=operator(), reason=reason)
    return fresh(person)


def make_auditor(name: str, first: date, last: date) -> Person:
    """Invite an auditor who reads the records from one day until another."""
    auditor, role = make_person(name), Role.objects.get(slug=RoleName.AUDITOR)
    assign_role(auditor.pk, role.pk, by=operator(), reason="Engagement", records_from=first, records_until=last)
    return fresh(auditor)


def make_department(name: str) -> Department:
    """Return the department of this name, made when it is missing."""
    return Department.objects.filter(name=name).first() or create_department(name, by=None)


def operator() -> Person:
    """Return an administrator who gives roles; one is appointed where there is none."""
    known = Person.objects.active().holding(RoleName.ADMINISTRATOR, today()).first()
    return known or make_person("Olive Operator", RoleName.ADMINISTRATOR)


def fresh(person: Person) -> Person:
    """Read a person again, so that nothing remembered from before stands in the way."""
    return Person.objects.get(pk=person.pk)
