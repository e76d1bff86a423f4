"""Whom a policy concerns today."""

from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _t

from access.models import Person, RoleAssignment
from registers.models import Document, DocumentVersion, Readership


def readership_of(document: Document) -> Readership | None:
    """Return whom a document concerns, with its roles and departments; None where nobody has said."""
    found = Readership.objects.filter(document=document).prefetch_related("parties__role", "parties__department")
    return found.first()


def people_concerned(readership: Readership, day: date) -> QuerySet[Person]:
    """Return the active people whom a policy concerns on a day; whoever leaves drops out, whoever joins is in."""
    people = Person.objects.active()
    if readership.everybody:
        return people
    parties = readership.parties.all()
    roles = [each.role_id for each in parties if each.role_id]
    departments = [each.department_id for each in parties if each.department_id]
    held = RoleAssignment.objects.counting_on(day).filter(person=OuterRef("pk"), role__in=roles).order_by()
    return people.filter(Q(department__in=departments) | Q(Exists(held)))


def whom(readership: Readership | None) -> str:
    """Return whom a policy concerns, in words."""
    if readership is None:
        return _t("Nobody is asked to read it.")
    if readership.everybody:
        return _t("Everybody")
    return ", ".join(str(each) for each in readership.parties.all()) or _t("Nobody is asked to read it.")


def version_in_force(document_id: Any, day: date) -> DocumentVersion | None:
    """Return the approved version of a policy that holds on a day."""
    held = DocumentVersion.objects.in_force_on(day).filter(document=document_id)
    return held.select_related("document", "file").first()
