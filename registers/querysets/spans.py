"""How long something took, counted by the database: working days as the house counts them, medians, percentiles."""

from collections.abc import Collection
from datetime import date
from typing import Any

from django.db.models import Aggregate, Expression, FloatField, Func, IntegerField
from django.db.models.functions import TruncDate
from django.utils.timezone import get_default_timezone

# A Monday before everything that is counted.
FIRST_MONDAY = "DATE '1970-01-05'"


class Percentile(Aggregate):
    """The value below which a part of the values lie, between two of them where it falls there (`percentile_cont`)."""

    function = "PERCENTILE_CONT"
    template = "%(function)s(%(part)s) WITHIN GROUP (ORDER BY %(expressions)s)"
    output_field = FloatField()

    def __init__(self, expression: Any, part: float, **extra: Any) -> None:
        super().__init__(expression, part=part, **extra)


class WorkingDays(Func):
    """The working days after the day of one moment, up to the day of another: what `add_working_days` counts.

    Days are those of the organisation. Both days are working days or not as the calendar says; on one day it is 0.
    """

    output_field = IntegerField()

    def __init__(self, start: Any, end: Any, *, free: Collection[date] = ()) -> None:
        zone = get_default_timezone()
        super().__init__(TruncDate(start, tzinfo=zone), TruncDate(end, tzinfo=zone))
        self.free = sorted(day for day in free if day.isoweekday() <= 5)

    def as_sql(self, compiler: Any, *_args: Any, **_context: Any) -> tuple[str, tuple[Any, ...]]:
        """Return weekdays up to the end, less those up to the start, less the holidays between."""
        start, end = (self._compiled(compiler, each) for each in self.get_source_expressions())
        sql = f"({_weekdays(end[0])} - {_weekdays(start[0])}"
        params = [*end[1] * 2, *start[1] * 2]
        if self.free:
            between = f"day > {start[0]} AND day <= {end[0]}"
            sql += f" - (SELECT COUNT(*) FROM unnest(%s::date[]) free(day) WHERE {between})"  # noqa: S608 - no value in it
            params += [self.free, *start[1], *end[1]]
        return f"{sql})", tuple(params)

    def _compiled(self, compiler: Any, expression: Expression) -> tuple[str, list[Any]]:
        sql, params = compiler.compile(expression)
        return f"({sql})", list(params)


def _weekdays(day: str) -> str:
    """Return the SQL of how many Mondays to Fridays there are up to a day."""
    since = f"({day} - {FIRST_MONDAY})"
    return f"({since} / 7 * 5 + LEAST({since} %% 7 + 1, 5))"
