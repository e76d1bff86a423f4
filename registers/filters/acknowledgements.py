"""Filters of the list of those who have to read a policy, shared by page and API."""

from typing import Any, ClassVar

import django_filters as filters
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from access.models import Department
from common.clock import today
from registers.models import ReadingDuty

STANDINGS = [("read", _("Read")), ("missing", _("Not read")), ("late", _("Overdue"))]


class ReadingDutyFilter(filters.FilterSet):
    """Which of them."""

    q = filters.CharFilter(label=_("Search"), method="search")
    standing = filters.ChoiceFilter(label=_("Standing"), choices=STANDINGS, method="with_standing")
    department = filters.ModelChoiceFilter(
        label=_("Department"), field_name="person__department", queryset=Department.objects.all()
    )

    class Meta:
        model = ReadingDuty
        fields: ClassVar[list[str]] = []

    def search(self, rows: Any, _name: str, text: str) -> Any:
        """Find people by each word of name or address."""
        for word in text.split():
            rows = rows.filter(Q(person__name__icontains=word) | Q(person__email__icontains=word))
        return rows

    def with_standing(self, rows: Any, _name: str, value: str) -> Any:
        """Keep those who stand so today."""
        if value == "read":
            return rows.exclude(acknowledged_at=None)
        missing = rows.filter(acknowledged_at=None)
        return missing if value == "missing" else missing.filter(due_on__lt=today())


class ReadingDutyApiFilter(ReadingDutyFilter):
    """Which of them, and of which document or person."""

    document = filters.UUIDFilter(label=_("The id of a document"), field_name="document_version__document")
    person = filters.UUIDFilter(label=_("The id of a person"), field_name="person")
