"""Input for what is done to many use cases at once."""

from django import forms
from django.utils.translation import gettext_lazy as _

from access.forms import ReasonForm
from access.models import Department
from registers.forms.use_cases import PersonChoiceForm


class AssignOwnerForm(PersonChoiceForm, ReasonForm):
    """Who answers for them from now on, and why."""

    field_order = ("person", "reason")

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"].label = _("New owner")
        self.fields["person"].help_text = _("They answer for all of them from now on, and are told once.")


class PlaceForm(ReasonForm):
    """Which department they belong to, and why."""

    department = forms.ModelChoiceField(label=_("Department"), queryset=Department.objects.all())
    field_order = ("department", "reason")
