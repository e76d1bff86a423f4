"""Named questions to the trail, and the query set that keeps bulk writes from being silent."""

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta, tzinfo
from typing import TYPE_CHECKING, Any, Self, TypeVar
from uuid import UUID

from auditlog.diff import model_instance_diff
from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.timezone import get_default_timezone

from trail.collecting import collect, type_of

if TYPE_CHECKING:
    from trail.models import TrailEntry  # noqa: F401 - named in a base below

Row_co = TypeVar("Row_co", bound=models.Model, covariant=True)


class TrailEntryQuerySet(models.QuerySet["TrailEntry"]):
    """Questions to the trail."""

    def log_create(self, instance: models.Model, **kwargs: Any) -> Any:
        """Take a diff from auditlog's receivers; it waits for the entry that tells it."""
        kinds = {0: "created", 1: "changed", 2: "deleted"}
        changes = kwargs.get("changes")
        if not changes:
            return None
        return collect(kinds[kwargs["action"]], instance, {name: list(pair) for name, pair in sorted(changes.items())})

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
                fields = model_instance_diff(before[row.pk], row, use_json_for_changes=True)
                if fields:
                    collect("changed", row, {name: list(pair) for name, pair in sorted(fields.items())})
        return count

    update.alters_data = True  # type: ignore[attr-defined]

    def bulk_create(self, objs: Iterable[Row_co], *args: Any, **kwargs: Any) -> list[Row_co]:
        """Insert rows, each with its diff held for the entry."""
        created = super().bulk_create(objs, *args, **kwargs)
        for row in created:
            fields = model_instance_diff(None, row, use_json_for_changes=True) or {}
            collect("created", row, {name: list(pair) for name, pair in sorted(fields.items())})
        return created


def _start_of(day: date, zone: tzinfo | None = None) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min), zone)
