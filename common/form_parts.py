"""The parameters a form's field is sent as: one for most, two for a range, many values of one for several choices."""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import zip_longest
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _
from django_filters.fields import RangeField
from django_filters.widgets import SuffixedMultiWidget

ENDS = ("from", "until")


@dataclass(frozen=True, slots=True)
class Part:
    """One parameter of a field: `end` is "from" or "until" where it is an end of a range."""

    name: str
    field: Any
    many: bool = False
    end: str = ""

    def values_in(self, query: QueryDict) -> list[str]:
        """Return the values that count: all of several choices, the last one otherwise."""
        given = query.getlist(self.name) if self.many else [query.get(self.name, "")]
        return [each for each in dict.fromkeys(given) if each]

    def shown(self, value: str) -> str:
        """Return a value as a reader knows it."""
        if self.end == "from":
            return _("from %(value)s") % {"value": value}
        if self.end == "until":
            return _("until %(value)s") % {"value": value}
        return _chosen(self.field, value)


def parts_of(form: forms.BaseForm, name: str) -> list[Part]:
    """Return the parameters of one field of a form, as its widget names them."""
    field, sent = form.fields[name], form.add_prefix(name)
    widget = field.widget
    if not isinstance(widget, forms.MultiWidget):
        return [Part(sent, field, many=getattr(widget, "allow_multiple_selected", False))]
    if isinstance(widget, SuffixedMultiWidget):
        names = [widget.suffixed(sent, suffix) for suffix in widget.suffixes]
    else:
        names = [sent + suffix for suffix in widget.widgets_names]  # type: ignore[attr-defined]  # the stubs leave it out
    ends = ENDS if isinstance(field, RangeField) else ()
    return [Part(each, field, end=end) for each, end in zip_longest(names, ends, fillvalue="")]


def posted_by(form: forms.BaseForm) -> dict[str, list[str]]:
    """Return what was sent for the fields of a bound form, as it was sent: to bind the same form again later."""
    names = [part.name for name in form.fields for part in parts_of(form, name)]
    return {name: form.data.getlist(name) for name in names if name in form.data}  # type: ignore[attr-defined]


def bound_again(posted: Mapping[str, list[str]]) -> QueryDict:
    """Return what was sent as a form reads it."""
    data = QueryDict(mutable=True)
    for name, values in posted.items():
        data.setlist(name, values)
    return data


def _chosen(field: Any, value: str) -> str:
    if hasattr(field, "shown"):
        return str(field.shown(value))
    if isinstance(field, forms.ModelChoiceField):
        try:
            key = field.to_field_name or "pk"
            chosen = field.queryset.filter(**{key: value}).first() if field.queryset is not None else None
        except (ValueError, forms.ValidationError):
            return value
        return field.label_from_instance(chosen) if chosen else value
    choices = getattr(field, "choices", None)
    shown = {str(key): label for key, label in choices} if choices is not None else {}
    return str(shown.get(value, value))
