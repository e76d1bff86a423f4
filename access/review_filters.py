"""Filters of access reviews and of the rights in them, shared by pages and API."""

from typing import Any, ClassVar

import django_filters as filters
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from access.choices import ReviewAnswer, ReviewFlag, ReviewOutcome, ReviewStage
from access.filters import PersonNamed
from access.models import AccessReview, AccessReviewItem, Department
from access.reviewing import kind_choices
from common.clock import today
from common.identifiers import as_id

ME, NONE, ANY = "me", "none", "any"


class AccessReviewFilter(filters.FilterSet):
    """Which campaigns."""

    q = filters.CharFilter(label=_("Search"), field_name="name", lookup_expr="icontains")
    state = filters.ChoiceFilter(label=_("State"), choices=ReviewStage.choices)
    due = filters.ChoiceFilter(label=_("Due"), choices=[("late", _("Overdue"))], method="due_by")

    class Meta:
        model: ClassVar[Any] = AccessReview
        fields: ClassVar[list[str]] = []

    def due_by(self, rows: Any, _name: str, _value: str) -> Any:
        """Keep the open ones whose last day has passed."""
        return rows.open().filter(due_on__lt=today())


class ReviewItemFilter(filters.FilterSet):
    """Which rights of a campaign."""

    q = filters.CharFilter(label=_("Search"), method="search")
    answer = filters.ChoiceFilter(
        label=_("Answer"), choices=[(NONE, _("None yet")), *ReviewAnswer.choices], method="with_answer"
    )
    flag = filters.ChoiceFilter(
        label=_("Remark"),
        choices=[(ANY, _("Any")), (NONE, _("None")), *ReviewFlag.choices],
        method="with_flag",
    )
    reviewer = PersonNamed(
        label=_("Reviewer"), method="of_reviewer", help_text=_("“me”, “none”, a name, an e-mail address, or the id.")
    )
    person = PersonNamed(label=_("Person"), method="of_person", help_text=_("A name, an e-mail address, or the id."))
    department = filters.ModelChoiceFilter(
        label=_("Department"), queryset=Department.objects.all(), method="of_department"
    )
    kind = filters.ChoiceFilter(label=_("Kind"), choices=kind_choices)
    outcome = filters.ChoiceFilter(label=_("Outcome"), choices=ReviewOutcome.choices)

    class Meta:
        model: ClassVar[Any] = AccessReviewItem
        fields: ClassVar[list[str]] = []

    def search(self, rows: Any, _name: str, text: str) -> Any:
        """Find each word in what the right is or in whose it is, as it was frozen."""
        for word in text.split():
            rows = rows.filter(
                Q(facts__title__icontains=word) | Q(facts__holder__icontains=word) | Q(facts__email__icontains=word)
            )
        return rows

    def with_answer(self, rows: QuerySet[Any], _name: str, value: str) -> QuerySet[Any]:
        """Keep what was answered so, or not at all."""
        return rows.filter(answer="" if value == NONE else value)

    def with_flag(self, rows: QuerySet[Any], _name: str, value: str) -> QuerySet[Any]:
        """Keep what has a remark, any of them, or none."""
        if value == NONE:
            return rows.filter(flags=[])
        return rows.exclude(flags=[]) if value == ANY else rows.filter(flags__contains=[value])

    def of_reviewer(self, rows: QuerySet[Any], _name: str, value: str) -> QuerySet[Any]:
        """Keep what one person is asked about, or nobody."""
        if value == NONE:
            return rows.filter(reviewer=None)
        if value == ME:
            return rows.filter(reviewer=self.request.user)
        return rows.filter(_named("reviewer", value))

    def of_person(self, rows: QuerySet[Any], _name: str, value: str) -> QuerySet[Any]:
        """Keep what one person holds."""
        return rows.filter(_named("person", value))

    def of_department(self, rows: QuerySet[Any], _name: str, value: Department) -> QuerySet[Any]:
        """Keep what people of a department held, as it was frozen."""
        return rows.filter(facts__department_id=str(value.pk))


class AnyReviewItemFilter(ReviewItemFilter):
    """Which rights, of whichever campaign."""

    review = filters.ModelChoiceFilter(label=_("Access review"), queryset=AccessReview.objects.all())


def _named(field: str, value: str) -> Q:
    key = as_id(value)
    if key:
        return Q(**{field: key})
    return Q(**{f"{field}__name__icontains": value}) | Q(**{f"{field}__email__iexact": value})
