"""Roles that follow the groups of the directory: at every sign-in, and when the directory changes a group."""

from collections.abc import Collection, Iterable, Sequence
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_noop

from access.actions.messages import notify_many
from access.actions.roles import lock_administrators
from access.group_plans import Following, plans_for, present_mapping
from access.models import ClaimedGroups, Person, Role, RoleAssignment
from access.rules import groups as rules
from access.rules.people import refuse_loss_of_administrator
from common.clock import now, today
from common.permissions import RoleName
from common.refusals import refuse_if
from trail.recording import record

NOTHING = "\u2013"
GIVEN = gettext_noop("You were given the role %(role)s")
TAKEN = gettext_noop("You no longer hold the role %(role)s")
CONFLICT = gettext_noop("%(person)s was not given %(roles)s: duties are kept apart")
CONFLICT_TEXT = gettext_noop(
    "Their groups at the identity provider give roles that nobody holds together. Take them out of one of the groups, "
    "or change what the groups give."
)
LAST = gettext_noop("The groups of %(person)s no longer make them administrator, but there is no other")
LAST_TEXT = gettext_noop(
    "They keep the role so that nobody is locked out. Give it to somebody else; with the next sign-in it is taken away."
)


@transaction.atomic
def apply_groups(person: Person, *, claimed: Sequence[str] | None) -> None:
    """Give and take roles by the groups that a sign-in names, and by those of SCIM; None where the claim is missing.

    Takes the lock of administrators and then the person's: the caller must not hold the person's before.
    The last administrator stays so; what their groups did not give is recorded, and told the administrators, once.
    """
    lock_administrators()
    Person.objects.select_for_update().get(pk=person.pk)
    names = list(rules.groups_of_claim(claimed or ()))
    kept = ClaimedGroups(person=person, names=names, named=claimed is not None, seen_at=now())
    ClaimedGroups.objects.bulk_create(
        [kept], update_conflicts=True, unique_fields=["person"], update_fields=["names", "named", "seen_at"]
    )
    _follow(person)


@transaction.atomic
def apply_memberships(person: Person) -> None:
    """Give and take roles after the directory changed groups, by those and by what the last sign-in named.

    Takes the lock of administrators and then the person's: the caller must not hold the person's before.

    Raises:
        Refused: `last_administrator`: nobody would be left who can give roles.
    """
    lock_administrators()
    Person.objects.select_for_update().get(pk=person.pk)
    _refuse_without_administrator(_follow(person))


@transaction.atomic
def apply_memberships_of(people: Collection[UUID]) -> None:
    """Give and take the roles of many after the directory changed a group: as for one, planned for all at once.

    Everybody's sign-in waits for the lock meanwhile, so whoever stands as before costs nothing of their own.

    Raises:
        Refused: `last_administrator`: nobody would be left who can give roles.
    """
    lock_administrators()
    locked = Person.objects.select_for_update(of=("self",)).filter(pk__in=people).order_by("pk")
    refused_before = set(
        ClaimedGroups.objects.filter(person__in=people).exclude(refused={}).values_list("person_id", flat=True)
    )
    concerned = [
        each
        for (each,) in plans_for(locked, present_mapping())
        if each.says_something or each.person.pk in refused_before
    ]
    # Nobody loses the last administrator on the way to the next one.
    for each in sorted(concerned, key=lambda each: not each.gains_administration):
        refused = follow(each, by=None, tells=False)
        tell_of_refused(each.person, refused)
        _refuse_without_administrator(refused)
    tell_of_roles(concerned)


def follow(following: Following, *, by: Person | None, reason: str = "", tells: bool = True) -> list[rules.RefusedRole]:
    """Carry out what a plan says of a locked person; return what is refused and was not before.

    Whoever carries out many tells them together (`tell_of_roles`).
    """
    plan, person = following.plan, following.person
    before = _refused_before(person)
    refused = [each for each in plan.refused if before.get(each.role) != each.cause]
    if before != (now_refused := {each.role: str(each.cause) for each in plan.refused}):
        _keep_refused(person, now_refused)
    if not (plan.changes_roles or plan.keep or following.changes_department or refused):
        return []
    concerned: list[rules.GivenRole | rules.RefusedRole] = [*plan.give, *plan.withdraw, *plan.keep, *refused]
    roles = {role.slug: role for role in Role.objects.filter(slug__in=[each.role for each in concerned])}
    _write(following, roles)
    record(
        "access.groups.applied",
        subject=person,
        also=[roles[each.role] for each in concerned],
        by=by,
        reason=reason,
        given=[roles[each.role].term for each in plan.give] or NOTHING,
        withdrawn=[roles[each.role].term for each in plan.withdraw] or NOTHING,
        refused=[roles[each.role].term for each in refused] or NOTHING,
        groups=sorted({group for each in concerned for group in each.groups}),
    )
    if tells:
        tell_of_roles([following])
    return refused


def _follow(person: Person) -> list[rules.RefusedRole]:
    """Recompute the roles of one locked person; tell the administrators of what was refused and was not before."""
    [(following,)] = plans_for(Person.objects.filter(pk=person.pk), present_mapping())
    refused = follow(following, by=None)
    tell_of_refused(following.person, refused)
    # What was read of the person's roles before counts no more.
    for name in ("assignments_today", "permissions"):
        person.__dict__.pop(name, None)
    person.department_id = following.person.department_id
    return refused


def _refuse_without_administrator(refused: Iterable[rules.RefusedRole]) -> None:
    lost = any(each.cause == rules.Cause.LAST_ADMINISTRATOR for each in refused)
    refuse_if(refuse_loss_of_administrator(is_administrator=lost, other_administrators=0))


def _write(following: Following, roles: dict[str, Role]) -> None:
    plan, person = following.plan, following.person
    # The trail names each row by its person and role.
    standing = person.assignments.standing().select_related("person", "role")
    by_groups = standing.exclude(from_groups=[])
    if plan.withdraw:
        lost = [roles[each.role] for each in plan.withdraw]
        by_groups.filter(role__in=lost).update(withdrawn_at=now())
    for kept in plan.keep:
        by_groups.filter(role=roles[kept.role]).update(from_groups=list(kept.groups))
    if plan.give:
        given = [roles[each.role] for each in plan.give]
        # One that is over makes room: a person holds a role once at a time.
        standing.over_on(today()).filter(role__in=given, department=None).update(withdrawn_at=now())
        RoleAssignment.objects.bulk_create(
            RoleAssignment(person=person, role=roles[each.role], from_groups=list(each.groups)) for each in plan.give
        )
    if following.changes_department:
        person.department_id = following.department
        person.save(update_fields=["department"])


def _refused_before(person: Person) -> dict[str, str]:
    kept = ClaimedGroups.objects.filter(person=person).values_list("refused", flat=True).first()
    return dict(kept or {})


def _keep_refused(person: Person, refused: dict[str, str]) -> None:
    kept = ClaimedGroups(person=person, refused=refused)
    ClaimedGroups.objects.bulk_create(
        [kept], update_conflicts=True, unique_fields=["person"], update_fields=["refused"]
    )


def tell_of_roles(some: Iterable[Following]) -> None:
    """Tell people which roles groups gave them and took from them: who gained or lost the same, together."""
    told: dict[tuple[str, str], list[Person]] = {}
    for each in some:
        for title, roles in ((GIVEN, each.plan.give), (TAKEN, each.plan.withdraw)):
            for role in roles:
                told.setdefault((title, role.role), []).append(each.person)
    terms = {role.slug: role.term for role in Role.objects.filter(slug__in={slug for _title, slug in told})}
    for (title, slug), people in told.items():
        notify_many(people, kind="role", title=title, values={"role": terms[slug]}, link="/access/me/")


def tell_of_refused(person: Person, refused: Sequence[rules.RefusedRole]) -> None:
    """Tell the administrators what somebody has to see to: duties that meet, the last administrator's groups."""
    apart = [each.role for each in refused if each.cause == rules.Cause.APART]
    alarms = []
    if apart:
        names = ", ".join(role.name for role in Role.objects.filter(slug__in=apart).order_by("name"))
        alarms.append((CONFLICT, CONFLICT_TEXT, {"person": person.name, "roles": names}))
    if any(each.cause == rules.Cause.LAST_ADMINISTRATOR for each in refused):
        alarms.append((LAST, LAST_TEXT, {"person": person.name}))
    if not alarms:
        return
    administrators = list(Person.objects.active().holding(RoleName.ADMINISTRATOR, today()).order_by("pk"))
    for title, text, values in alarms:
        address = person.get_absolute_url()
        notify_many(administrators, kind="group", title=title, text=text, values=values, link=address)
