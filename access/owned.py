"""What a person can own among people and access: programs that they answer for, views that others use."""

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from access.actions.service_identities import hand_over_service
from access.handing_over import Owned
from access.models import Person


def _services(whose: Any) -> QuerySet[Person]:
    return Person.objects.services().filter(is_active=True, answerable=whose)


def _hold_service(row_id: Any) -> object:
    return list(Person.objects.services().select_for_update(of=("self",)).filter(pk=row_id).values_list("pk"))


OWNED = (
    Owned(
        kind="services",
        label=_("Service identities"),
        counted=ngettext_lazy("%(n)s service identity", "%(n)s service identities", "n"),
        rows=_services,
        seen=lambda rows, reader: rows.visible_to(reader),  # type: ignore[attr-defined]
        hold=_hold_service,
        hand_over=hand_over_service,
        hint=lambda service: service.purpose,
    ),
)
