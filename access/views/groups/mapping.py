"""What pages that change what a group gives have in common: they show before saving who would gain or lose what."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from access.actions import mapping
from access.group_lists import MappingForm
from access.group_plans import MappedGroup
from access.group_previews import as_mapped, preview_mapping
from access.group_words import shown
from access.models import DirectoryGroup
from access.pages import FormPage
from access.views.groups.base import MAP, SEE
from common.templatetags.kit import number


class MappingPage(FormPage):
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
        messages.success(self.request, told(result))
        return self.go_to(result.job.get_absolute_url() if result.job else self.success_url(result.group))


def told(result: mapping.Mapped) -> str:
    """Say how many people a saved mapping changed, or that a job sees to it."""
    if result.job:
        return _t("Saved. A background job gives and takes the roles; its page shows how far it is.")
    sentence = ngettext(
        "Saved. %(n)s person gained or lost something.", "Saved. %(n)s people gained or lost something.", result.changed
    )
    return sentence % {"n": number(result.changed)}
