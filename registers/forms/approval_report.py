"""Which period the report on approvals is about."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from access.forms import DayInput
from common.clock import today
from registers.reading.approval_report import Period

# Each month is a column of the tables.
MOST_MONTHS = 24
MONTHS_SHOWN = 12


def usual_period() -> Period:
    """Return the last twelve months, the present one included."""
    last = today()
    months = last.year * 12 + last.month - MONTHS_SHOWN
    return Period(date(months // 12, months % 12 + 1, 1), last)


class PeriodForm(forms.Form):
    """The first and the last day; without one, those of the last twelve months."""

    first = forms.DateField(label=_("From"), required=False, widget=DayInput())
    last = forms.DateField(label=_("Until"), required=False, widget=DayInput())

    def __init__(self, given: Any) -> None:
        usual = usual_period()
        data = {"first": given.get("first") or usual.first, "last": given.get("last") or usual.last}
        super().__init__(data)

    def clean(self) -> dict[str, Any]:
        """Refuse what is no period, or has more months than a table has room for."""
        cleaned = super().clean() or {}
        first, last = cleaned.get("first"), cleaned.get("last")
        if first is None or last is None:
            return cleaned
        if first > last:
            self.add_error("last", _t("The last day is before the first."))
        elif first.year < 2000 or last.year > 2999:
            self.add_error("first" if first.year < 2000 else "last", _t("There is nothing on record of these days."))
        elif len(Period(first, last).months) > MOST_MONTHS:
            self.add_error("first", _t("Choose %(most)d months at most.") % {"most": MOST_MONTHS})
        return cleaned

    @property
    def period(self) -> Period:
        """Return the period that was asked for, or the usual one where it is none."""
        if self.is_valid():
            return Period(self.cleaned_data["first"], self.cleaned_data["last"])
        return usual_period()
