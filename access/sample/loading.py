"""Loading the sample's people: by the same actions that people use, on the days on which it happened."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from importlib import import_module
from typing import Any

from django.conf import settings
from django.contrib.sessions.backends.base import VALID_KEY_CHARS
from django.db import transaction
from django.db.models import F
from django.utils.crypto import get_random_string

from access.actions import people, roles, tokens
from access.actions.departments import create_department
from access.actions.groups import apply_groups
from access.actions.mapping import map_group
from access.choices import Proof
from access.models import LOCAL_ISSUER, Department, Notification, Person, PortalSession, Role
from access.sample import reviews
from access.sample.directory import link
from access.sample.people import DEPARTMENTS, FIRST_ADMINISTRATOR, GROUPS, PEOPLE, SamplePerson
from access.sample.programs import enter_programs
from common.clock import held_at, now
from common.permissions import AUDITOR
from common.terms import Term
from trail.context import Origin, acting_from
from trail.recording import record

BROWSERS = (
    "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0",
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/150.0 Safari/537.36",
    "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Safari/605.1.15",
    "Mozilla/5.0 (iPhone; CPU iPhone OS 18_4 like Mac OS X) AppleWebKit/605.1.15 Version/18.4 Mobile Safari/604.1",
)
REASONS = (
    "Joins the team",
    "Takes over from a colleague",
    "Needed for the claims project",
    "Agreed with the head of department",
)


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened at the sample organisation, to be done on its day."""

    at: datetime
    what: str
    sample: SamplePerson
    address: str


@dataclass
class Loader:
    """Plays the organisation's last 90 days, event by event."""

    end: datetime

    def __post_init__(self) -> None:
        self.departments: dict[str, Department] = {}
        self.people: dict[str, Person] = {}
        self.roles = {role.slug: role for role in Role.objects.all()}

    def load(self) -> None:
        """Load the departments, the first administrator, then everything else in order of time."""
        with held_at(self.end - timedelta(days=90)):
            self.departments = {name: create_department(name, by=None) for name in DEPARTMENTS}
            self.administrator = self._enter(FIRST_ADMINISTRATOR, by=None)
            roles.appoint_administrator(self.administrator.pk)
            self._map_groups()
        self._play(self._events(), reviews.last_quarter(self.end))
        self._last_touches()

    def later(self) -> list[reviews.Step]:
        """Return what happens among the events of the other apps: who leaves, and this quarter's access review."""
        self.administrator = self._named(FIRST_ADMINISTRATOR.name)
        leaving = [
            reviews.Step(self._moment(sample.left, number), partial(self._leave, sample), by=FIRST_ADMINISTRATOR.name)
            for number, sample in enumerate(PEOPLE, start=1)
            if sample.left is not None
        ]
        return [*leaving, *reviews.this_quarter(self.end)]

    def settle(self) -> None:
        """Leave messages as people leave them, once every app has loaded its part."""
        self._read_messages()
        # Nobody here has a mailbox for what happened before anybody came to look.
        Notification.objects.awaiting_mail().update(mail_after=None)

    def _read_messages(self) -> None:
        """Leave as unread what came since everybody was last here; nothing of a sample goes out by e-mail."""
        Notification.objects.update(mail_after=None)
        # Keys, not a join: PostgreSQL knows little of tables filled in this very transaction, and plans joins badly.
        keys = dict(Person.objects.values_list("email", "pk"))
        for sample in (FIRST_ADMINISTRATOR, *PEOPLE):
            until = self.end - timedelta(days=min(sample.seen, default=90))
            seen = Notification.objects.filter(person_id=keys[sample.email], created_at__lte=until)
            seen.update(read_at=F("created_at") + timedelta(minutes=20))

    def _play(self, events: Iterable[Event], steps: Iterable[reviews.Step] = ()) -> None:
        played: list[Event | reviews.Step] = [*events, *steps]
        for event in sorted(played, key=lambda each: each.at):
            origin = Origin(channel="web", address=event.address, request_id=get_random_string(32, "0123456789abcdef"))
            with held_at(event.at), acting_from(origin):
                if isinstance(event, reviews.Step):
                    event.do()
                else:
                    getattr(self, f"_{event.what}")(event.sample)

    def _events(self) -> list[Event]:
        events = []
        for number, sample in enumerate((FIRST_ADMINISTRATOR, *PEOPLE)):
            address = f"192.0.2.{10 + number}"
            came = self._moment(sample.came, number)
            if number:
                events.append(Event(came, "join", sample, "192.0.2.10"))
            # Whoever comes signs in on that day: their groups give them their roles.
            first = [sample.came] if number and sample.seen else []
            events += [
                Event(self._moment(day, number + 1), "signed_in", sample, address) for day in (*first, *sample.seen)
            ]
        return events

    def _moment(self, days_ago: int, number: int) -> datetime:
        """Return a moment on that day in office hours, another one for everybody."""
        day = (self.end - timedelta(days=days_ago)).replace(hour=8, minute=0, second=0, microsecond=0)
        return min(day + timedelta(minutes=17 * number % 540, seconds=(number * 7919) % 60), self.end)

    def _enter(self, sample: SamplePerson, *, by: Person | None) -> Person:
        department = self.departments[sample.department]
        person = people.invite_person(email=sample.email, name=sample.name, department_id=department.pk, by=by)
        self.people[sample.email] = person
        return person

    def _map_groups(self) -> None:
        """Have most roles follow the groups of the directory, from the first day on."""
        for slug, group in GROUPS.items():
            map_group(
                name=group, role_ids=[self.roles[slug].pk], by=self._acting(), reason="Roles follow the directory"
            )

    def _join(self, sample: SamplePerson) -> None:
        person = self._enter(sample, by=self._acting())
        if not sample.seen:
            link(person, sample)
        for number, slug in enumerate(sample.roles_by_hand):
            window: dict[str, Any] = {}
            if slug == AUDITOR:
                window = {
                    "records_from": (self.end - timedelta(days=89)).date(),
                    "records_until": (self.end + timedelta(days=12)).date(),
                }
            if sample.ends_in is not None:
                window["ends_on"] = (self.end + timedelta(days=sample.ends_in)).date()
            reason = REASONS[(len(self.people) + number) % len(REASONS)]
            roles.assign_role(person.pk, self.roles[slug].pk, by=self._acting(), reason=reason, **window)

    def _leave(self, sample: SamplePerson) -> None:
        people.deactivate_person(self._named(sample.name).pk, by=self._acting(), reason="Left the company")

    def _signed_in(self, sample: SamplePerson) -> None:
        person = Person.objects.get(pk=self.people[sample.email].pk)
        device = BROWSERS[len(sample.name) % len(BROWSERS)]
        if person.issuer == LOCAL_ISSUER:
            link(person, sample)
        with transaction.atomic():
            person.last_login = now()
            person.save(update_fields=["last_login"])
            record("access.session.started", subject=person, by=person, device=device, proof=Term(Proof.PROVIDER))
        apply_groups(person, claimed=sample.groups)

    def _last_touches(self) -> None:
        """Leave what a running organisation has: programs, a custom role, open sessions, tokens."""
        enter_programs(self.end, by=self._acting, named=self._named, departments=self.departments)
        with held_at(self.end - timedelta(days=37)):
            reader = roles.create_role(
                name="Team lead",
                description="Sees who works in the organisation and which roles they hold.",
                permissions=["access.view_people", "access.view_roles"],
                by=self._acting(),
            )
            roles.assign_role(
                self._named("Leila Haddad").pk, reader.pk, by=self._acting(), reason="Leads the analytics team"
            )
        with held_at(self.end - timedelta(days=81)):
            tokens.issue_token(
                self._named("Samuel Brandt"),
                name="Weekly report",
                scopes=["read"],
                days=90,
                by=self._named("Samuel Brandt"),
            )
        for name, minutes in (
            ("Priya Raman", 52),
            ("Tomasz Wieczorek", 44),
            ("Samuel Brandt", 31),
            ("Adaeze Okafor", 18),
        ):
            since = self.end - timedelta(minutes=minutes)
            sample = next(each for each in PEOPLE if each.name == name)
            with held_at(since), acting_from(Origin(channel="web", address=f"192.0.2.{20 + len(name)}")):
                self._signed_in(sample)
            _leave_session(self._named(name), since)

    def _acting(self) -> Person:
        return Person.objects.get(pk=self.administrator.pk)

    def _named(self, name: str) -> Person:
        return Person.objects.get(name=name)


def load() -> None:
    """Load the sample's people into an empty portal."""
    Loader(now()).load()


def later(end: datetime) -> list[reviews.Step]:
    """Return what the app that is loaded last plays among its own events, each on its day."""
    return Loader(end).later()


def settle() -> None:
    """Do what comes last, once every app has loaded its part."""
    Loader(now()).settle()


def _leave_session(person: Person, since: datetime) -> None:
    store = import_module(settings.SESSION_ENGINE).SessionStore
    PortalSession.objects.create(
        session_key=get_random_string(32, VALID_KEY_CHARS),
        session_data=store().encode({}),
        expire_date=since + timedelta(seconds=settings.SESSION_COOKIE_AGE),
        person=person,
        address=f"192.0.2.{20 + len(person.name)}",
        device=BROWSERS[len(person.name) % len(BROWSERS)],
        started_at=since,
        last_seen_at=since + timedelta(minutes=len(person.name)),
    )
