"""Which conditions; shared by pages and API."""

from typing import Any, ClassVar

import django_filters as filters
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from access.filters import PersonNamed
from common.clock import today
from common.identifiers import as_id
from registers.filters.documents import named
from registers.models import Condition, UseCase

STANDINGS = [
    ("open", pgettext_lazy("condition", "Open")),
    ("reported", _("Reported as met")),
    ("met", pgettext_lazy("condition", "Met")),
    ("dropped", _("Not needed any more")),
]


def about_use_case(text: str, to: str = "use_case") -> Q:
    """Return what is about one use case, by its code or id; about none where it is neither."""
    key = as_id(text.strip())
    if key is not None:
        return Q(**{to: key})
    digits = text.strip().upper().removeprefix("UC-")
    if not (digits.isascii() and digits.isdigit() and len(digits) < 10):
        return Q(pk=None)
    return Q(**{f"{to}__in": UseCase.objects.filter(number=int(digits)).values("pk")})


class ConditionFilter(filters.FilterSet):
    """Which conditions."""

    q = filters.CharFilter(label=_("Search"), method="search")
    standing = filters.MultipleChoiceFilter(label=_("Standing"), choices=STANDINGS, method="with_standing")
    mine = filters.ChoiceFilter(label=_("Mine"), choices=[("yes", _("I see to it"))], method="of_reader")
    late = filters.ChoiceFilter(label=_("Late"), choices=[("yes", _("Should be met by now"))], method="are_late")
    blocking = filters.ChoiceFilter(
        label=_("Blocks"),
        choices=[("yes", _("Nothing is in force before")), ("no", _("In force meanwhile, too"))],
        method="that_block",
    )
    owner = PersonNamed(label=_("Seen to by"), method="by_owner", help_text=_("A name, an e-mail address, or the id."))
    use_case = filters.CharFilter(label=_("Use case"), method="of_use_case", help_text=_("Its code, such as UC-0042."))

    class Meta:
        model = Condition
        fields: ClassVar[list[str]] = []

    def search(self, rows: Any, _name: str, text: str) -> Any:
        """Find each word in what has to be done, or in the title of the use case."""
        for word in text.split():
            rows = rows.filter(Q(text__icontains=word) | Q(use_case__title__icontains=word))
        return rows

    def with_standing(self, rows: Any, _name: str, values: list[str]) -> Any:
        """Keep those that stand so."""
        return rows.filter(standing__in=values) if values else rows

    def of_reader(self, rows: Any, _name: str, _value: str) -> Any:
        """Keep what the reader sees to."""
        return rows.filter(owner=self.request.user)

    def are_late(self, rows: Any, _name: str, _value: str) -> Any:
        """Keep what should have been met by now."""
        return rows.filter(standing__in=("open", "reported"), due_on__lt=today())

    def that_block(self, rows: Any, _name: str, value: str) -> Any:
        """Keep those that block, or the others."""
        return rows.filter(blocking=value == "yes")

    def by_owner(self, rows: Any, _name: str, text: str) -> Any:
        """Keep what somebody sees to."""
        return rows.filter(named(text))

    def of_use_case(self, rows: Any, _name: str, text: str) -> Any:
        """Keep those of one use case."""
        return rows.filter(about_use_case(text))
