"""Writing the trail: one call, one entry (or one for each of many), in the transaction of the change it tells."""

import re
from collections.abc import Callable, Iterable
from contextvars import ContextVar
from typing import Any, Protocol
from uuid import UUID

from django.core.serializers.json import DjangoJSONEncoder
from django.db import connection, models

from common.clock import now
from common.terms import TERM, Term
from trail.choices import PORTAL
from trail.collecting import name_of, take, type_of, waiting
from trail.context import current_origin
from trail.models import TrailEntry
from trail.verbs import UnknownVerb, all_verbs

# PostgreSQL stores no NUL; other control characters would let a text forge lines where it is shown.
CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")
LONGEST_REASON = 10_000
ENTRIES_IN_ONE_INSERT = 1_000
_written = ContextVar("written", default=0)


class Actor(Protocol):
    """Whoever does something: a person, known by key and name."""

    pk: UUID

    def __str__(self) -> str: ...


class OutsideTransaction(Exception):  # noqa: N818 - names what happened
    """An event was recorded outside a transaction; it would not stand or fall with the change it tells."""


class ChangeOfNobody(Exception):  # noqa: N818 - names what happened
    """Many events were recorded, and a change belongs to none of their subjects; it would be told nowhere."""


def record(
    verb: str,
    *,
    subject: models.Model,
    by: Actor | None,
    reason: str = "",
    also: Iterable[models.Model] = (),
    **details: Any,
) -> TrailEntry:
    """Write one event with the field changes made since the last one in this transaction.

    `by` is None when the portal itself acts, or an operator on the command line; `also` names further objects in whose
    timelines the event belongs.

    Raises:
        UnknownVerb: no app declares the verb.
        OutsideTransaction: no transaction is open.
    """
    _require(verb)
    changes = [change.as_json() for change in take()]
    entry = _entry(verb, subject, also, by=by, reason=reason, details=details, changes=changes)
    entry.save(force_insert=True)
    _written.set(_written.get() + 1)
    return entry


def record_many(
    verb: str,
    subjects: Iterable[models.Model],
    *,
    by: Actor | None,
    reason: str = "",
    belongs_to: str | tuple[str, ...] = "",
    details_of: Callable[[Any], dict[str, Any]] | None = None,
) -> list[TrailEntry]:
    """Write one event for each of many subjects, in their order, each with its own field changes, in few statements.

    A change belongs to a subject when it is of that row, or of a row whose foreign key `belongs_to` points to it (one
    of several; `version__use_case` leads over another).
    `details_of` returns the details of one subject.

    Raises:
        UnknownVerb, OutsideTransaction: as for `record`.
        ChangeOfNobody: a change since the last event belongs to none of the subjects.
    """
    _require(verb)
    subjects = list(subjects)
    changes: dict[str, list[Any]] = {_key(subject): [] for subject in subjects}
    foreign_keys = (belongs_to,) if isinstance(belongs_to, str) else belongs_to
    for change in waiting():
        whose = changes.keys() & change.belongs_to(*foreign_keys)
        if not whose:
            raise ChangeOfNobody(f"{change.kind} {change.subject_type} {change.subject_id}")
        for each in whose:
            changes[each].append(change.as_json())
    take()
    entries = [
        _entry(
            verb,
            subject,
            by=by,
            reason=reason,
            details=details_of(subject) if details_of else {},
            changes=changes[_key(subject)],
        )
        for subject in subjects
    ]
    TrailEntry.objects.bulk_create(entries, batch_size=ENTRIES_IN_ONE_INSERT)
    _written.set(_written.get() + len(entries))
    return entries


def entries_written() -> int:
    """Count what this thread has recorded: if an action adds nothing, it found everything so already."""
    return _written.get()


def _require(verb: str) -> None:
    if verb not in all_verbs():
        raise UnknownVerb(verb)
    if not connection.in_atomic_block:
        raise OutsideTransaction(verb)


def _key(subject: models.Model) -> str:
    return f"{type_of(subject)}:{subject.pk}"


def _entry(
    verb: str,
    subject: models.Model,
    also: Iterable[models.Model] = (),
    *,
    by: Actor | None,
    reason: str,
    details: dict[str, Any],
    changes: list[Any],
) -> TrailEntry:
    origin = current_origin()
    return TrailEntry(
        at=now(),
        verb=verb,
        actor_id=by.pk if by else None,
        actor_name=_clean(str(by) if by else origin.operator or PORTAL)[:300],
        channel=origin.channel,
        address=origin.address,
        request_id=origin.request_id,
        reason=_clean(reason)[:LONGEST_REASON],
        subject_type=type_of(subject),
        subject_id=str(subject.pk),
        subject_name=_clean(name_of(subject)),
        about=sorted({_key(each) for each in (subject, *also)}),
        details=_plain({**details, "command": origin.command} if origin.command else details),
        changes=_plain(changes),
    )


def _plain(value: Any) -> Any:
    """Turn a value into what JSON can hold; texts cleaned, terms marked, dates and keys as text."""
    if isinstance(value, dict):
        return {str(key): _plain(each) for key, each in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [_plain(each) for each in value]
    if value is None or isinstance(value, bool | int | float):
        return value
    return {TERM: str(value)} if isinstance(value, Term) else _clean(_text(value))


def _text(value: Any) -> str:
    try:
        return str(DjangoJSONEncoder().default(value))
    except TypeError:
        return str(value)


def _clean(text: str) -> str:
    return CONTROL.sub("", text)
