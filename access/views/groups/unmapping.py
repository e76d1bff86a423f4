"""Letting a group of the directory give nothing any more."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from access.actions import mapping
from access.forms import ReasonForm
from access.group_plans import MappedGroup
from access.group_previews import as_mapped, preview_mapping
from access.group_words import shown
from access.models import DirectoryGroup
from access.pages import ActionPage
from access.views.groups.base import MAP, SEE
from access.views.groups.mapping import told


class UnmapGroupPage(ActionPage):
    """Let a group give nothing any more."""

    permission = MAP
    view_permission = SEE
    model = DirectoryGroup
    title = _("Give nothing any more")
    form_class = ReasonForm
    submit_label = _("Give nothing any more")
    danger = True

    @cached_property
    def _preview(self) -> Any:
        before = as_mapped(self.object)
        after = MappedGroup(before.id, before.name, before.external_id, frozenset())
        return preview_mapping(before, after, by=self.reader)

    def consequences(self) -> Sequence[Any]:
        """Say who loses what."""
        effects = [each.word for each in shown(self._preview)] or [_t("Nobody gains or loses anything.")]
        return (*effects, _t("Roles given by hand, or by another group, stay."))

    def save(self, form: forms.Form) -> mapping.Mapped:
        """End the mapping."""
        return mapping.unmap_group(self.object.pk, by=self.reader, reason=form.cleaned_data["reason"])

    def finish(self, result: mapping.Mapped) -> HttpResponse:
        """Say how many people it changed."""
        messages.success(self.request, told(result))
        return self.go_to(result.job.get_absolute_url() if result.job else self.success_url(result.group))
