"""What an access review looks at: departments, roles, kinds of rights."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from access.models import Person
from common.identifiers import as_id


@dataclass(frozen=True, slots=True)
class Scope:
    """What a campaign looks at; nothing chosen means everything."""

    departments: tuple[UUID, ...] = ()
    roles: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()

    @classmethod
    def of(cls, said: Mapping[str, Any]) -> "Scope":
        """Return a scope as a campaign keeps it."""
        keys = (as_id(str(each)) for each in said.get("departments", ()))
        return cls(tuple(key for key in keys if key), tuple(said.get("roles", ())), tuple(said.get("kinds", ())))

    def as_json(self) -> dict[str, list[str]]:
        """Return it as a campaign keeps it."""
        return {
            "departments": sorted(str(each) for each in self.departments),
            "roles": sorted(self.roles),
            "kinds": sorted(self.kinds),
        }

    def of_holders(self, rows: QuerySet[Any], on: date, *, holder: str = "person") -> QuerySet[Any]:
        """Keep the rows of who belongs to the departments and holds one of the roles; `holder` is their field."""
        if self.departments:
            rows = rows.filter(**{f"{holder}__department__in": self.departments})
        if self.roles:
            holders = (Person.objects.holding(role, on).order_by().values("pk") for role in self.roles)
            first, *rest = holders
            rows = rows.filter(**{f"{holder}__in": first.union(*rest) if rest else first})
        return rows
