"""Named questions about use cases."""

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Self

from django.contrib.postgres.search import SearchQuery, SearchRank
from django.db import models
from django.db.models import Exists, F, OuterRef, Q

from common.search import has_words
from registers.choices import Membership, UseCaseState
from registers.querysets.scope import key_among, named_by_version
from trail.querysets import TrailedQuerySet

if TYPE_CHECKING:
    from access.models import Person
    from registers.models import (  # noqa: F401 - named in the bases below
        RegisterLine,
        UseCase,
        UseCaseMember,
        UseCaseVersion,
    )

# What everybody who may see use cases sees of others': what was decided, and what is over and was approved once.
OPEN_TO_ALL = (UseCaseState.APPROVED, UseCaseState.SUSPENDED, UseCaseState.LAPSED, UseCaseState.RETIRED)
OPEN = Q(state__in=OPEN_TO_ALL) & ~Q(state=UseCaseState.RETIRED, approved_until=None)


class UseCaseQuerySet(TrailedQuerySet["UseCase"]):
    """Questions about use cases."""

    def visible_to(self, reader: "Person") -> Self:
        """Return what a reader may see: all, or what was decided and what they own, work on or follow."""
        if reader.may("registers.view_all_use_cases"):
            return self
        mine = self._with_a_part_for(reader, by_themselves=False)
        return self.filter(OPEN | mine if reader.may("registers.view_use_case") else mine)

    def of(self, person: "Person") -> Self:
        """Return what a person owns, works on or follows."""
        return self.filter(self._with_a_part_for(person))

    def opened_to(self, person: "Person") -> Self:
        """Return what a person sees whatever its state: they own it, work on it, or were made a watcher of it."""
        return self.filter(self._with_a_part_for(person, by_themselves=False))

    def concerning(self, person: "Person") -> Self:
        """Return what a person owns or works on: what is theirs to move."""
        works = self._memberships(person).filter(membership=Membership.CONTRIBUTOR)
        return self.filter(Q(owner=person) | Q(Exists(works)))

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

    def _with_a_part_for(self, person: "Person", **which: bool) -> Q:
        memberships = self._all_memberships(person).filter(**which)
        return Q(owner=person) | Q(key_among(memberships.values("use_case_id")))

    def _all_memberships(self, person: "Person") -> "UseCaseMemberQuerySet":
        from registers.models import UseCaseMember

        return UseCaseMember.objects.order_by().filter(person=person)

    def _memberships(self, person: "Person") -> "UseCaseMemberQuerySet":
        from registers.models import UseCaseMember

        return UseCaseMember.objects.filter(use_case=OuterRef("pk"), person=person)


class UseCaseMemberQuerySet(TrailedQuerySet["UseCaseMember"]):
    """Questions about who works on a use case."""


class RegisterLineQuerySet(models.QuerySet["RegisterLine"]):
    """Questions about the register as it stood."""

    def on(self, moment: datetime) -> Self:
        """Return the lines of the register at a moment."""
        return self.filter(Q(until=None) | Q(until__gt=moment), since__lte=moment)

    def visible_to(self, reader: "Person") -> Self:
        """Return the lines a reader may see, by their rights today."""
        from registers.models import UseCase

        if reader.may("registers.view_all_use_cases"):
            return self
        mine = Q(use_case__in=UseCase.objects.order_by().opened_to(reader).values("pk"))
        return self.filter(OPEN | mine if reader.may("registers.view_use_case") else mine)

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
