"""Which comments."""

from typing import Any, ClassVar

import django_filters as filters
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from registers.filters.conditions import about_use_case
from registers.models import Comment


class CommentFilter(filters.FilterSet):
    """Which comments."""

    q = filters.CharFilter(label=_("Search"), method="search")
    use_case = filters.CharFilter(label=_("Use case"), method="of_use_case", help_text=_("Its id or code."))
    standing = filters.ChoiceFilter(
        label=_("Standing"),
        choices=[("open", pgettext_lazy("comment", "Open")), ("resolved", _("Resolved"))],
        method="with_standing",
    )
    mentions_me = filters.ChoiceFilter(label=_("Mentions"), choices=[("yes", _("Me"))], method="mentioning_reader")

    class Meta:
        model = Comment
        fields: ClassVar[list[str]] = []

    def search(self, rows: Any, _name: str, text: str) -> Any:
        """Find each word."""
        for word in text.split():
            rows = rows.filter(text__icontains=word)
        return rows

    def of_use_case(self, rows: Any, _name: str, text: str) -> Any:
        """Keep those of one use case."""
        return rows.filter(about_use_case(text))

    def with_standing(self, rows: Any, _name: str, value: str) -> Any:
        """Keep threads that are open or resolved, with their answers."""
        is_open = Q(answers=None, resolved_at=None) | Q(answers__isnull=False, answers__resolved_at=None)
        return rows.filter(is_open) if value == "open" else rows.exclude(is_open)

    def mentioning_reader(self, rows: Any, _name: str, _value: str) -> Any:
        """Keep those that call the reader by name."""
        return rows.filter(mentions__person=self.request.user)
