"""What is handed over, to whom and why; and who takes over from somebody who is deactivated."""

from typing import Any

from django import forms
from django.db.models import Case, IntegerField, Value, When
from django.utils.translation import gettext_lazy as _

from access.forms import ReasonForm
from access.models import Person
from access.querysets import PersonQuerySet


class ValuesField(forms.Field):
    """Any number of values as they were sent; what they mean is asked later."""

    widget = forms.SelectMultiple

    def clean(self, value: Any) -> list[str]:
        """Return the values, each once."""
        return list(dict.fromkeys(value or ()))


class TakerField(forms.ModelChoiceField):  # type: ignore[type-arg]
    """One of the people who are here, with their department."""

    def label_from_instance(self, obj: Any) -> str:
        """Return the name and the department."""
        return f"{obj.name} ({obj.department})" if obj.department else str(obj.name)


def takers_for(person: Person) -> PersonQuerySet:
    """Return who may take over from a person: first their successor, then those of their department."""
    near = Case(
        When(pk=person.successor_id, then=Value(0)),
        When(department=person.department_id, department__isnull=False, then=Value(1)),
        default=Value(2),
        output_field=IntegerField(),
    )
    here = Person.objects.people().active().exclude(pk=person.pk).select_related("department")
    return here.order_by(near, "name", "pk")


class HandOverForm(ReasonForm):
    """What comes to whom, and why."""

    rows = ValuesField(label=_("What is handed over"), required=False)
    to = TakerField(label=_("Who takes over"), queryset=Person.objects.none(), empty_label=_("Choose a person"))
    field_order = ("rows", "to", "reason")

    def __init__(self, *args: Any, person: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["to"]
        assert isinstance(field, TakerField)  # noqa: S101 - for the types
        field.queryset = takers_for(person)
        field.help_text = _("They answer for it from now on, and are told once.")


class DeactivateManyForm(ReasonForm):
    """Who takes over what several leavers own, and why they are deactivated."""

    successor = TakerField(
        label=_("Who takes over"),
        queryset=Person.objects.active().select_related("department").order_by("name", "pk"),
        required=False,
        empty_label=_("Nobody yet: the compliance officers are told"),
        help_text=_("They find what is left on their work, and keep it or hand it on."),
    )
    field_order = ("successor", "reason")


class DeactivateForm(DeactivateManyForm):
    """Who takes over what one leaver owns, and why they are deactivated."""

    def __init__(self, *args: Any, person: Person, by: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["successor"]
        assert isinstance(field, TakerField)  # noqa: S101 - for the types
        field.queryset = takers_for(person).exclude(pk=by.pk)
