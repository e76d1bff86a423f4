"""Fields that name people by their e-mail addresses, and roles by their names."""

from typing import Any

from django import forms
from django.db.models import Q
from django.utils.translation import gettext as _t

from access.models import Person

MOST_REVIEWERS = 50


class PeopleField(forms.CharField):
    """People by their e-mail addresses, separated by commas or line breaks."""

    widget: Any = forms.Textarea(attrs={"rows": 2})

    def clean(self, value: Any) -> list[Person]:
        """Return the people.

        Raises:
            ValidationError: an address is nobody's here.
        """
        text = super().clean(value)
        addresses = list(dict.fromkeys(text.replace(",", " ").replace(";", " ").lower().split()))
        if len(addresses) > MOST_REVIEWERS:
            raise forms.ValidationError(_t("At most %(most)d people.") % {"most": MOST_REVIEWERS})
        people = {address: _at(address) for address in addresses}
        unknown = [address for address, person in people.items() if person is None]
        if unknown:
            sentence = _t("Nobody who is active has the address %(addresses)s.")
            raise forms.ValidationError(sentence % {"addresses": ", ".join(unknown)})
        return [person for person in people.values() if person]


class OnePersonField(PeopleField):
    """One person by their e-mail address."""

    widget: Any = forms.EmailInput

    def clean(self, value: Any) -> Any:
        """Return the person.

        Raises:
            ValidationError: the address is nobody's here, or there are several.
        """
        people = super().clean(value)
        if len(people) > 1:
            raise forms.ValidationError(_t("Name one person only."))
        return people[0] if people else None


class RolesField(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]
    """Roles by their names in the reader's language."""

    widget = forms.CheckboxSelectMultiple

    def label_from_instance(self, obj: Any) -> str:
        """Return the role's name."""
        return str(obj.label)


def _at(address: str) -> Person | None:
    return Person.objects.people().active().at_address(address).filter(~Q(email="")).first()
