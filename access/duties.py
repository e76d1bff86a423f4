"""Duties that are kept apart by permission (`apart_from`): who would hold two of them, by whichever roles."""

from collections.abc import Collection

from access.models import Person, Role
from access.rules import people as rules
from access.rules.service_identities import refuse_service_role
from access.vocabulary import for_people, kept_apart, vocabulary
from common.clock import today
from common.refusals import Refusal


def refuse_duties_of(person: Person, gained: Collection[str], *, without: Role | None = None) -> Refusal | None:
    """Say why a person may not gain permissions beside those of their (other) roles, of today or of a day to come.

    A program gains nothing that only a human being may do.
    """
    if person.is_service:
        refusal = refuse_service_role(gained=gained, for_people=for_people(), sentences=_sentences())
        if refusal is not None:
            return refusal
    standing = person.assignments.standing().not_over_on(today()).filter(role__retired_at=None).select_related("role")
    return rules.refuse_duties(
        gained=gained,
        held={name for each in standing if each.role != without for name in each.role.permission_names},
        apart=kept_apart(),
        sentences=_sentences(),
        holder=person.name,
        field="role" if without is None else "permissions",
    )


def refuse_duties_of_role(chosen: Collection[str], role: Role | None = None) -> Refusal | None:
    """Say why a role may not hold permissions: two of them, or one and what a holder of the role has otherwise."""
    if for_people().isdisjoint(chosen):
        return None
    within = rules.refuse_duties(
        gained=chosen, held=(), apart=kept_apart(), sentences=_sentences(), field="permissions"
    )
    if within or role is None:
        return within
    # Those who are deactivated too: they may come back.
    holders = Person.objects.filter(assignments__in=role.assignments.standing().not_over_on(today()))
    refusals = (refuse_duties_of(person, chosen, without=role) for person in holders.order_by("name", "id"))
    return next((refusal for refusal in refusals if refusal), None)


def _sentences() -> dict[str, object]:
    return {name: each.sentence for name, each in vocabulary().items()}
