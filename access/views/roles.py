"""Pages about roles and who holds them."""

from collections.abc import Sequence
from typing import Any, ClassVar

from django import forms
from django.db.models import Count, Q, QuerySet
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from access.actions import roles
from access.filters import RoleFilter
from access.forms import AssignRoleForm, EditRoleForm, ExtendRoleForm, ReasonForm, RoleForm
from access.models import Person, Role, RoleAssignment
from access.pages import ActionPage, DetailPage, FormPage, ListPage
from access.permits import may
from access.tables import RoleTable
from access.vocabulary import vocabulary
from common.presentation import Action, Badge, Link, Tone
from common.templatetags.kit import when


class RolesPage(ListPage):
    """Every role, built-in and custom, and how many people hold it."""

    permission = "access.view_roles"
    title = _("Roles")
    name = "roles"
    filterset_class = RoleFilter
    table_class = RoleTable
    sorts: ClassVar = {"name": ("name",), "holders": ("holders",), "kind": ("builtin",)}
    default_sort = "name"
    locked_columns = ("name",)
    default_columns = ("name", "description", "kind", "permissions", "holders", "standing")
    export_permission = "access.view_roles"
    opens_panel = "panel-body"
    empty_title = _("No roles")
    empty_text = _("Make a custom role from the permission list.")

    def rows(self) -> QuerySet[Role]:
        """Return the roles with the number of active people who hold each, for whatever departments."""
        held = Q(assignments__withdrawn_at=None, assignments__person__is_active=True)
        return Role.objects.visible_to(self.reader).annotate(
            holders=Count("assignments__person", filter=held, distinct=True)
        )

    def primary_action(self) -> Action | None:
        """Offer to make a custom role."""
        if not may(self.reader, "access.edit_role"):
            return None
        return Action(_t("New role"), reverse("access:new-role"), icon="plus")


class RolePage(DetailPage):
    """One role: what it allows, and who holds it."""

    permission = "access.view_roles"
    model = Role
    template_name = "access/role.html"

    def get_title(self) -> Any:
        """Return the role's name in the reader's language."""
        return self.object.label

    def facts(self) -> Sequence[tuple[Any, Any]]:
        """Return what the role is."""
        role = self.object
        return (
            (_t("Kind"), _t("Built in") if role.builtin else _t("Custom")),
            (_t("What it is for"), role.purpose),
            (_t("Permissions"), len(role.permission_names)),
            (_t("Since"), when(role.created_at)),
            (_t("Retired"), when(role.retired_at)),
        )

    def context(self) -> dict[str, Any]:
        """Return the permissions in sentences, and the holders."""
        role = self.object
        changeable = not role.builtin and role.retired_at is None and may(self.reader, "access.edit_role")
        retire = Action(_t("Retire"), reverse("access:retire-role", args=[role.pk]), "archive", danger=True)
        return {
            "breadcrumbs": [Link(_t("Roles"), reverse("access:roles"))],
            "badge": Badge(_t("Retired")) if role.retired_at else Badge(_t("In use"), Tone.SUCCESS),
            "permissions": [(name, vocabulary()[name]) for name in sorted(role.permission_names)],
            "holders": role.assignments.standing()
            .filter(person__is_active=True)
            .select_related("person", "person__department", "department")
            .order_by("person__name"),
            "groups": self._groups(),
            "primary_action": Action(_t("Edit"), reverse("access:edit-role", args=[role.pk]), "edit")
            if changeable
            else None,
            "actions": [retire] if changeable else [],
            "timeline_url": f"{reverse('trail:entries')}?about=access.role:{role.pk}",
        }

    def _groups(self) -> Any:
        """Return the groups that give the role, for those who may see them."""
        return self.object.directory_groups.visible_to(self.reader).with_people().select_related("department")


class NewRolePage(FormPage):
    """Make a custom role."""

    permission = "access.edit_role"
    view_permission = "access.view_roles"
    title = _("New role")
    form_class = RoleForm
    submit_label = _("Create role")
    success = _("The role is there; give it to people on their pages.")

    def save(self, form: forms.Form) -> Role:
        """Create it."""
        return roles.create_role(**form.cleaned_data, by=self.reader)

    def cancel_url(self) -> str:
        """Return the list of roles."""
        return reverse("access:roles")


class EditRolePage(FormPage):
    """Change a custom role."""

    permission = "access.edit_role"
    view_permission = "access.view_roles"
    model = Role
    title = _("Edit role")
    form_class = EditRoleForm
    submit_label = _("Save")
    success = _("Saved. It counts from everybody's next page on.")

    def get_object(self) -> Role:
        """Return the role; a built-in or retired one has no such page."""
        return get_object_or_404(Role.objects.visible_to(self.reader).changeable(), pk=self.kwargs["pk"])

    def initial(self) -> dict[str, Any]:
        """Start with what is there."""
        role = self.object
        return {"name": role.name, "description": role.description, "permissions": role.own_permissions}

    def save(self, form: forms.Form) -> Role:
        """Save it."""
        return roles.edit_role(self.object.pk, **form.cleaned_data, by=self.reader)


class RetireRolePage(ActionPage):
    """Retire a custom role."""

    permission = "access.edit_role"
    view_permission = "access.view_roles"
    model = Role
    title = _("Retire role")
    form_class = ReasonForm
    submit_label = _("Retire")
    success = _("The role is retired.")
    danger = True

    def get_object(self) -> Role:
        """Return the role; a built-in or retired one has no such page."""
        return get_object_or_404(Role.objects.visible_to(self.reader).changeable(), pk=self.kwargs["pk"])

    def consequences(self) -> Sequence[Any]:
        """Say what the holders lose."""
        return (
            _t("Whoever holds the role loses what it allows at once."),
            _t("It stays on record and cannot be given any more."),
        )

    def save(self, form: forms.Form) -> Role:
        """Retire it."""
        return roles.retire_role(self.object.pk, by=self.reader, reason=form.cleaned_data["reason"])


class AssignRolePage(ActionPage):
    """Give a person a role."""

    permission = "access.assign_role"
    view_permission = "access.view_people"
    model = Person
    title = _("Give a role")
    form_class = AssignRoleForm
    submit_label = _("Give the role")
    success = _("The role is given.")

    def get_title(self) -> Any:
        """Return the title with the person's name."""
        return _t("Give %(person)s a role") % {"person": self.object}

    def make_form(self, data: Any = None, files: Any = None) -> forms.Form:
        """Return the form with the roles the person does not hold yet."""
        return AssignRoleForm(data, files, person=self.object)

    def save(self, form: forms.Form) -> RoleAssignment:
        """Give it."""
        entered = dict(form.cleaned_data)
        role, department = entered.pop("role"), entered.pop("department")
        more = {**entered, "department_id": department and department.pk}
        return roles.assign_role(self.object.pk, role.pk, by=self.reader, **more)


class ExtendRolePage(ActionPage):
    """Let a person hold a role longer, or shorter."""

    permission = "access.assign_role"
    view_permission = "access.view_people"
    model = RoleAssignment
    title = _("Change the end of a role")
    form_class = ExtendRoleForm
    submit_label = _("Change the end")
    success = _("The end of the role is changed.")

    def initial(self) -> dict[str, Any]:
        """Start with the present end."""
        return {"ends_on": self.object.ends_on}

    def consequences(self) -> Sequence[Any]:
        """Say whose role it is."""
        names = {"person": self.object.person, "role": self.object.label}
        return (_t("%(person)s holds the role %(role)s up to and including the last day.") % names,)

    def save(self, form: forms.Form) -> RoleAssignment:
        """Change it."""
        return roles.extend_role(self.object.pk, by=self.reader, **form.cleaned_data)


class WithdrawRolePage(ActionPage):
    """Take a role away from a person."""

    permission = "access.assign_role"
    view_permission = "access.view_people"
    model = RoleAssignment
    title = _("Take the role away")
    form_class = ReasonForm
    submit_label = _("Take away")
    success = _("The role is taken away.")
    danger = True

    def consequences(self) -> Sequence[Any]:
        """Say what is lost and when."""
        names = {"person": self.object.person, "role": self.object.label}
        return (_t("%(person)s loses what the role %(role)s allows with their next request.") % names,)

    def save(self, form: forms.Form) -> RoleAssignment:
        """Withdraw it."""
        return roles.withdraw_role(self.object.pk, by=self.reader, reason=form.cleaned_data["reason"])
