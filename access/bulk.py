"""Doing one thing to many rows: each in its own transaction, each refusal counted with its reason."""

import hashlib
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django import forms
from django.core.exceptions import ObjectDoesNotExist
from django.db import transaction
from django.utils.translation import gettext as _

from access.forms import ReasonForm
from access.models import Person
from access.permits import PermissionRefused
from common.refusals import Refusal, Refused
from trail.recording import entries_written

# What a request does itself; more than this is a background job.
MOST_AT_ONCE = 100


@dataclass(frozen=True, slots=True)
class BulkAction:
    """Something to do with many rows: `run(key, by=…, **fields of the form)` for each, in a transaction of its own.

    `leaves_out(keys, by)` says of a selection, before anything is done, how many rows it will refuse for which reason;
    `refuses(keys, by, **fields of the form)` why what was entered fits none of them.
    """

    name: str
    label: Any
    permission: str
    run: Callable[..., Any]
    consequences: Sequence[Any] = ()
    form_class: type[forms.Form] = ReasonForm
    danger: bool = False
    leaves_out: Callable[[Sequence[UUID], Person], Mapping[str, int]] = lambda _keys, _by: {}
    refuses: Callable[..., Refusal | None] = lambda _keys, _by, **_fields: None


def mark_of(keys: Sequence[UUID]) -> str:
    """Return a short mark of a selection, by which a confirmation knows that it is still the same rows."""
    return hashlib.sha256(",".join(sorted(str(key) for key in keys)).encode()).hexdigest()[:32]


@dataclass
class Outcome:
    """How many rows were done, how many were so already, and how many were refused for which reason."""

    done: int = 0
    unchanged: int = 0
    refused: Counter[str] = field(default_factory=Counter)

    @property
    def handled(self) -> int:
        """Return the number of rows that were looked at."""
        return self.done + self.unchanged + self.refused.total()


def run_bulk(
    action: BulkAction,
    keys: Sequence[UUID],
    fields: dict[str, Any],
    *,
    by: Person,
    so_far: Outcome | None = None,
    remember: Callable[[Outcome], None] = lambda _outcome: None,
) -> Outcome:
    """Do an action to each row and say what came of it; a refused row does not stop the others.

    `so_far` is what came of earlier rows; `remember` is called in the transaction of each row that was done.
    """
    outcome = so_far or Outcome()
    for key in keys:
        try:
            with transaction.atomic():
                before = entries_written()
                action.run(key, by=by, **fields)
                if entries_written() > before:
                    outcome.done += 1
                    remember(outcome)
                else:
                    outcome.unchanged += 1
        except (Refused, PermissionRefused) as refused:
            outcome.refused[str(refused)] += 1
        except ObjectDoesNotExist:
            outcome.refused[_("The row is gone.")] += 1
    return outcome
