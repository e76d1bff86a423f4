"""Who left and owns something still."""

from typing import Any, ClassVar

from django.urls import reverse
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from access.leaver_lists import LeaverFilter, LeaverTable
from access.leavers import leavers
from access.owned_counts import with_counts
from access.pages import ListPage
from access.querysets import PersonQuerySet
from common.presentation import Link


class LeaversPage(ListPage):
    """Everybody who left and still owns something."""

    permission = "access.view_people"
    title = _("Leavers")
    name = "leavers"
    filterset_class = LeaverFilter
    table_class = LeaverTable
    sorts: ClassVar = {"name": ("name",), "deactivated_at": ("deactivated_at",)}
    default_sort = "-deactivated_at"
    locked_columns = ("name",)
    export_permission = "access.export_people"
    most_counted = 1_000
    empty_title = _("No leaver owns anything")
    empty_text = _("Whoever is deactivated while they own something stands here until somebody took it over.")

    def rows(self) -> PersonQuerySet:
        """Return the leavers with what the reader may see of theirs."""
        found = leavers(self.reader).visible_to(self.reader).select_related("department", "successor")
        return with_counts(found, self.reader)

    def context(self, listing: Any) -> dict[str, Any]:  # noqa: ARG002 - of the base
        """Return the way back to the people."""
        return {"breadcrumbs": [Link(_t("People"), reverse("access:people"))]}
