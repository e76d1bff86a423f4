"""The programs of the sample organisation: one in order, one whose token runs out, one that a leaver answers for."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from access.actions.roles import assign_role
from access.actions.service_identities.entering import enter_service
from access.actions.tokens import issue_token
from access.models import ApiToken, Department, Person, Role
from common.clock import held_at
from common.permissions import ENGINEER, RoleName


@dataclass(frozen=True, slots=True)
class SampleProgram:
    """One program: who answers for it, how long ago it came, and until when its token lives."""

    name: str
    purpose: str
    answerable: str
    department: str
    came: int
    days: int
    used: timedelta
    scopes: tuple[str, ...] = ("read",)
    role: RoleName | None = None


PROGRAMS = (
    SampleProgram(
        "Delivery pipeline",
        "Drafts a use case from the manifest of each service that calls the API; runs on the build servers.",
        "Lukas Novak",
        "Engineering",
        60,
        180,
        timedelta(hours=3),
        ("read", "write"),
        ENGINEER,
    ),
    SampleProgram(
        "Register to warehouse",
        "Copies the register into the data warehouse every night, for the monthly report to the board.",
        "Leila Haddad",
        "Data & Analytics",
        52,
        60,
        timedelta(hours=11),
        role=ENGINEER,
    ),
    SampleProgram(
        "Chat notifier",
        "Posts new decisions into the team's channel. Written in a hurry; nobody has looked at it since.",
        "Viktor Hansson",
        "Customer Operations",
        48,
        90,
        timedelta(days=19),
    ),
)


def enter_programs(
    end: datetime, *, by: Callable[[], Person], named: Callable[[str], Person], departments: dict[str, Department]
) -> None:
    """Enter the programs, each on its day, with its role and a token that was used."""
    for sample in PROGRAMS:
        with held_at(end - timedelta(days=sample.came)):
            service = enter_service(
                name=sample.name,
                purpose=sample.purpose,
                answerable_id=named(sample.answerable).pk,
                department_id=departments[sample.department].pk,
                by=by(),
            )
            if sample.role:
                role = Role.objects.get(slug=sample.role)
                assign_role(service.pk, role.pk, by=by(), reason="Reads and writes drafts by itself")
            token, _secret = issue_token(service, name="Production", scopes=sample.scopes, days=sample.days, by=by())
        ApiToken._base_manager.filter(pk=token.pk).update(last_used_at=end - sample.used)
