"""What an entry holds, in the reader's language: names of fields, values of fields and details."""

import re
from collections.abc import Mapping
from datetime import UTC, date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any

from django.apps import apps
from django.core.exceptions import FieldDoesNotExist
from django.db import models
from django.utils.dateparse import parse_date, parse_datetime
from django.utils.formats import date_format, number_format
from django.utils.translation import gettext

from common.identifiers import as_id
from common.moments import moment_in_words
from common.templatetags.kit import when
from common.terms import PHRASE, TERM

# As entries keep them: a date, or a moment that is in UTC when it does not say otherwise.
DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
MOMENT = re.compile(r"\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:?\d{2})?")
# How details are named that hold a day, or a moment.
DAYS = ("_on", "until", "day")
SHORT = 8


def field_of(kind: str, name: str) -> Any:
    """Return the field of a model, or None when the model no longer has it."""
    try:
        return apps.get_model(kind)._meta.get_field(name)
    except (LookupError, FieldDoesNotExist):
        return None


def label_of(kind: str, name: str) -> str:
    """Return a field's name, or as it was recorded when the model no longer has it."""
    return str(getattr(field_of(kind, name), "verbose_name", name))


def value_of(kind: str, name: str, value: Any) -> Any:
    """Return what stood in a field as its pages show it; what is empty is None."""
    if value in (None, "", []):
        return None
    field = field_of(kind, name)
    if isinstance(value, list):
        return ", ".join(str(_single(getattr(field, "base_field", field), each)) for each in value)
    return _single(field, value)


def in_words(value: Any) -> str:
    """Show one detail: our own terms in the reader's language, what people typed as they typed it."""
    if isinstance(value, list) and value:
        return ", ".join(in_words(each) for each in value)
    if isinstance(value, Mapping) and PHRASE in value:
        return in_words(value[PHRASE]) % {name: in_words(each) for name, each in value.items()}
    if isinstance(value, Mapping) and TERM in value:
        return gettext(value[TERM])
    if isinstance(value, int) and not isinstance(value, bool):
        return number_format(value, force_grouping=True)
    return "?" if value in (None, "", []) else str(value)


def named_in_words(name: str, value: Any) -> str:
    """Show one detail by its name, too: days and moments, such as of `starts_on`, as the reader's language has them."""
    if isinstance(value, str) and name.endswith(DAYS):
        if day := _day(value):
            return date_format(day)
        if moment := _moment(value):
            return moment_in_words(moment)
    # The reading of one entry used to be told by its id.
    if isinstance(value, str) and name == "detail" and as_id(value):
        return gettext("one entry")
    return in_words(value)


def short_of(key: Any) -> str:
    """Return the end of an id, which tells it from others of its time; ids begin with the time."""
    return f"…{str(key)[-SHORT:]}"


def _single(field: Any, value: Any) -> Any:
    if choices := dict(getattr(field, "flatchoices", None) or ()):
        return choices.get(value, value)
    if isinstance(value, bool):
        return gettext("Yes") if value else gettext("No")
    if isinstance(field, models.DateField) and isinstance(value, str):
        moment = _moment(value) or _day(value)
        return when(moment, exact=True) if moment else value
    if isinstance(field, models.DecimalField):
        return _number(value)
    # The number of a use case or a version is its name, not an amount.
    amount = isinstance(value, int) and getattr(field, "name", "") != "number"
    return number_format(value, force_grouping=True) if amount else value


def _number(value: Any) -> str:
    try:
        return number_format(Decimal(str(value)), force_grouping=True)
    except InvalidOperation:
        return str(value)


def _moment(text: str) -> datetime | None:
    if not MOMENT.fullmatch(text):
        return None
    try:
        moment = parse_datetime(text)
    except ValueError:
        return None
    return moment.replace(tzinfo=UTC) if moment and moment.tzinfo is None else moment


def _day(text: str) -> date | None:
    if not DAY.fullmatch(text):
        return None
    try:
        return parse_date(text)
    except ValueError:
        return None
