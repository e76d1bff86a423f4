"""The register of use cases as a list."""

from typing import Any, ClassVar

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from access.listing import Listing
from access.pages import ListPage
from access.permits import may, may_somewhere
from common.presentation import Action
from registers.bulk import BULK_ACTIONS
from registers.filters.use_cases import UseCaseFilter
from registers.models import UseCase
from registers.tables.use_cases import UseCaseTable


class UseCasesPage(ListPage):
    """Every purpose for which the API is used or asked for, whose it is and where it stands."""

    permission = "registers.view_use_case"
    by_department = True
    title = _("Use cases")
    template_name = "registers/use_cases.html"
    name = "use-cases"
    filterset_class = UseCaseFilter
    table_class = UseCaseTable
    sorts: ClassVar = {
        "code": ("number",),
        "title": ("title",),
        "approved_until": ("approved_until",),
        "changed_at": ("changed_at",),
    }
    default_sort = "-code"
    default_columns = ("code", "title", "state", "owner", "risk", "categories", "approved_until")
    locked_columns = ("title",)
    bulk_actions = BULK_ACTIONS
    export_permission = "registers.export_register"
    exports_all_columns = True
    most_counted = 5_000
    opens_panel = "panel-body"

    def rows(self) -> QuerySet[UseCase]:
        """Return the use cases the reader may see."""
        return UseCase.objects.visible_to(self.reader).for_list()

    @property
    def empty_title(self) -> Any:
        """Return what an empty register says."""
        return _t("No use case is on the register yet")

    @property
    def empty_text(self) -> Any:
        """Return how the register is filled, by what the reader may do."""
        if may(self.reader, "registers.import_register"):
            return _t("Import the spreadsheet you have kept so far, or ask for the first use case here.")
        return _t("Ask for the first one: say what it is for and which data it needs, and a draft is kept for you.")

    def primary_action(self) -> Action | None:
        """Offer to ask for a use case."""
        if not may_somewhere(self.reader, "registers.request_use_case"):
            return None
        return Action(_t("New use case"), reverse("registers:new-use-case"), icon="plus")

    def context(self, listing: Listing) -> dict[str, Any]:  # noqa: ARG002 - of the base
        """Return the ways to another day, to the import, and to the request."""
        actions = [Action(_t("The register on another day"), reverse("registers:use-cases-as-of"), "history")]
        imports = reverse("registers:new-import") if may(self.reader, "registers.import_register") else ""
        if imports:
            actions.append(Action(_t("Import a spreadsheet"), imports, "upload"))
        request = self.primary_action()
        return {"actions": actions, "import_url": imports, "request_url": request.url if request else ""}
