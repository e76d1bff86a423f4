"""A small organisation in which everybody has one of everything, to ask each address about own and others' things."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any
from uuid import uuid4

from django.core.files.base import ContentFile
from django.db import transaction
from django.urls import reverse
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode

from access.actions.messages import notify
from access.actions.roles import create_role
from access.actions.tokens import issue_token
from access.choices import JobState
from access.models import ApiToken, Job, Notification, Person, PortalSession, Role, RoleAssignment
from access.password_links import link_tokens
from access.unsubscribing import unsubscribe_address
from common.clock import now
from common.permissions import RoleName
from tests.architecture.addresses import Address
from tests.architecture.samples import OWNED, PARTS, route_of
from tests.factories.clients import client_of
from tests.factories.people import make_department, make_person
from tests.factories.registers import make_category, make_detector, make_rule
from trail.models import TrailEntry

NOBODY = "anonymous"
WITHOUT_ROLE = "no-role"
READERS = (NOBODY, WITHOUT_ROLE, *(str(role) for role in RoleName))


@dataclass
class Things:
    """What one person has."""

    person: Person
    assignment: RoleAssignment | None
    token: ApiToken
    job: Job
    message: Notification
    session: PortalSession | None
    owned: dict[Callable[[Person], Any], Any] = field(default_factory=dict)

    def owns(self, route: str) -> Any:
        """Return the object that the person owns under a beginning of a route, made when it is first asked for."""
        make = OWNED[route]
        if make not in self.owned:
            self.owned[make] = make(self.person)
        return self.owned[make]


class Organisation:
    """One person of each role and one without, each with one of everything; and somebody else's things."""

    def __init__(self) -> None:
        self.admin = make_person("Olive Operator", RoleName.ADMINISTRATOR)
        self.people = {role: make_person(f"The {role}", role) for role in READERS if role in set(RoleName)}
        self.people[WITHOUT_ROLE] = make_person("Nina Nobody")
        self.somebody_else = self.things_of(make_person("Sam Somebody", RoleName.ENGINEER))
        self.clients = {reader: client_of(self.people.get(reader), confirmed=reader != NOBODY) for reader in READERS}
        self.own = {reader: self.things_of(person) for reader, person in self.people.items()}
        with transaction.atomic():
            role = create_role(name="Custom", description="", permissions=["access.view_roles"], by=self.admin)
        self.role = Role.objects.get(pk=role.pk)
        self.department = make_department("Research")
        self.category = make_category("E-mail")
        self.rule = make_rule(self.category, "mask")
        self.detector = make_detector(self.category)
        self.entry = TrailEntry.objects.first()

    def things_of(self, person: Person) -> Things:
        """Give a person one of everything."""
        client_of(person)
        job = Job.objects.create(
            person=person, kind="bulk", title="Bulk", state=JobState.DONE, finished_at=now(), result_name="x.csv"
        )
        job.result.save("x.csv", ContentFile(b"x"))
        return Things(
            person,
            person.assignments.first(),
            issue_token(person, name="t", scopes=["read"], days=1, by=person)[0],
            job,
            notify(person, kind="test", title="Hello"),
            PortalSession.objects.filter(person=person).first(),
        )

    def more(self) -> None:
        """Add a person with one of everything, and a role."""
        number = Person.objects.count()
        self.things_of(make_person(f"Person {number}", RoleName.DATA_OWNER, department=f"Department {number}"))
        create_role(name=f"Role {number}", description="", permissions=[], by=self.admin)

    def url_of(self, address: Address, things: Things) -> str:
        """Return where an address leads for somebody's things.

        Raises:
            KeyError: the address is new; say below what it is about.
        """
        if "<" not in address.route:
            return f"/{address.route}".replace("^api/", "api/nothing/")
        return reverse(address.name, kwargs=self.about(address, things))

    def about(self, address: Address, things: Things) -> dict[str, object]:
        """Return the parts of an address that name somebody's things."""
        person = {"pk": things.person.pk}
        special: dict[str, dict[str, object]] = {
            "access:set-password": {
                "uidb64": urlsafe_base64_encode(force_bytes(things.person.pk)),
                "token": link_tokens.make_token(things.person),
            },
            "access:oidc-connect": {
                "uidb64": urlsafe_base64_encode(force_bytes(things.person.pk)),
                "token": link_tokens.make_token(things.person),
            },
            "inbox:unsubscribe": {
                "token": unsubscribe_address(things.person, ["comment"]).rstrip("/").rpartition("/")[2]
            },
            "scim:resource": {"path": f"Users/{things.person.pk}"},
            "access:end-session": {**person, "handle": getattr(things.session, "handle", uuid4())},
            "access:revoke-person-token": {**person, "token": things.token.pk},
            "access:revoke-token": {"pk": things.token.pk},
            "access:extend-role": {"pk": getattr(things.assignment, "pk", uuid4())},
            "access:withdraw-role": {"pk": getattr(things.assignment, "pk", uuid4())},
        }
        if address.name in special:
            return special[address.name]
        thing = self.thing_of(address, things)
        if thing is not None:
            parts = PARTS.get(address.name)
            return parts(thing) if parts else {"pk": thing.pk}
        return {"pk": self.by_route(things)[address.route.split("<")[0]]}

    def thing_of(self, address: Address, things: Things) -> Any:
        """Return the object an address is about where it is one that people own."""
        route = route_of(address.route)
        return None if route is None else things.owns(route)

    def shows(self, address: Address, things: Things, reader: str) -> bool:
        """Tell whether a reader may see the very object of an address, where its model says so of each."""
        thing = self.thing_of(address, things)
        rows: Any = None if thing is None else type(thing).objects.all()
        if not hasattr(rows, "visible_to"):
            return True
        is_service = getattr(thing, "is_service", False)
        seen = (rows.services_visible_to if is_service else rows.visible_to)(self.people[reader])
        return bool(seen.filter(pk=thing.pk).exists())

    def by_route(self, things: Things) -> dict[str, object]:
        """Return by the beginning of a route what its `pk` names."""
        assert self.entry is not None
        return {
            "access/people/": things.person.pk,
            "access/departments/": self.department.pk,
            "access/roles/": self.role.pk,
            "trail/": self.entry.pk,
            "inbox/": things.message.pk,
            "jobs/": things.job.pk,
            "registers/data-categories/": self.category.pk,
            "registers/detectors/": self.detector.pk,
            "registers/classification-levels/": self.category.level_id,
            "registers/boundary-rules/": self.rule.pk,
            "registers/boundary-rules/cell/": self.category.pk,
            "api/v1/boundary-rules/": self.rule.pk,
            "api/v1/classification-levels/": self.category.level_id,
            "api/v1/data-categories/": self.category.pk,
            "api/v1/people/": things.person.pk,
            "api/v1/departments/": self.department.pk,
            "api/v1/roles/": self.role.pk,
            "api/v1/trail-entries/": self.entry.pk,
        }
