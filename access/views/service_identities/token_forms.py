"""Input about tokens of service identities."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from access.choices import TokenScope
from access.forms import TokenForm
from access.models import SCIM_SUBJECT, Person
from access.rules.people import LONGEST_TOKEN_DAYS


class ServiceTokenForm(TokenForm):
    """A new token of a program: the directory's keeps people and groups, any other reads or writes."""

    def __init__(self, *args: Any, service: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if service.subject == SCIM_SUBJECT:
            field = self.fields["scope"]
            assert isinstance(field, forms.ChoiceField)  # noqa: S101 - for the types
            field.choices = [(TokenScope.SCIM.value, TokenScope.SCIM.label)]
            field.initial = TokenScope.SCIM.value


class RenewForm(forms.Form):
    """How long the new token lives."""

    days = forms.IntegerField(label=_("Days until it expires"), min_value=1, max_value=LONGEST_TOKEN_DAYS, initial=90)
