"""What a person can own among people and access: programs they answer for, rights they were asked about."""

from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from access.actions.access_reviews.answering import reassign_review_item
from access.actions.service_identities.answering import hand_over_service
from access.handing_over import Owned
from access.models import AccessReviewItem, Person


def _services(whose: Any) -> QuerySet[Person]:
    return Person.objects.services().filter(is_active=True, answerable=whose)


def _rights(whose: Any) -> QuerySet[AccessReviewItem]:
    return AccessReviewItem.objects.waiting().filter(reviewer=whose).select_related("person", "review")


def _answering(item_id: UUID, to_id: UUID, *, by: Person, reason: str) -> AccessReviewItem:
    return reassign_review_item(item_id, reviewer=Person.objects.get(pk=to_id), by=by, reason=reason)


def _hold_right(row_id: UUID) -> object:
    return list(AccessReviewItem.objects.select_for_update(of=("self",)).filter(pk=row_id).values_list("pk"))


def _hold_service(row_id: UUID) -> object:
    return list(Person.objects.services().select_for_update(of=("self",)).filter(pk=row_id).values_list("pk"))


OWNED = (
    Owned(
        kind="services",
        label=_("Service identities"),
        counted=ngettext_lazy("%(n)s service identity", "%(n)s service identities", "n"),
        rows=_services,
        seen=lambda rows, reader: rows.services_visible_to(reader),  # type: ignore[attr-defined]
        hold=_hold_service,
        hand_over=hand_over_service,
        hint=lambda service: service.purpose,
    ),
    Owned(
        kind="review-items",
        label=_("Rights to answer for in access reviews"),
        counted=ngettext_lazy("%(n)s right to answer for", "%(n)s rights to answer for", "n"),
        rows=_rights,
        seen=lambda rows, reader: rows.visible_to(reader),  # type: ignore[attr-defined]
        hold=_hold_right,
        hand_over=_answering,
        hint=lambda item: item.review,
        officers_only=True,
    ),
)
