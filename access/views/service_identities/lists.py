"""The list of service identities."""

from typing import ClassVar

from django.urls import reverse
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from access.actions.service_identities.retiring import retire_service
from access.bulk import BulkAction
from access.models import Person
from access.pages import ListPage
from access.permits import may
from access.querysets import PersonQuerySet
from access.service_filters import ServiceFilter
from access.service_rows import with_use
from access.service_tables import ServiceTable
from common.presentation import Action


class ServicesPage(ListPage):
    """Every program that has an identity of its own: who answers for it, and when it called last."""

    permission = "access.view_services"
    title = _("Service identities")
    name = "services"
    filterset_class = ServiceFilter
    table_class = ServiceTable
    sorts: ClassVar = {
        "name": ("name",),
        "last_used_at": ("last_used_at",),
        "first_end": ("first_end",),
        "created_at": ("id",),
    }
    default_sort = "name"
    default_columns = ("name", "purpose", "answerable", "roles", "live_tokens", "last_used_at", "first_end", "standing")
    locked_columns = ("name",)
    export_permission = "access.export_people"
    opens_panel = "panel-body"
    empty_title = _("No program has an identity of its own")
    empty_text = _("Enter one for each pipeline or script, so that none runs on somebody's own account.")
    bulk_actions = (
        BulkAction(
            name="retire",
            label=_("Retire"),
            permission="access.edit_services",
            run=retire_service,
            danger=True,
            consequences=(_("Their tokens are revoked, and whatever uses them is refused at once."),),
        ),
    )

    def rows(self) -> PersonQuerySet:
        """Return the programs the reader may see."""
        return with_use(Person.objects.services_visible_to(self.reader))

    def primary_action(self) -> Action | None:
        """Offer to enter one."""
        if not may(self.reader, "access.edit_services"):
            return None
        return Action(_t("New service identity"), reverse("access:new-service"), icon="plus")
