"""What waits for a decision, as a list."""

from functools import cached_property
from typing import Any, ClassVar

from django.db.models import Count, Q
from django.urls import reverse
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from access.listing import Listing
from access.pages import ListPage
from access.permits import may, may_somewhere
from common.clock import today
from common.identifiers import as_id
from common.presentation import Action, Link
from registers.bulk_reviews import BULK_ACTIONS
from registers.choices import ReviewState
from registers.filters.reviews import ALL, ME, ReviewFilter, waiting_for_reader
from registers.models import Review, ReviewStep
from registers.querysets.queue import with_contents, with_open_step
from registers.reading.reviewers import DECIDE
from registers.tables.reviews import ReviewTable


class ReviewsPage(ListPage):
    """Every request that waits for a decision; reviewers begin with what waits for them."""

    permission = "registers.view_all_use_cases"
    by_department = True
    title = _("Requests to decide")
    template_name = "registers/reviews.html"
    name = "reviews"
    filterset_class = ReviewFilter
    table_class = ReviewTable
    sorts: ClassVar = {
        "due": ("due_at",),
        "waits_since": ("waits_since",),
        "code": ("version__use_case__number",),
        "title": ("version__title",),
        "submitted_at": ("started_at",),
    }
    default_sort = "due"
    default_columns = ("code", "title", "tier", "owner", "step", "waits_since", "due", "version", "decided")
    locked_columns = ("title",)
    bulk_actions = BULK_ACTIONS
    export_permission = "registers.export_register"
    exports_all_columns = True

    def rows(self) -> Any:
        """Return what is under way; without a choice, what waits for the reader where they decide at all."""
        reviews = with_contents(with_open_step(Review.objects.visible_to(self.reader)))
        found = reviews.filter(Q(state=ReviewState.OPEN) | Q(pk__in=self._selected))
        return waiting_for_reader(found, self.reader) if self._begins_with_own else found

    def context(self, listing: Listing) -> dict[str, Any]:
        """Return the two lists there are, and what an empty one says."""
        own = self.scope == ME
        report = Action(_t("Report on approvals"), reverse("registers:approval-report"), "chart-bar")
        narrowed = bool(listing.search) or any(each for each in self.request.GET if each in self._narrowing)
        return {
            "tabs": self._tabs() if may_somewhere(self.reader, DECIDE) else [],
            "narrowed": narrowed,
            "empty": self._empty(own=own),
            "actions": [report] if may(self.reader, self.permission) else [],
        }

    @property
    def scope(self) -> str:
        """Return whose requests are listed: those of the reader, or all."""
        asked = self.request.GET.get("waits", "")
        return ME if asked == ME or (not asked and may_somewhere(self.reader, DECIDE)) else ALL

    @property
    def _begins_with_own(self) -> bool:
        return self.scope == ME and not self.request.GET.get("waits") and not self._selected

    @cached_property
    def _selected(self) -> list[Any]:
        """Return what was selected to be decided on: answered or changed meanwhile, it is left out by its name."""
        if self.request.method != "POST":
            return []
        return [key for key in map(as_id, self.request.POST.getlist("selected")) if key]

    @property
    def _narrowing(self) -> set[str]:
        return set(ReviewFilter.base_filters) - {"waits"}

    def _tabs(self) -> list[Link]:
        own = ReviewStep.objects.order_by().to_decide_by(self.reader, today()).values("review")
        counted = Review.objects.visible_to(self.reader).under_way().order_by()
        counts = counted.aggregate(own=Count("pk", filter=Q(pk__in=own)), every=Count("pk"))
        here = reverse("registers:reviews")
        return [
            Link(_t("Waiting for you"), here, active=self.scope == ME, count=counts["own"]),
            Link(_t("Everything under way"), f"{here}?waits={ALL}", active=self.scope == ALL, count=counts["every"]),
        ]

    def _empty(self, *, own: bool) -> dict[str, str]:
        if own:
            return {
                "title": _t("Nothing waits for your decision"),
                "text": _t("Requests come here when a step opens at which you decide. You can see what others decide."),
                "url": f"{reverse('registers:reviews')}?waits={ALL}",
                "label": _t("Everything under way"),
            }
        return {
            "title": _t("No request is under way"),
            "text": _t("What people submit waits here until it is decided. What was decided stands on the register."),
            "url": reverse("registers:use-cases"),
            "label": _t("Use cases"),
        }
