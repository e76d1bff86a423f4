"""Filters of the lists of documents and exceptions, shared by pages and API."""

from typing import Any, ClassVar

import django_filters as filters
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from access.filters import PersonNamed
from access.models import Person
from common.clock import today
from common.identifiers import as_id
from registers.choices import DocumentKind, Requirement
from registers.models import Document, Provider, RequiredDocument
from registers.rules.documents import REVIEW_SOON

DOCUMENT_STANDINGS = [
    ("current", _("In order")),
    ("overdue", _("Review overdue")),
    ("due", _("Review due in 30 days")),
    ("expired", _("Expired")),
    ("future", _("Not valid yet")),
    ("unapproved", _("Not approved")),
    ("retired", _("Retired")),
]
EXCEPTION_STANDINGS = [
    ("in-force", _("In force")),
    ("expiring", _("Expires in 30 days")),
    ("expired", _("Expired")),
    ("ahead", _("Begins later")),
]


def named(text: str) -> Q:
    """Return the people of an id, an e-mail address or a part of a name, as owners."""
    key = as_id(text.strip())
    if key is not None:
        return Q(owner=key)
    people = Person.objects.filter(Q(name__icontains=text.strip()) | Q(email__iexact=text.strip()))
    return Q(owner__in=people.values("pk"))


class OwnedFilter(filters.FilterSet):
    """What documents and exceptions have in common: words, and an owner."""

    q = filters.CharFilter(label=_("Search"), method="search")
    owner = PersonNamed(label=_("Owner"), method="by_owner", help_text=_("A name, an e-mail address, or the id."))

    def search(self, rows: Any, _name: str, text: str) -> Any:
        """Find each word."""
        return rows.searched(text)

    def by_owner(self, rows: Any, _name: str, text: str) -> Any:
        """Keep what somebody owns."""
        return rows.filter(named(text))


class DocumentFilter(OwnedFilter):
    """Which documents."""

    kind = filters.MultipleChoiceFilter(label=_("Kind"), choices=DocumentKind.choices)
    provider = filters.ModelChoiceFilter(label=_("Provider"), queryset=Provider.objects.all())
    standing = filters.ChoiceFilter(label=_("Standing"), choices=DOCUMENT_STANDINGS, method="with_standing")
    required = filters.ChoiceFilter(
        label=_("Required"), choices=[("yes", _("Required")), ("no", _("Not required"))], method="with_required"
    )

    class Meta:
        model = Document
        fields: ClassVar[list[str]] = []

    def with_standing(self, rows: Any, _name: str, value: str) -> Any:
        """Keep those that stand so today."""
        if value == "due":
            return rows.review_due_by(today() + REVIEW_SOON)
        return rows.filter(standing=value)

    def with_required(self, rows: Any, _name: str, value: str) -> Any:
        """Keep the kinds that are required of anything, or the others."""
        required = Exists(RequiredDocument.objects.standing().filter(kind=OuterRef("kind")))
        return rows.filter(required) if value == "yes" else rows.exclude(required)


class RequiredDocumentFilter(filters.FilterSet):
    """Which required documents."""

    kind = filters.MultipleChoiceFilter(label=_("Kind"), choices=DocumentKind.choices)
    required_for = filters.MultipleChoiceFilter(label=_("Required for"), choices=Requirement.choices)

    class Meta:
        model = RequiredDocument
        fields: ClassVar[list[str]] = []
