"""What a file may refer to: people by address, departments and categories by name, use cases by reference and title."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models.functions import Lower

from access.models import Department, Person, Role, RoleAssignment
from common.clock import today
from registers.importing.blanks import normal
from registers.models import DataCategory, UseCase

# Which of a title or a reference two rows share.
Key = tuple[str, ...]
CHUNK = 5_000


@dataclass(frozen=True, slots=True)
class Known:
    """The people, departments, categories and use cases there are, by how a file names them."""

    day: date
    # Address -> key and whether they are active.
    people: dict[str, tuple[str, bool]] = field(default_factory=dict)
    departments: dict[str, str] = field(default_factory=dict)
    categories: dict[str, str] = field(default_factory=dict)
    use_cases: dict[Key, str] = field(default_factory=dict)
    # Keys of those whose roles let them own a use case.
    owners: frozenset[str] = frozenset()


def read_known(addresses: Iterable[str]) -> Known:
    """Read what rows may refer to; of people only those whose addresses are named."""
    wanted = sorted({address.strip().lower() for address in addresses})
    people: dict[str, tuple[str, bool]] = {}
    for start in range(0, len(wanted), CHUNK):
        found = Person.objects.people().alias(lowered=Lower("email")).filter(lowered__in=wanted[start : start + CHUNK])
        people |= {
            email.lower(): (str(pk), active) for email, pk, active in found.values_list("email", "pk", "is_active")
        }
    categories: dict[str, str] = {}
    for pk, slug, name in DataCategory.objects.filter(retired_at=None).values_list("pk", "slug", "name"):
        categories |= {normal(slug): str(pk), normal(name): str(pk)}
    return Known(
        today(),
        people,
        {normal(name): str(pk) for pk, name in Department.objects.values_list("pk", "name")},
        categories,
        _use_cases(),
        may_own(),
    )


def may_own() -> frozenset[str]:
    """Return the keys of everybody whose roles let them ask for use cases, and so own one."""
    roles = [role for role in Role.objects.all() if "registers.request_use_case" in role.permission_names]
    held = RoleAssignment.objects.counting_on(today()).counting_for(None).filter(role__in=roles)
    return frozenset(str(key) for key in held.values_list("person_id", flat=True))


def keys_of(title: str, department: str, purpose: str, reference: str) -> list[Key]:
    """Return by what a use case is known again: its reference; without one, title, department and purpose.

    A department or a purpose that a row does not give does not tell it apart.
    """
    if reference:
        return [("reference", normal(reference))]
    every = every_key(title, department, purpose)
    return [
        key
        for key, gone in zip(every, (True, not purpose, not department, not (purpose or department)), strict=True)
        if gone
    ]


def every_key(title: str, department: str, purpose: str) -> list[Key]:
    """Return every key under which a row may look for a use case."""
    name, place, words = normal(title), normal(department), normal(purpose)
    return [
        ("all", name, place, words),
        ("title, department", name, place),
        ("title, purpose", name, words),
        ("title", name),
    ]


def _use_cases() -> dict[Key, str]:
    """Return the use cases of the register under every key that a row may have; the oldest one counts."""
    found: dict[Key, str] = {}
    for code, title, purpose, reference, department in _facts():
        keys = every_key(title, department, purpose)
        if reference:
            keys.append(("reference", normal(reference)))
        for key in keys:
            found.setdefault(key, code)
    return found


def _facts() -> Iterator[tuple[str, str, str, str, str]]:
    rows: Any = UseCase.objects.order_by("number").values_list(
        "number", "title", "purpose", "reference", "department__name", "import_rows__values__department"
    )
    for number, title, purpose, reference, department, as_imported in rows.iterator(chunk_size=CHUNK):
        # What an import left as it was is not the department of the use case, but still tells it from others.
        yield f"UC-{number:04d}", title, purpose, reference, department or as_imported or ""
