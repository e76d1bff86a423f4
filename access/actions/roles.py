"""Giving, taking away, making and retiring roles."""

from collections.abc import Iterable
from datetime import date
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext_noop

from access.actions.messages import notify
from access.builtin_roles import BUILTIN_ROLES
from access.duties import refuse_duties_of, refuse_duties_of_role
from access.models import Department, Person, Role, RoleAssignment
from access.permits import permit
from access.querysets import RoleAssignmentQuerySet
from access.rules import people as rules
from access.rules.break_glass import refuse_changing
from access.rules.groups import refuse_by_hand
from access.vocabulary import grantable, known
from common.clock import now, today
from common.names import clean_name
from common.permissions import RoleName
from common.refusals import Refusal, Refused, refuse_if
from common.refusals import marked as _
from common.taken import refused_when_taken
from common.terms import Term
from trail.recording import record

ROLE_HELD = Refusal("role_held", _("This person already holds that role."), "role")
GIVEN_FOR = gettext_noop("You were given the role %(role)s for %(department)s")
TAKEN_FOR = gettext_noop("You no longer hold the role %(role)s for %(department)s")
NAME_TAKEN = Refusal("name_taken", _("There is a role of that name already."), "name")


@transaction.atomic
def assign_role(
    person_id: UUID,
    role_id: UUID,
    *,
    by: Person,
    reason: str,
    starts_on: date | None = None,
    ends_on: date | None = None,
    records_from: date | None = None,
    records_until: date | None = None,
    department_id: UUID | None = None,
) -> RoleAssignment:
    """Give a person a role, for a time where days are set; for an auditor also the window of records they may read.

    With a department it counts only for what belongs to that department.

    Raises:
        PermissionRefused: not allowed.
        Refused: held already, retired, in conflict of duties, for a time that is over, not for one department, or
            to the account for emergencies.
    """
    permit(by, "access.assign_role")
    lock_administrators()
    person = Person.objects.select_for_update().get(pk=person_id)
    role = Role.objects.get(pk=role_id)
    department = Department.objects.get(pk=department_id) if department_id else None
    refuse_if(rules.refuse_self_change(is_self=by.pk == person.pk))
    refuse_if(refuse_changing(is_for_emergencies=person.is_for_emergencies))
    refuse_if(
        rules.refuse_assignment(
            role_slug=role.slug,
            role_retired=role.retired_at is not None,
            person_active=person.is_active,
            held=_standing_slugs(person),
            held_alike=_standing(person).counting_for(department_id).filter(role=role).exists(),
            starts_on=starts_on,
            ends_on=ends_on,
            today=today(),
        )
    )
    refuse_if(refuse_duties_of(person, role.permission_names))
    refuse_if(rules.refuse_records_window(records_from, records_until))
    refuse_if(
        rules.refuse_department(
            role_slug=role.slug,
            has_department=department is not None,
            counts_there=any(known(name).by_department for name in role.permission_names),
            has_window=bool(records_from or records_until),
        )
    )
    # One that is over makes room: a person holds a role once at a time.
    over = person.assignments.standing().over_on(today()).filter(role=role, department=department)
    over.update(withdrawn_at=now())
    return _give(
        person,
        role,
        by=by,
        reason=reason,
        department=department,
        starts_on=starts_on,
        ends_on=ends_on,
        records_from=records_from,
        records_until=records_until,
    )


@transaction.atomic
def withdraw_role(assignment_id: UUID, *, by: Person, reason: str) -> RoleAssignment:
    """Take a role away from a person at once.

    Raises:
        PermissionRefused, Refused: not allowed, one's own role, one that groups give, or the last administrator's.
    """
    permit(by, "access.assign_role")
    standing = RoleAssignment.objects.standing().filter(pk=assignment_id)
    refuse_if(refuse_by_hand(standing.values_list("from_groups", flat=True).first() or ()))
    return take_away(assignment_id, by=by, reason=reason)


@transaction.atomic
def take_away(assignment_id: UUID, *, by: Person, reason: str) -> RoleAssignment:
    """Take a role away for somebody who may: whoever calls this has asked the permission that their action needs.

    Raises:
        Refused: one's own role, that of the account for emergencies, or the last administrator's.
    """
    lock_administrators()
    assignment = (
        RoleAssignment.objects.select_for_update(of=("self",))
        .select_related("person", "role", "department")
        .get(pk=assignment_id)
    )
    refuse_if(rules.refuse_self_change(is_self=by.pk == assignment.person_id))
    refuse_if(refuse_changing(is_for_emergencies=assignment.person.is_for_emergencies))
    if assignment.withdrawn_at:
        return assignment
    if assignment.role.slug == RoleName.ADMINISTRATOR:
        refuse_if(refuse_without_administrator(assignment.person))
    assignment.withdrawn_at = now()
    assignment.save(update_fields=["withdrawn_at"])
    record(
        "access.role.withdrawn",
        subject=assignment.person,
        also=[assignment.role],
        by=by,
        reason=reason,
        role=assignment.term,
    )
    _tell(assignment, gettext_noop("You no longer hold the role %(role)s"), TAKEN_FOR)
    return assignment


@transaction.atomic
def extend_role(assignment_id: UUID, *, ends_on: date | None, by: Person, reason: str) -> RoleAssignment:
    """Let a person hold a role longer, or shorter: until another last day, or without end.

    Raises:
        PermissionRefused: not allowed.
        Refused: one's own role, one that groups give, over already, a day in the past, or an end for the last
            lasting administrator.
    """
    permit(by, "access.assign_role")
    return change_end(assignment_id, ends_on=ends_on, by=by, reason=reason)


@transaction.atomic
def change_end(assignment_id: UUID, *, ends_on: date | None, by: Person, reason: str) -> RoleAssignment:
    """Change until when a role is held for somebody who may: whoever calls this has asked for the permission.

    Raises:
        Refused: one's own role, one that groups give, over already, a day in the past, or an end for the last
            lasting administrator.
    """
    lock_administrators()
    locked = RoleAssignment.objects.standing().select_for_update(of=("self",))
    assignment = locked.select_related("person", "role", "department").get(pk=assignment_id)
    refuse_if(rules.refuse_self_change(is_self=by.pk == assignment.person_id))
    refuse_if(refuse_changing(is_for_emergencies=assignment.person.is_for_emergencies))
    refuse_if(refuse_by_hand(assignment.from_groups))
    refuse_if(rules.refuse_extension(present_end=assignment.ends_on, today=today()))
    refuse_if(rules.refuse_days(assignment.starts_on, ends_on, today()))
    if ends_on is not None and assignment.role.slug == RoleName.ADMINISTRATOR:
        refuse_if(refuse_without_administrator(assignment.person))
    if assignment.ends_on == ends_on:
        return assignment
    assignment.ends_on = ends_on
    assignment.save(update_fields=["ends_on"])
    record(
        "access.role.extended",
        subject=assignment.person,
        also=[assignment.role],
        by=by,
        reason=reason,
        role=assignment.term,
        day=ends_on or Term(gettext_noop("further notice")),
    )
    return assignment


@transaction.atomic
def create_role(*, name: str, description: str, permissions: Iterable[str], by: Person) -> Role:
    """Make a custom role from the permission list.

    Raises:
        PermissionRefused, Refused: not allowed, the name is taken, or a permission cannot be given by custom roles.
    """
    permit(by, "access.edit_role")
    chosen = sorted(set(permissions))
    refuse_if(_refuse_permissions(chosen))
    refuse_if(refuse_duties_of_role(chosen))
    name = _named(name)
    with refused_when_taken(NAME_TAKEN):
        role = Role.objects.create(slug=_free_slug(name), name=name, description=description, own_permissions=chosen)
    record("access.role.created", subject=role, by=by)
    return role


@transaction.atomic
def edit_role(
    role_id: UUID, *, name: str, description: str, permissions: Iterable[str], by: Person, reason: str = ""
) -> Role:
    """Change a custom role; whoever holds it is affected with their next request.

    Raises:
        PermissionRefused, Refused: not allowed, a built-in role, the name is taken, or a permission cannot be given.
    """
    permit(by, "access.edit_role")
    lock_administrators()
    role = Role.objects.select_for_update().get(pk=role_id)
    chosen = sorted(set(permissions))
    refuse_if(_refuse_builtin(role))
    refuse_if(_refuse_permissions(chosen))
    name = _named(name)
    refuse_if(rules.refuse_self_change(is_self=role.assignments.standing().filter(person=by).exists()))
    refuse_if(refuse_duties_of_role(chosen, role))
    if (role.name, role.description, role.own_permissions) == (name, description, chosen):
        return role
    role.name, role.description, role.own_permissions = name, description, chosen
    with refused_when_taken(NAME_TAKEN):
        role.save(update_fields=["name", "description", "own_permissions"])
    record("access.role.edited", subject=role, by=by, reason=reason)
    return role


@transaction.atomic
def retire_role(role_id: UUID, *, by: Person, reason: str) -> Role:
    """Retire a custom role: it grants nothing from now on and cannot be given.

    Raises:
        PermissionRefused, Refused: not allowed, or a built-in role.
    """
    permit(by, "access.edit_role")
    role = Role.objects.select_for_update().get(pk=role_id)
    refuse_if(_refuse_builtin(role))
    if role.retired_at is None:
        role.retired_at = now()
        role.save(update_fields=["retired_at"])
        record("access.role.retired", subject=role, by=by, reason=reason)
    return role


@transaction.atomic
def install_builtin_roles() -> list[Role]:
    """Write the rows of the built-in roles that are missing; run after every migration."""
    there = set(Role.objects.values_list("slug", flat=True))
    missing = {slug: texts for slug, texts in BUILTIN_ROLES.items() if slug not in there}
    installed = [
        Role.objects.create(slug=slug, name=name, description=description, builtin=True)
        for slug, (name, description) in missing.items()
    ]
    if installed:
        names = [role.term for role in installed]
        record("access.roles.installed", subject=installed[0], also=installed[1:], by=None, roles=names)
    return installed


@transaction.atomic
def ship_role(slug: str, *, name: str, description: str, permissions: Iterable[str]) -> Role | None:
    """Enter a custom role that an app brings along, once: what administrators made of it since stays so."""
    if Role.objects.filter(slug=slug).exists() or Role.objects.filter(name__iexact=name).exists():
        return None
    role = Role.objects.create(slug=slug, name=name, description=description, own_permissions=sorted(permissions))
    record("access.role.shipped", subject=role, by=None)
    return role


@transaction.atomic
def appoint_administrator(person_id: UUID) -> RoleAssignment:
    """Make a person administrator from the operator's command line, where no administrator has to be asked.

    Raises:
        Refused: the person is inactive, holds the role or one that is kept apart from it.
    """
    lock_administrators()
    person = Person.objects.select_for_update().get(pk=person_id)
    role = Role.objects.get(slug=RoleName.ADMINISTRATOR)
    refuse_if(
        rules.refuse_assignment(
            role_slug=role.slug,
            role_retired=False,
            person_active=person.is_active,
            held=_standing_slugs(person),
            starts_on=None,
            ends_on=None,
            today=today(),
        )
    )
    refuse_if(refuse_duties_of(person, role.permission_names))
    return _give(person, role, by=None, reason="appointed on the command line")


def lock_administrators() -> None:
    """Serialise whatever may remove an administrator or bring duties together; always an action's first lock."""
    # Not the key: who gives the role at the same time refers to it while holding the person, and would wait for ever.
    Role.objects.select_for_update(no_key=True).get(slug=RoleName.ADMINISTRATOR)


def refuse_without_administrator(leaving: Person) -> Refusal | None:
    """Say no when nobody but this person could give roles for good; call `lock_administrators` first."""
    held = RoleAssignment.objects.administrators_on(today())
    own = held.filter(person=leaving)
    # One whose role ends on some day would leave nobody on the next.
    others = held.filter(ends_on=None).exclude(person=leaving)
    if own.of_who_get_in().exists():
        # Whoever cannot sign in keeps nobody from being locked out.
        others = others.of_who_get_in()
    return rules.refuse_loss_of_administrator(is_administrator=own.exists(), other_administrators=others.count())


def _give(person: Person, role: Role, *, by: Person | None, reason: str, **more: Any) -> RoleAssignment:
    with refused_when_taken(ROLE_HELD):
        assignment = RoleAssignment.objects.create(person=person, role=role, given_by=by, **more)
    record("access.role.assigned", subject=person, also=[role], by=by, reason=reason, role=assignment.term)
    _tell(assignment, gettext_noop("You were given the role %(role)s"), GIVEN_FOR)
    return assignment


def _tell(assignment: RoleAssignment, title: str, for_department: str) -> None:
    department = assignment.department
    notify(
        assignment.person,
        kind="role",
        title=for_department if department else title,
        values={"role": assignment.role.term, **({"department": department.name} if department else {})},
        link="/access/me/",
    )


def _standing(person: Person) -> RoleAssignmentQuerySet:
    """Return the roles a person holds now or will hold on a day to come."""
    found: RoleAssignmentQuerySet = person.assignments.standing().not_over_on(today()).filter(role__retired_at=None)
    return found


def _standing_slugs(person: Person) -> list[str]:
    return list(_standing(person).values_list("role__slug", flat=True))


def _refuse_builtin(role: Role) -> Refusal | None:
    return Refusal("builtin_role", _("A built-in role cannot be changed. Make a custom one.")) if role.builtin else None


def _refuse_permissions(chosen: list[str]) -> Refusal | None:
    refused = [name for name in chosen if name not in grantable()]
    if not refused:
        return None
    return Refusal(
        "not_grantable",
        _("These permissions cannot be given by a custom role: %(names)s."),
        "permissions",
        {"names": ", ".join(refused)},
    )


def _named(name: str) -> str:
    if cleaned := clean_name(name):
        return cleaned
    raise Refused(Refusal("name_missing", _("Give the role a name."), "name"))


def _free_slug(name: str) -> str:
    base = slugify(name)[:50] or "role"
    taken = set(Role.objects.filter(slug__startswith=base).values_list("slug", flat=True))
    return next(slug for slug in (base, *(f"{base}-{n}" for n in range(2, 1000))) if slug not in taken)
