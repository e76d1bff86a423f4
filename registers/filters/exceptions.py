"""Which exceptions."""

from typing import Any, ClassVar

import django_filters as filters
from django.utils.translation import gettext_lazy as _

from common.clock import today
from common.identifiers import as_id
from registers.choices import ExceptionState
from registers.filters.documents import EXCEPTION_STANDINGS, OwnedFilter
from registers.models import RegisterException, UseCase
from registers.rules.exceptions import EXPIRES_SOON


class ExceptionFilter(OwnedFilter):
    """Which exceptions."""

    state = filters.MultipleChoiceFilter(label=_("State"), choices=ExceptionState.choices)
    standing = filters.ChoiceFilter(label=_("In force"), choices=EXCEPTION_STANDINGS, method="with_standing")
    use_case = filters.CharFilter(label=_("Use case"), method="of_use_case", help_text=_("Its code, such as UC-0042."))

    class Meta:
        model = RegisterException
        fields: ClassVar[list[str]] = []

    def with_standing(self, rows: Any, _name: str, value: str) -> Any:
        """Keep those that stand so today."""
        day = today()
        if value == "expiring":
            return rows.in_force_on(day).filter(expires_on__lte=day + EXPIRES_SOON)
        return rows.filter(standing=value)

    def of_use_case(self, rows: Any, _name: str, text: str) -> Any:
        """Keep those about one use case, by code or id."""
        key = as_id(text.strip())
        if key is not None:
            return rows.filter(use_case=key)
        digits = text.strip().upper().removeprefix("UC-")
        if not (digits.isascii() and digits.isdigit() and len(digits) < 10):
            return rows.none()
        return rows.filter(use_case__in=UseCase.objects.filter(number=int(digits)).values("pk"))
