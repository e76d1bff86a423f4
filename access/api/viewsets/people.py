"""People."""

from typing import Any, ClassVar

from django.db.models import Prefetch, QuerySet
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from access.actions import people as actions
from access.actions.mail_preferences import choose_mail
from access.actions.roles import assign_role, extend_role, withdraw_role
from access.actions.sessions import end_all_sessions
from access.api.base import PortalViewSet
from access.api.serializers.common import ReasonInput
from access.api.serializers.handing_over import DeactivateInput
from access.api.serializers.mail import MailChoicesInput, MailPreferencesOutput, preferences_of
from access.api.serializers.people import (
    AssignRoleInput,
    EndedOutput,
    ExtendRoleInput,
    InvitationInput,
    MeOutput,
    PersonInput,
    PersonOutput,
    WithdrawRoleInput,
)
from access.filters import PersonFilter
from access.gate import SIGNED_IN
from access.mail_choices import choices_of
from access.models import Department, Person, Role, RoleAssignment
from common.refusals import Refusal, Refused
from common.refusals import marked as _

NOT_HELD = Refusal("role_not_held", _("This person does not hold that role."), "role")


def with_assignments(people: QuerySet[Person]) -> QuerySet[Person]:
    """Read the department and the standing roles with the people."""
    standing = RoleAssignment.objects.standing().select_related("role", "given_by", "department")
    standing = standing.order_by("role__name", "pk")
    return people.select_related("department").prefetch_related(
        Prefetch("assignments", queryset=standing, to_attr="standing_assignments")
    )


class PeopleViewSet(PortalViewSet[Person]):
    """Who signs in, and which roles they hold."""

    queryset = Person.objects.accounts()
    serializer_class = PersonOutput
    filterset_class = PersonFilter
    tag = "people"
    view_permission = "access.view_people"
    permission_names: ClassVar = {
        "me": SIGNED_IN,
        "mail_preferences": SIGNED_IN,
        "choose_mail": SIGNED_IN,
        "create": "access.invite_person",
        "partial_update": "access.edit_person",
        "assign_role": "access.assign_role",
        "extend_role": "access.assign_role",
        "withdraw_role": "access.assign_role",
        "deactivate": "access.deactivate_person",
        "reactivate": "access.deactivate_person",
        "end_sessions": "access.end_sessions",
    }
    inputs: ClassVar = {
        "choose_mail": MailChoicesInput,
        "create": InvitationInput,
        "partial_update": PersonInput,
        "assign_role": AssignRoleInput,
        "extend_role": ExtendRoleInput,
        "withdraw_role": WithdrawRoleInput,
        "deactivate": DeactivateInput,
        "reactivate": ReasonInput,
        "end_sessions": ReasonInput,
    }
    outputs: ClassVar = {
        "me": MeOutput,
        "end_sessions": EndedOutput,
        "mail_preferences": MailPreferencesOutput,
        "choose_mail": MailPreferencesOutput,
    }
    sorts: ClassVar = {"name": ("name",), "email": ("email",), "last_sign_in": ("last_login",), "since": ("id",)}
    default_sort = "name"

    def get_queryset(self) -> QuerySet[Person]:
        """Return the people the caller may see, with their roles."""
        return with_assignments(super().get_queryset())

    def create(self, _request: Request) -> Response:
        """Invite a person.

        They sign in with a local password that they choose themselves; give them roles with `assign-role/`.
        """
        given = self.input()
        department = given.get("department")
        person = actions.invite_person(
            email=given["email"], name=given["name"], department_id=department and department.pk, by=self.reader
        )
        return self.answer_created(person.pk)

    def partial_update(self, _request: Request, **_kwargs: Any) -> Response:
        """Change a person's name or department."""
        person, given = self.get_object(), self.input()
        department = given.get("department", person.department)
        actions.edit_person(
            person.pk, name=given.get("name", person.name), department_id=department and department.pk, by=self.reader
        )
        return self.answer(person.pk)

    @action(detail=False)
    def me(self, _request: Request) -> Response:
        """Read yourself and what you may do."""
        person = with_assignments(Person.objects.filter(pk=self.reader.pk)).get()
        return Response(MeOutput(person).data)

    @action(detail=False, url_path="me/mail-preferences")
    def mail_preferences(self, _request: Request) -> Response:
        """Read which messages you get by e-mail, and when."""
        return Response(preferences_of(choices_of(self.reader)))

    @mail_preferences.mapping.patch
    def choose_mail(self, _request: Request) -> Response:
        """Choose which messages you get by e-mail, and when; kinds left out stay as they are."""
        return Response(preferences_of(choose_mail(self.reader, self.input().get("choices", {}))))

    @action(detail=True, methods=["post"], url_path="assign-role")
    def assign_role(self, _request: Request, **_kwargs: Any) -> Response:
        """Give a person a role."""
        person, given = self.get_object(), self.input()
        role, department = given.pop("role"), given.pop("department", None)
        assign_role(person.pk, role.pk, by=self.reader, department_id=department and department.pk, **given)
        return self.answer(person.pk)

    @action(detail=True, methods=["post"], url_path="withdraw-role")
    def withdraw_role(self, _request: Request, **_kwargs: Any) -> Response:
        """Take a role away from a person."""
        person, given = self.get_object(), self.input()
        withdraw_role(held_by(person, **given).pk, by=self.reader, reason=given["reason"])
        return self.answer(person.pk)

    @action(detail=True, methods=["post"], url_path="extend-role")
    def extend_role(self, _request: Request, **_kwargs: Any) -> Response:
        """Let a person hold a role until another last day, or without end."""
        person, given = self.get_object(), self.input()
        held = held_by(person, **given)
        extend_role(held.pk, ends_on=given["ends_on"], by=self.reader, reason=given["reason"])
        return self.answer(person.pk)

    @action(detail=True, methods=["post"])
    def deactivate(self, _request: Request, **_kwargs: Any) -> Response:
        """Shut a person out at once.

        Whoever is named as `successor` takes over what they own; without one, the compliance officers are told.
        """
        person, given = self.get_object(), self.input()
        successor = given.get("successor")
        actions.deactivate_person(
            person.pk, by=self.reader, reason=given["reason"], successor_id=successor and successor.pk
        )
        return self.answer(person.pk)

    @action(detail=True, methods=["post"])
    def reactivate(self, _request: Request, **_kwargs: Any) -> Response:
        """Let a person back in."""
        person = self.get_object()
        actions.reactivate_person(person.pk, by=self.reader, **self.input())
        return self.answer(person.pk)

    @action(detail=True, methods=["post"], url_path="end-sessions")
    def end_sessions(self, _request: Request, **_kwargs: Any) -> Response:
        """End all sessions of a person."""
        person = self.get_object()
        ended = end_all_sessions(person.pk, by=self.reader, **self.input())
        return Response(EndedOutput({"ended": ended}).data)


def held_by(person: Person, *, role: Role, department: Department | None = None, **_more: Any) -> RoleAssignment:
    """Return the assignment of a role that stands: for a department, or for the whole organisation.

    Raises:
        Refused: the person does not hold the role.
    """
    assignment = person.assignments.standing().filter(role=role, department=department).first()
    if assignment is None:
        raise Refused(NOT_HELD)
    return assignment
