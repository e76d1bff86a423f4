"""Who stands so near to a use case that somebody else decides on it."""

from uuid import UUID

from access.models import Person
from registers.choices import Membership, Origin
from registers.models import UseCase
from trail.models import TrailEntry

# Whoever did one of these worked on the use case, whatever they are to it today.
WORKING = (
    "registers.use_case.drafted",
    "registers.use_case.edited",
    "registers.use_case.revised",
    "registers.use_case.submitted",
    "registers.use_case.resubmitted",
)


def concern_of(person: Person, use_case: UseCase) -> frozenset[str]:
    """Return what a person has to do with a use case that keeps them from deciding on it.

    Who only loaded the spreadsheet it came from has nothing to do with it.
    """
    found = set(use_case.relations_of(person)) & {"owner", "named", Membership.CONTRIBUTOR, Membership.STEWARD}
    if use_case.created_by_id == person.pk and use_case.origin != Origin.IMPORTED:
        found.add("entered")
    if use_case.lines.filter(owner=person).exists():
        found.add("owned")
    if use_case.versions.filter(submitted_by=person).exists():
        found.add("submitted")
    if TrailEntry.objects.about(use_case).by(person.pk).filter(verb__in=WORKING).exists():
        found.add("worked")
    return frozenset(found)


def near_to(use_case: UseCase) -> frozenset[str]:
    """Return the ids of everybody of whom `concern_of` says something, in five queries."""
    members = use_case.members.standing().exclude(membership=Membership.WATCHER).values_list("user_id", flat=True)
    sharing = use_case.shares.standing().to_work().order_by().values("department")
    colleagues = Person.objects.active().filter(department__in=sharing).values_list("pk", flat=True)
    owners = use_case.lines.values_list("owner_id", flat=True)
    submitters = use_case.versions.values_list("submitted_by_id", flat=True)
    workers = TrailEntry.objects.about(use_case).filter(verb__in=WORKING).values_list("actor_id", flat=True)
    found: set[UUID | None] = {*members, *colleagues, *owners, *submitters, *workers, use_case.owner_id}
    if use_case.origin != Origin.IMPORTED:
        found.add(use_case.created_by_id)
    return frozenset(str(each) for each in found if each)
