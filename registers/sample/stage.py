"""Where the sample is played: its people and registers by name, and what happens when."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from uuid import UUID

from django.utils.crypto import get_random_string

from access.models import Person
from access.sample.people import FIRST_ADMINISTRATOR, PEOPLE
from common.clock import held_at, today
from registers.actions.acknowledging import ask_readers, remind_readers
from registers.actions.reviews.chasing import chase_reviewers
from registers.actions.use_cases.lapsing import lapse_use_cases, remind_of_ends
from registers.models import Readership
from trail.context import Origin, acting_from


@dataclass(frozen=True, slots=True)
class Event:
    """Something that somebody did at a moment; without `by` the portal's own clockwork did it."""

    at: datetime
    by: str
    does: Callable[[Person], object]


@dataclass
class Stage:
    """The organisation at its last day, with the keys of what is on the registers by then, by name."""

    end: datetime
    categories: dict[str, UUID] = field(default_factory=dict)
    projects: dict[str, UUID] = field(default_factory=dict)
    providers: dict[str, UUID] = field(default_factory=dict)
    models: dict[tuple[str, str], UUID] = field(default_factory=dict)
    use_cases: dict[str, UUID] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.last_day = today()
        self.people = {person.name: person for person in Person.objects.select_related("department")}
        names = [each.name for each in (FIRST_ADMINISTRATOR, *PEOPLE)]
        self.addresses = {name: f"192.0.2.{10 + number}" for number, name in enumerate(names)}

    def day(self, days: int) -> date:
        """Return the day so many days after the last one, or before it."""
        return self.last_day + timedelta(days=days)

    def moment(self, days_ago: int, minutes: int) -> datetime:
        """Return a moment on that day, so many minutes after work begins."""
        day = (self.end - timedelta(days=days_ago)).replace(hour=7, minute=30, second=0, microsecond=0)
        return min(day + timedelta(minutes=minutes, seconds=minutes * 7 % 60), self.end)

    def play(self, events: Iterable[Event]) -> None:
        """Have everything happen in its order, each by whoever did it and on its day; the clock ticks each morning."""
        told = list(events)
        first = min(event.at for event in told)
        days = (self.end - first).days
        ticks = [Event(self.moment(ago, -90), "", _tick) for ago in range(days, -1, -1)]
        for event in sorted([*ticks, *told], key=lambda each: each.at):
            with held_at(event.at), acting_from(self._origin(event.by)):
                event.does(self.people[event.by or FIRST_ADMINISTRATOR.name])

    def _origin(self, by: str) -> Origin:
        if not by:
            return Origin(channel="job")
        return Origin(channel="web", address=self.addresses[by], request_id=get_random_string(32, "0123456789abcdef"))


def _tick(_nobody: Person) -> None:
    """Do what the schedule does on every day."""
    lapse_use_cases()
    remind_of_ends()
    chase_reviewers()
    for key in Readership.objects.values_list("document_id", flat=True):
        ask_readers(key)
        remind_readers(key)
