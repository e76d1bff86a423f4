"""Letting groups give again what an access review took."""

from collections.abc import Sequence
from typing import Any, ClassVar

from django import forms
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from access.actions.withholding import lift_withheld_role
from access.forms import ReasonForm
from access.models import WithheldRole
from access.pages import ActionPage


class LiftPage(ActionPage):
    """Let groups give somebody a role again that an access review took."""

    permission = "access.assign_role"
    view_permission = "access.view_people"
    model: ClassVar[Any] = WithheldRole
    title = _("Withhold the role no longer")
    form_class = ReasonForm
    submit_label = _("Withhold no longer")
    success = _("The role is not withheld any more.")

    def get_object(self) -> WithheldRole:
        """Return what is withheld still."""
        rows = WithheldRole.objects.filter(lifted_at=None).select_related("person", "role")
        return get_object_or_404(rows, pk=self.kwargs["pk"])

    def consequences(self) -> Sequence[Any]:
        """Say what follows."""
        values = {"person": self.object.person, "role": self.object.role.label}
        return (_t("With their next sign-in %(person)s gets the role %(role)s if a group still gives it.") % values,)

    def save(self, form: forms.Form) -> WithheldRole:
        """Lift it."""
        return lift_withheld_role(self.object.pk, by=self.reader, reason=form.cleaned_data["reason"])

    def success_url(self, _result: Any) -> str:
        """Go back to the person."""
        return self.cancel_url()

    def cancel_url(self) -> str:
        """Return the person's page."""
        return str(self.object.person.get_absolute_url())
