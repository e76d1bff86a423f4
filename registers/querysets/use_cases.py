"""Named questions about use cases."""

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Self

from django.contrib.postgres.search import SearchQuery, SearchRank
from django.db import models
from django.db.models import F, Q

from common.search import has_words
from registers.choices import Membership, UseCaseState
from registers.querysets.scope import key_among, named_by_version
from trail.querysets import TrailedQuerySet

if TYPE_CHECKING:
    from access.models import Person
    from registers.models import (  # noqa: F401 - named in the bases below
        RegisterLine,
        UseCase,
        UseCaseVersion,
    )
    from registers.querysets.members import UseCaseMemberQuerySet

# What everybody who may see use cases sees of others': what was decided, and what is over and was approved once.
OPEN_TO_ALL = (UseCaseState.APPROVED, UseCaseState.SUSPENDED, UseCaseState.LAPSED, UseCaseState.RETIRED)
SEE, SEE_ALL = "registers.view_use_case", "registers.view_all_use_cases"
OPEN = Q(state__in=OPEN_TO_ALL) & ~Q(state=UseCaseState.RETIRED, approved_until=None)


def of_departments(person: "Person", permission: str, path: str = "department") -> Q:
    """Return the condition that a row belongs to one of the departments for which a person holds something."""
    departments = person.departments_for(permission)
    return Q(**{f"{path}__in": departments}) if departments else Q(pk__in=[])


def open_to(reader: "Person", path: str = "department") -> Q:
    """Return the condition that a reader sees a row because of where it stands: everywhere, or in their departments."""
    return OPEN if reader.may(SEE) else OPEN & of_departments(reader, SEE, path)


class UseCaseQuerySet(TrailedQuerySet["UseCase"]):
    """Questions about use cases."""

    def visible_to(self, reader: "Person") -> Self:
        """Return what a reader may see: all, or what was decided and what they own, work on or follow.

        Roles held for one department show the same of that department.
        """
        if reader.may(SEE_ALL):
            return self
        return self.filter(open_to(reader) | self._opened_to(reader))

    def under(self, person: "Person", permission: str) -> Self:
        """Return those for which a role grants something: all, or those of the departments that it is held for."""
        return self if person.may(permission) else self.filter(department__in=person.departments_for(permission))

    def of(self, person: "Person") -> Self:
        """Return what a person owns, works on or follows."""
        return self.filter(self._with_a_part_for(person))

    def opened_to(self, person: "Person") -> Self:
        """Return what a person sees whatever its state: they own it, work on it, or were made a watcher of it.

        So they do of the departments for which a role shows them everything.
        """
        return self.filter(self._opened_to(person))

    def shared_with(self, person: "Person") -> Self:
        """Return what others shared with a person, or with their department."""
        return self.exclude(owner=person).filter(self._with_a_part_for(person, by_themselves=False))

    def concerning(self, person: "Person") -> Self:
        """Return what a person, or with others their department, owns or works on: what is theirs to move."""
        from registers.models import UseCaseShare

        works = self._all_memberships(person).standing().filter(membership=Membership.CONTRIBUTOR)
        shared = UseCaseShare.objects.order_by().reaching(person).to_work()
        found = Q(owner=person) | Q(key_among(works.values("content_object_id")))
        return self.filter(found | Q(key_among(shared.values("use_case_id"))) if person.department_id else found)

    def in_force_on(self, day: date) -> Self:
        """Return the use cases that may call on a day: approved, and not past their end."""
        return self.filter(state=UseCaseState.APPROVED, approved_until__gte=day)

    def ending_within(self, days: int, day: date) -> Self:
        """Return the use cases in force whose approval ends within some days of a day."""
        return self.in_force_on(day).filter(approved_until__lte=day + timedelta(days=days))

    def for_list(self) -> Self:
        """Read the use cases with everything that a line of the list shows, in one query."""
        return self.select_related("owner", "department").annotate(**named_by_version())

    def searched(self, text: str) -> Self:
        """Return the use cases with every word in title, purpose or reference, by its beginning or in another form."""
        return self.filter(has_words(text))

    def similar_to(self, words: list[str]) -> Self:
        """Return the use cases that share any of the words, most alike first."""
        query = SearchQuery(" | ".join(words), search_type="raw", config="simple")
        return (
            self.filter(search=query).annotate(likeness=SearchRank(F("search"), query)).order_by("-likeness", "-number")
        )

    def _opened_to(self, person: "Person") -> Q:
        return self._with_a_part_for(person, by_themselves=False) | of_departments(person, SEE_ALL)

    def _with_a_part_for(self, person: "Person", **which: bool) -> Q:
        from registers.models import UseCaseShare

        memberships = self._all_memberships(person).standing().filter(**which)
        found = Q(owner=person) | Q(key_among(memberships.values("content_object_id")))
        if person.department_id is None:
            return found
        return found | Q(key_among(UseCaseShare.objects.order_by().reaching(person).values("use_case_id")))

    def _all_memberships(self, person: "Person") -> "UseCaseMemberQuerySet":
        from registers.models import UseCaseMember

        found: UseCaseMemberQuerySet = UseCaseMember.objects.order_by().filter(user=person)
        return found


class RegisterLineQuerySet(models.QuerySet["RegisterLine"]):
    """Questions about the register as it stood."""

    def on(self, moment: datetime) -> Self:
        """Return the lines of the register at a moment."""
        return self.filter(Q(until=None) | Q(until__gt=moment), since__lte=moment)

    def visible_to(self, reader: "Person") -> Self:
        """Return the lines a reader may see, by their rights today."""
        from registers.models import UseCase

        if reader.may(SEE_ALL):
            return self
        mine = Q(use_case__in=UseCase.objects.order_by().opened_to(reader).values("pk"))
        return self.filter(open_to(reader, "use_case__department") | mine)

    def for_list(self, moment: datetime) -> Self:
        """Read the lines with everything that the list shows of that moment, in one query."""
        return self.select_related("owner", "department").annotate(**named_by_version(moment))

    def searched(self, text: str) -> Self:
        """Return the lines with every word in title or purpose, by its beginning or in another form."""
        return self.filter(has_words(text))


class UseCaseVersionQuerySet(TrailedQuerySet["UseCaseVersion"]):
    """Questions about versions of use cases."""

    def visible_to(self, reader: "Person") -> Self:
        """Return the versions of the use cases a reader may see."""
        from registers.models import UseCase

        return self.filter(use_case__in=UseCase.objects.visible_to(reader).values("pk"))
