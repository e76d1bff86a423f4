"""Mapping a group of the directory, and changing what it gives."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from access.actions import mapping
from access.group_lists import MappingForm
from access.group_previews import as_mapped
from access.group_reading import seen_in_sign_ins
from access.models import DirectoryGroup
from access.views.groups.base import crumbs
from access.views.groups.mapping import MappingPage
from common.presentation import Link
from common.refusals import Refused

SUGGESTED = 8


class NewGroupPage(MappingPage):
    """Say what a group gives that gave nothing so far."""

    title = _("Map a group")

    def initial(self) -> dict[str, Any]:
        """Start with a name seen in sign-ins, where the reader comes from there."""
        return {"name": self.request.GET.get("name", "").replace("\x00", "")[:255]}

    def context(self) -> dict[str, Any]:
        """Return groups that sign-ins name and nobody mapped, to choose from."""
        here = reverse("access:new-group")
        return {**super().context(), "here": here, "suggested": seen_in_sign_ins(most=SUGGESTED)}

    def save(self, form: forms.Form) -> mapping.Mapped:
        """Map it."""
        return mapping.map_group(**self.asked(form))

    def success_url(self, result: Any) -> str:
        """Return the group's page."""
        return str(result.get_absolute_url())

    def cancel_url(self) -> str:
        """Return the list of groups."""
        return reverse("access:groups")

    def breadcrumbs(self) -> Sequence[Link]:
        """Return the way back to the list."""
        return crumbs()


class EditGroupPage(MappingPage):
    """Change what a group gives."""

    model = DirectoryGroup
    title = _("Change what the group gives")

    def initial(self) -> dict[str, Any]:
        """Start with what it gives."""
        group = self.object
        return {
            "name": group.name,
            "external_id": group.external_id,
            "roles": list(group.roles.in_use()),
            "department": group.department_id,
            "version": as_mapped(group).version,
        }

    def make_form(self, data: Any = None, files: Any = None) -> forms.Form:
        """Return the form; the name of a group that the directory keeps cannot be changed."""
        return MappingForm(data, files, initial=self.initial(), group=self.object)

    def save(self, form: forms.Form) -> mapping.Mapped:
        """Save it; met by somebody else's change, the form goes on from theirs."""
        try:
            return mapping.edit_mapping(self.object.pk, version=form.cleaned_data["version"], **self.asked(form))
        except Refused as refused:
            if refused.refusal.code == mapping.CHANGED.code:
                form.data = form.data.copy()  # type: ignore[attr-defined]
                form.data["version"] = as_mapped(DirectoryGroup.objects.get(pk=self.object.pk)).version  # type: ignore[index]
            raise
