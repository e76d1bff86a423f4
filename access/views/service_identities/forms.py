"""Input about service identities: what they are for, who answers, and their roles."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from access.forms import AssignRoleForm, ReasonForm
from access.models import Department, Person
from access.vocabulary import for_people
from common.name_fields import NameField


class ServiceForm(forms.Form):
    """What a program is called, and what it is for."""

    name = NameField(label=_("Name"), max_length=200, help_text=_("What it is: such as “Nightly export to the lake”."))
    purpose = forms.CharField(
        label=_("What it is for"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("What it reads or writes, and where it runs: whoever finds its token has to know whom to ask."),
    )
    department = forms.ModelChoiceField(
        label=_("Department"),
        queryset=Department.objects.all(),
        required=False,
        empty_label=pgettext_lazy("department", "None"),
    )


class NewServiceForm(ServiceForm):
    """A new program, with who answers for it."""

    answerable = forms.ModelChoiceField(
        label=_("Who answers for it"),
        queryset=Person.objects.none(),
        help_text=_("A human being: they are told before its tokens expire, and can renew and revoke them."),
    )
    field_order = ("name", "purpose", "answerable", "department")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _offer_people(self.fields["answerable"])


class AnswerableForm(ReasonForm):
    """Who answers for it from now on, and why."""

    answerable = forms.ModelChoiceField(
        label=_("Who answers for it"), queryset=Person.objects.none(), help_text=_("They are told.")
    )
    field_order = ("answerable", "reason")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _offer_people(self.fields["answerable"])


class ServiceRoleForm(AssignRoleForm):
    """Give a program a role that only reads or writes; those that decide are not among them."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["role"]
        allowed = {role.pk for role in field.queryset if for_people().isdisjoint(role.permission_names)}
        choices = [choice for choice in field.choices if getattr(choice[0], "value", None) in allowed]
        field.queryset = field.queryset.filter(pk__in=allowed)
        field.choices = choices


def _offer_people(field: forms.Field) -> None:
    assert isinstance(field, forms.ModelChoiceField)  # noqa: S101 - for the types
    field.queryset = Person.objects.active().order_by("name")
