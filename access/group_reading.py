"""What is on record about groups: who is in one, what one person's groups are, which ones sign-ins name unmapped."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection
from django.db.models import Exists, OuterRef, Q

from access.group_plans import MappedGroup, people_in
from access.models import ClaimedGroups, DirectoryGroup, GroupMember, Person, Role
from access.querysets import PersonQuerySet

# Aggregated before it is compared, so that each name is looked up once however many people have it.
SEEN = """
SELECT seen.name, seen.people FROM (
    SELECT named.name, count(*) AS people
    FROM access_claimedgroups AS claimed
    JOIN access_person AS person ON person.id = claimed.person_id AND person.is_active
    CROSS JOIN LATERAL unnest(claimed.names) AS named(name)
    WHERE strpos(lower(named.name), lower(%(text)s)) > 0
    GROUP BY named.name
) AS seen
WHERE seen.name NOT IN (
    SELECT name FROM access_directorygroup UNION ALL SELECT external_id FROM access_directorygroup
)
ORDER BY seen.people DESC, seen.name LIMIT %(most)s
"""


@dataclass(frozen=True, slots=True)
class SeenGroup:
    """A group that sign-ins name and nobody entered here, and how many active people it was named for."""

    name: str
    people: int


@dataclass(frozen=True, slots=True)
class PersonsGroup:
    """One group that somebody is in, and how that is known."""

    group: DirectoryGroup
    by_sign_in: bool
    by_directory: bool


@dataclass(frozen=True, slots=True)
class GroupsOfPerson:
    """Somebody's groups: those that stand here, how many others their last sign-in named, and what was not given.

    `named` is False where the sign-in named no groups at all; `seen_at` is None before the first one by a provider.
    """

    known: tuple[PersonsGroup, ...]
    others: int
    named: bool
    seen_at: datetime | None
    refused: tuple[tuple[Role, str], ...]

    @property
    def says_something(self) -> bool:
        """Tell whether there is anything to show."""
        return bool(self.known or self.seen_at or self.refused)


def seen_in_sign_ins(text: str = "", *, most: int) -> list[SeenGroup]:
    """Return groups that sign-ins name and that do not stand here, those of most people first."""
    with connection.cursor() as cursor:
        cursor.execute(SEEN, {"text": text, "most": most})
        return [SeenGroup(name, people) for name, people in cursor.fetchall()]


def members_of(group: DirectoryGroup) -> PersonQuerySet:
    """Return the people in a group, each with how that is known: `by_sign_in`, `by_directory`."""
    names = [name for name in (group.name, group.external_id) if name]
    people = people_in([MappedGroup(group.pk, group.name, group.external_id, frozenset())])
    return people.annotate(
        by_sign_in=Exists(ClaimedGroups.objects.filter(person=OuterRef("pk"), names__overlap=names)),
        by_directory=Exists(GroupMember.objects.filter(person=OuterRef("pk"), group=group)),
    )


def groups_of(person: Person) -> GroupsOfPerson:
    """Return a person's groups, by what their last sign-in named and by SCIM."""
    kept = ClaimedGroups.objects.filter(person=person).first() or ClaimedGroups(person=person)
    member = GroupMember.objects.filter(group=OuterRef("pk"), person=person)
    named = Q(name__in=kept.names) | Q(external_id__in=kept.names)
    groups: Any = DirectoryGroup.objects.annotate(by_directory=Exists(member)).filter(named | Q(by_directory=True))
    claimed = frozenset(kept.names)
    known = tuple(
        PersonsGroup(group, bool(claimed & {group.name, group.external_id}), group.by_directory)
        for group in groups.select_related("department").prefetch_related("roles")
    )
    stand_here = {name for each in known for name in (each.group.name, each.group.external_id)}
    return GroupsOfPerson(
        known=known,
        others=len(claimed - stand_here),
        named=kept.named,
        seen_at=kept.seen_at,
        refused=_refused(kept.refused),
    )


def _refused(kept: Mapping[str, str]) -> tuple[tuple[Role, str], ...]:
    return tuple((role, kept[role.slug]) for role in Role.objects.filter(slug__in=kept).order_by("name"))
