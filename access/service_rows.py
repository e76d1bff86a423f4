"""Service identities as lists and pages show them: with their live tokens, last use and next end."""

from datetime import datetime
from typing import Any

from django.db.models import Count, Max, Min, OuterRef, Prefetch, Q, Subquery
from django.db.models.functions import Coalesce

from access.models import ApiToken, RoleAssignment
from access.querysets import PersonQuerySet
from common.clock import now, today


def with_use(services: PersonQuerySet) -> PersonQuerySet:
    """Read programs with who answers for them, their roles of today, and how their tokens stand.

    `live_tokens` is how many work, `first_end` when the first of those expires, `last_used_at` when one was used last.
    """
    roles = RoleAssignment.objects.counting_on(today())
    services = services.select_related("department", "answerable").prefetch_related(
        Prefetch("assignments", queryset=roles)
    )
    return services.annotate(
        live_tokens=Coalesce(Subquery(_live(now()).annotate(n=Count("pk")).values("n")), 0),
        first_end=Subquery(_live(now()).annotate(first=Min("expires_at")).values("first")),
        last_used_at=Subquery(_of_service().annotate(last=Max("last_used_at")).values("last")),
    )


def orphaned() -> Q:
    """Return the condition of programs in use for which nobody there answers."""
    return Q(is_active=True) & (Q(answerable=None) | Q(answerable__is_active=False))


def _of_service() -> Any:
    return ApiToken.objects.filter(person=OuterRef("pk")).order_by().values("person")


def _live(at: datetime) -> Any:
    return _of_service().filter(revoked_at=None, expires_at__gt=at)
