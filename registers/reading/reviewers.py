"""Who could decide: the people behind roles and names of a route, read once for all of its steps."""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from access.models import BREAK_GLASS_ISSUER, Person, Role, RoleAssignment
from registers.models import ApprovalRoute, Delegation, Review, RouteParty, RouteStep
from registers.rules.routes import Party, Step

DECIDE, SEE_ALL = "registers.decide_use_case", "registers.view_all_use_cases"
ROLE, PERSON = "role", "person"


def party_of(row: RouteParty) -> Party:
    """Return a party as the rules take it."""
    return Party(ROLE, str(row.role_id)) if row.role_id else Party(PERSON, str(row.person_id))


def step_of(row: RouteStep) -> Step:
    """Return a step as the rules take it; its parties are read with it."""
    parties = list(row.parties.all())
    return Step(
        name=row.name,
        parties=tuple(party_of(each) for each in parties if not each.escalation),
        agreement=row.agreement,
        quorum=row.quorum,
        due_in=row.due_in,
        escalates_after=row.escalates_after,
        escalation=tuple(party_of(each) for each in parties if each.escalation),
    )


def steps_of(route: ApprovalRoute) -> list[Step]:
    """Return the steps of a route in their order."""
    return [step_of(each) for each in route.steps.all()]


def people_of(parties: Iterable[Party], day: date, *, of: object = None) -> dict[Party, frozenset[str]]:
    """Return the active people behind each party who may decide on a day, in two queries.

    `of` is the department of what is decided on: roles held for it count, too. Whoever decides has to see all of what
    they decide on, so both permissions are asked for; a role that was taken away, a person who left and a role that was
    retired count no more.
    """
    wanted = set(parties)
    by_role, deciders = _holders(day, {each.key for each in wanted if each.kind == ROLE}, of)
    return {
        each: frozenset((by_role.get(each.key, set()) if each.kind == ROLE else {each.key}) & deciders)
        for each in wanted
    }


def deciders_on(day: date, *, of: object = None) -> frozenset[str]:
    """Return the ids of the active people whose roles let them decide on a day, in two queries; `of` as above."""
    return frozenset(_holders(day, set(), of)[1])


def may_decide_on(person: Person, department_id: UUID | None) -> bool:
    """Tell whether a person's roles let them decide on what belongs to a department, all of which they see."""
    return person.may_for(DECIDE, department_id) and person.may_for(SEE_ALL, department_id)


def department_of(review: Review) -> UUID | None:
    """Return the department of the use case that is reviewed; policies belong to none."""
    return review.version.use_case.department_id if review.version else None


def roles_deciding() -> list[Role]:
    """Return the roles in use that let their holders decide, by their names."""
    found = [each for each in Role.objects.in_use() if {DECIDE, SEE_ALL} <= each.permission_names]
    return sorted(found, key=lambda role: role.label.casefold())


def _holders(day: date, asked: set[str], department: object) -> tuple[dict[str, set[str]], set[str]]:
    """Return the active people by the roles asked for, and all those who may decide on what is of a department."""
    roles = list(Role.objects.in_use())
    granting = {name: {each.pk for each in roles if name in each.permission_names} for name in (DECIDE, SEE_ALL)}
    known = {each.pk for each in roles if str(each.pk) in asked}
    held = (
        RoleAssignment.objects.in_force_on(day)
        .counting_for(department)
        .filter(
            role__in=known.union(*granting.values()),
            person__is_active=True,
        )
        .exclude(person__issuer=BREAK_GLASS_ISSUER)
    )
    by_role: dict[str, set[str]] = {}
    for person, role in held.values_list("person_id", "role_id"):
        by_role.setdefault(str(role), set()).add(str(person))
    able = [{person for role in granting[name] for person in by_role.get(str(role), ())} for name in (DECIDE, SEE_ALL)]
    return by_role, able[0] & able[1]


def people_of_route(steps: Iterable[Step], day: date, *, of: object = None) -> dict[Party, frozenset[str]]:
    """Return the people behind every party of a route; `of` as above."""
    return people_of((party for step in steps for party in (*step.parties, *step.escalation)), day, of=of)


def away_for(person: Person, day: date) -> frozenset[str]:
    """Return those for whom a person decides on a day."""
    held = Delegation.objects.in_force_on(day).filter(delegate=person, person__is_active=True)
    return frozenset(str(each) for each in held.values_list("person_id", flat=True))
