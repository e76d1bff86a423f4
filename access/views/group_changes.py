"""Pages that change what groups of the directory give; each shows before saving who would gain or lose what."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from access.actions import mapping
from access.forms import ReasonForm
from access.group_lists import MappingForm
from access.group_plans import MappedGroup
from access.group_previews import as_mapped, preview_mapping
from access.group_reading import seen_in_sign_ins
from access.group_words import shown
from access.models import DirectoryGroup
from access.pages import ActionPage, FormPage
from common.presentation import Link
from common.refusals import Refused
from common.templatetags.kit import number

SEE, MAP = "access.view_groups", "access.map_groups"
SUGGESTED = 8


class _MappingPage(FormPage):
    """What mapping a group and changing a mapping have in common: the preview, while typing and by a button."""

    permission = MAP
    view_permission = SEE
    form_class: type[MappingForm] = MappingForm
    template_name = "access/group_form.html"
    live_template = "access/parts/group_preview.html"
    submit_label = _("Save")

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Save; or show the form again with what it would do, for readers without JavaScript."""
        if request.POST.get("submit") != "preview":
            return super().post(request, **kwargs)
        form = self.make_form(request.POST)
        form.fields["reason"].required = False
        self._tried = self.live(form) if form.is_valid() else None
        return self.show(form, self.confirmation())

    _tried: dict[str, Any] | None = None

    def before(self) -> MappedGroup | None:
        """Return what the group gives now, where there is one."""
        return None if self.object is None else as_mapped(self.object)

    def live(self, form: forms.Form) -> dict[str, Any]:
        """Return who would gain or lose what by what is entered so far."""
        chosen, before = form.cleaned_data, self.before()
        name = chosen.get("name", "")
        if not name:
            return {"preview": None}
        if before is None:
            before = as_mapped(DirectoryGroup.objects.filter(name=name).first() or DirectoryGroup(name=name))
        department = chosen.get("department")
        after = MappedGroup(
            before.id,
            name,
            chosen.get("external_id", ""),
            frozenset(role.slug for role in chosen.get("roles") or ()),
            department.pk if department else None,
        )
        preview = preview_mapping(before, after, by=self.reader)
        return {"preview": preview, "effects": shown(preview)}

    def context(self) -> dict[str, Any]:
        """Return what a preview said, where one was asked for by the button."""
        return {"tried": self._tried}

    def asked(self, form: forms.Form) -> dict[str, Any]:
        """Return what is entered, as the actions take it."""
        chosen = form.cleaned_data
        department = chosen["department"]
        return {
            "name": chosen["name"],
            "external_id": chosen["external_id"],
            "role_ids": [role.pk for role in chosen["roles"]],
            "department_id": department.pk if department else None,
            "reason": chosen["reason"],
            "by": self.reader,
        }

    def finish(self, result: mapping.Mapped) -> HttpResponse:
        """Say how many people it changed, or that a job sees to it."""
        messages.success(self.request, _told(result))
        return self.go_to(result.job.get_absolute_url() if result.job else self.success_url(result.group))


class NewGroupPage(_MappingPage):
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
        return (Link(_t("Groups"), self.cancel_url()),)


class EditGroupPage(_MappingPage):
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
        messages.success(self.request, _told(result))
        return self.go_to(result.job.get_absolute_url() if result.job else self.success_url(result.group))


def _told(result: mapping.Mapped) -> str:
    if result.job:
        return _t("Saved. A background job gives and takes the roles; its page shows how far it is.")
    sentence = ngettext(
        "Saved. %(n)s person gained or lost something.", "Saved. %(n)s people gained or lost something.", result.changed
    )
    return sentence % {"n": number(result.changed)}
