"""Input about who decides while somebody is away."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from access.forms import DayInput
from access.models import Person
from common.clock import today
from registers.reading.reviewers import deciders_on


class DeciderField(forms.ModelChoiceField):  # type: ignore[type-arg]
    """A choice of people by name and department."""

    def label_from_instance(self, obj: Any) -> str:
        """Return the name, and the department that tells two of the same name apart."""
        return f"{obj.name} ({obj.department})" if obj.department else str(obj.name)


class DelegationForm(forms.Form):
    """Who decides, for whom, on which days. Who may name somebody for others chooses for whom; it is oneself else."""

    person = DeciderField(label=_("Who is away"), queryset=Person.objects.none())
    delegate = DeciderField(
        label=_("Decides meanwhile"),
        queryset=Person.objects.none(),
        help_text=_("One of those who may decide. Requests of their own, or that they decided on, go to others."),
    )
    starts_on = forms.DateField(label=_("From"), widget=DayInput(), initial=today)
    ends_on = forms.DateField(label=_("Until"), widget=DayInput(), help_text=_("The last day, three months at most."))
    reason = forms.CharField(
        label=_("Why"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Such as a holiday. It stands in the trail."),
    )

    def __init__(self, *args: Any, reader: Person, for_others: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.reader = reader
        deciders = Person.objects.filter(pk__in=deciders_on(today())).select_related("department").order_by("name")
        self.fields["delegate"].queryset = deciders if for_others else deciders.exclude(pk=reader.pk)  # type: ignore[attr-defined]
        if for_others:
            self.fields["person"].queryset = deciders  # type: ignore[attr-defined]
            self.initial.setdefault("person", reader.pk if deciders.filter(pk=reader.pk).exists() else None)
        else:
            del self.fields["person"]
        for name in ("starts_on", "ends_on"):
            self.fields[name].widget.attrs["min"] = today().isoformat()

    def person_away(self) -> Person | None:
        """Return who is away, as far as that is entered."""
        return self.cleaned_data.get("person") if "person" in self.fields else self.reader
