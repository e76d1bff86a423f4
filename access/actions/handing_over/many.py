"""Thing after thing comes to somebody else; what is refused stays, and stops none of the others."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from django.core.exceptions import ObjectDoesNotExist
from django.db import transaction
from django.utils.translation import gettext as _t

from access.actions.handing_over.one import Chosen, hand_over_one
from access.actions.jobs import start_job
from access.handing_over import kind_named
from access.models import Job, Person
from access.permits import PermissionRefused
from access.successors import rows_of, takes_over
from common.refusals import Refused


@dataclass
class Handed:
    """What came of handing things over: how many of each kind were, and which stay, with why."""

    done: dict[str, int] = field(default_factory=dict)
    refused: list[dict[str, str]] = field(default_factory=list)

    @property
    def number(self) -> int:
        """Return how many were handed over."""
        return sum(self.done.values())

    @property
    def handled(self) -> int:
        """Return how many were looked at."""
        return self.number + len(self.refused)


def hand_over_many(
    person: Person,
    to: Person,
    chosen: Sequence[Chosen],
    *,
    by: Person,
    reason: str,
    so_far: Handed | None = None,
    remember: Callable[[Handed], None] = lambda _handed: None,
) -> Handed:
    """Hand over thing after thing; what is refused stays and is named with why, and stops none of the others.

    `so_far` is what came of earlier ones; `remember` is called in the transaction of each that was handed over.
    """
    outcome = so_far or Handed()
    for kind_name, row_id in chosen:
        try:
            with transaction.atomic():
                hand_over_one(person.pk, to.pk, (kind_name, row_id), by=by, reason=reason)
                outcome.done[kind_name] = outcome.done.get(kind_name, 0) + 1
                remember(outcome)
        except (Refused, PermissionRefused) as refused:
            outcome.refused.append(_stays(person, by, kind_name, row_id, str(refused)))
        except ObjectDoesNotExist:
            outcome.refused.append(_stays(person, by, kind_name, row_id, _t("It is gone.")))
    return outcome


def start_handing_over(person: Person, to: Person, chosen: Sequence[Chosen], *, by: Person, reason: str) -> Job:
    """Hand over much in the background, with progress."""
    return start_job(
        "hand-over",
        title=_t("What %(person)s owned, to %(to)s") % {"person": person.name, "to": to.name},
        settings={
            "person": str(person.pk),
            "to": str(to.pk),
            "chosen": [[kind_name, str(row_id)] for kind_name, row_id in chosen],
            "reason": reason,
        },
        total=len(chosen),
        by=by,
    )


def _stays(person: Person, by: Person, kind_name: str, row_id: UUID, why: str) -> dict[str, str]:
    """Say which thing stays where it is, and why; of what is not the person's any more, only of which kind it was."""
    kind = kind_named(kind_name)
    found = None
    if kind is not None:
        found = rows_of(kind, person, by, as_successor=takes_over(by, person)).filter(pk=row_id).first()
    title = str(kind.title(found)) if kind is not None and found is not None else str(kind.label if kind else "")
    return {"kind": kind_name, "id": str(row_id), "title": title, "why": why}
