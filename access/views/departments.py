"""Pages about departments."""

from collections.abc import Sequence
from typing import Any, ClassVar

from django import forms
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from access.actions import departments
from access.filters import DepartmentFilter
from access.forms import DepartmentForm
from access.models import Department
from access.pages import DetailPage, FormPage, ListPage
from access.permits import may
from access.querysets import DepartmentQuerySet
from access.tables import DepartmentTable
from common.presentation import Action, Link


class DepartmentsPage(ListPage):
    """Every department and how many people are in it."""

    permission = "access.view_people"
    title = _("Departments")
    name = "departments"
    filterset_class = DepartmentFilter
    table_class = DepartmentTable
    sorts: ClassVar = {"name": ("name",), "members": ("members",)}
    default_sort = "name"
    locked_columns = ("name",)
    export_permission = "access.export_people"
    opens_panel = "panel-body"
    empty_title = _("No departments yet")
    empty_text = _("People are entered with their department.")

    def rows(self) -> DepartmentQuerySet:
        """Return the departments with their number of people."""
        return Department.objects.visible_to(self.reader).with_members()

    def primary_action(self) -> Action | None:
        """Offer to enter a department."""
        if not may(self.reader, "access.edit_person"):
            return None
        return Action(_t("New department"), reverse("access:new-department"), icon="plus")

    def context(self, listing: Any) -> dict[str, Any]:  # noqa: ARG002 - of the base
        """Return the way back to the people."""
        return {"breadcrumbs": [Link(_t("People"), reverse("access:people"))]}


class DepartmentPage(DetailPage):
    """One department: its people, and what happened to it."""

    permission = "access.view_people"
    model = Department

    def facts(self) -> Sequence[tuple[Any, Any]]:
        """Return how many people are in it, and the way to them."""
        count = self.object.people.active().count()
        people = ngettext("%(n)d person", "%(n)d people", count) % {"n": count}
        place = f"{reverse('access:people')}?department={self.object.pk}&active=yes"
        return ((_t("People"), format_html('<a href="{}">{}</a>', place, people)),)

    def context(self) -> dict[str, Any]:
        """Return the way back and what may be done."""
        rename = Action(_t("Rename"), reverse("access:rename-department", args=[self.object.pk]), icon="edit")
        return {
            "breadcrumbs": [
                Link(_t("People"), reverse("access:people")),
                Link(_t("Departments"), reverse("access:departments")),
            ],
            "primary_action": rename if may(self.reader, "access.edit_person") else None,
            "timeline_url": f"{reverse('trail:entries')}?about=access.department:{self.object.pk}",
        }


class NewDepartmentPage(FormPage):
    """Enter a department."""

    permission = "access.edit_person"
    view_permission = "access.view_people"
    title = _("New department")
    form_class = DepartmentForm
    submit_label = _("Create department")
    success = _("The department is there; give it to people on their pages.")

    def save(self, form: forms.Form) -> Department:
        """Enter it."""
        return departments.create_department(form.cleaned_data["name"], by=self.reader)

    def cancel_url(self) -> str:
        """Return the list of departments."""
        return reverse("access:departments")


class RenameDepartmentPage(FormPage):
    """Give a department another name."""

    permission = "access.edit_person"
    view_permission = "access.view_people"
    model = Department
    title = _("Rename department")
    form_class = DepartmentForm
    submit_label = _("Rename")
    success = _("The department has its new name.")

    def initial(self) -> dict[str, Any]:
        """Start with the name it has."""
        return {"name": self.object.name}

    def save(self, form: forms.Form) -> Department:
        """Rename it."""
        return departments.rename_department(self.object.pk, name=form.cleaned_data["name"], by=self.reader)
