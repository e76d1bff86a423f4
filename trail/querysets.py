"""Named questions to the trail, and the query set that keeps bulk writes from being silent."""

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta, tzinfo
from typing import TYPE_CHECKING, Any, Self, TypeVar
from uuid import UUID

from auditlog.diff import get_field_value, is_primitive, model_instance_diff
from auditlog.registry import auditlog
from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.timezone import get_default_timezone

from trail.collecting import collect, type_of
from trail.masking import mask

if TYPE_CHECKING:
    from trail.models import TrailEntry  # noqa: F401 - named in a base below

ROWS_IN_ONE_INSERT = 2_000

Row_co = TypeVar("Row_co", bound=models.Model, covariant=True)


class TrailEntryQuerySet(models.QuerySet["TrailEntry"]):
    """Questions to the trail."""

    def log_create(self, instance: models.Model, **kwargs: Any) -> Any:
        """Take a diff from auditlog's receivers; it waits for the entry that tells it."""
        kinds = {0: "created", 1: "changed", 2: "deleted"}
        # Auditlog takes the managers of what refers to a row for fields of it.
        own = _fields_of(instance)
        changes = {name: list(pair) for name, pair in sorted((kwargs.get("changes") or {}).items()) if name in own}
        return collect(kinds[kwargs["action"]], instance, changes) if changes else None

    def log_m2m_changes(
        self, changed: Iterable[models.Model], instance: models.Model, operation: str, field_name: str, **_kwargs: Any
    ) -> Any:
        """Take a change of a many-to-many field from auditlog's receivers."""
        names = sorted(str(each) for each in changed)
        if not names:
            return None
        return collect("changed", instance, {field_name: [None, names] if operation == "add" else [names, None]})

    def about(self, subject: models.Model) -> Self:
        """Return the entries that tell of one object, newest first."""
        return self.filter(about__contains=[f"{type_of(subject)}:{subject.pk}"]).order_by("-id")

    def by(self, person_id: UUID) -> Self:
        """Return what one person did."""
        return self.filter(actor_id=person_id)

    def between(self, first: date | None, last: date | None) -> Self:
        """Return the entries from the first day to the end of the last one, in the reader's zone; None is open."""
        entries = self
        if first:
            entries = entries.filter(at__gte=_start_of(first))
        if last and last < date.max:
            entries = entries.filter(at__lt=_start_of(last + timedelta(days=1)))
        return entries

    def within_windows(self, windows: list[tuple[date | None, date | None]]) -> Self:
        """Return the entries inside any of several periods of days, counted in the portal's own time zone."""
        inside = Q(pk__in=[])
        for first, last in windows:
            part = Q()
            if first:
                part &= Q(at__gte=_start_of(first, get_default_timezone()))
            if last and last < date.max:
                part &= Q(at__lt=_start_of(last + timedelta(days=1), get_default_timezone()))
            inside = inside | part if part else Q()
            if not part:
                break
        return self.filter(inside)


class TrailedQuerySet(models.QuerySet[Row_co]):
    """The query set of every trailed model: bulk writes leave the same diffs as `save`.

    Base class so that `update`, `bulk_create` and `bulk_update` (which Django sends no signal for) are told too.
    """

    def update(self, **values: Any) -> int:
        """Change rows, each with its diff held for the entry."""
        with transaction.atomic(using=self.db):
            before = {row.pk: row for row in self.select_for_update(of=("self",)).order_by("pk")}
            # The base manager's query set is Django's own: its update tells nobody.
            count = self.model._base_manager.filter(pk__in=before).update(**values)
            for row in self.model._base_manager.filter(pk__in=before):
                fields = _changed(before[row.pk], row)
                if fields:
                    collect("changed", row, fields)
        return count

    update.alters_data = True  # type: ignore[attr-defined]

    def bulk_create(self, objs: Iterable[Row_co], *args: Any, **kwargs: Any) -> list[Row_co]:
        """Insert rows, each with its diff held for the entry."""
        created = super().bulk_create(objs, *args, **kwargs)
        # What the rows point to is told by name: read at once, where the caller did not give the objects themselves.
        models.prefetch_related_objects(created, *_pointers(self.model))
        for row in created:
            collect("created", row, _created(row))
        return created

    def enter_many(self, rows: Iterable[Row_co]) -> list[Row_co]:
        """Insert many new rows in few statements; `record_many` then tells each under its subject."""
        return self.bulk_create(rows, batch_size=ROWS_IN_ONE_INSERT)


def _fields_of(row: models.Model | type[models.Model]) -> frozenset[str]:
    return frozenset(field.name for field in row._meta.concrete_fields)


def _pointers(model: type[models.Model]) -> list[str]:
    return [field.name for field in model._meta.concrete_fields if field.is_relation]


def _changed(before: models.Model, after: models.Model) -> dict[str, Any]:
    found = model_instance_diff(before, after, use_json_for_changes=True) or {}
    return {name: list(pair) for name, pair in sorted(found.items())}


def _created(row: models.Model) -> dict[str, Any]:
    """Return a new row's fields as auditlog tells them, without looking at each relation to other tables anew."""
    watched = auditlog.get_model_fields(type(row))
    found: dict[str, list[Any]] = {}
    for field in row._meta.concrete_fields:
        value = get_field_value(row, field, use_json_for_changes=True)
        if value is None or field.name in watched["exclude_fields"]:
            continue
        if field.name in watched["mask_fields"]:
            found[field.name] = [mask(str(None)), mask(value)]
        else:
            found[field.name] = [None, value if is_primitive(value) else str(value)]
    return dict(sorted(found.items()))


def _start_of(day: date, zone: tzinfo | None = None) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min), zone)
