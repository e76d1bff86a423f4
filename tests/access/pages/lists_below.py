"""Addresses of a test's own: a list below an object, with filters of several values and a bulk action with choices."""

from typing import Any, ClassVar

import django_filters as filters
from django import forms
from django.db import transaction
from django.urls import path

from access.bulk import BulkAction
from access.models import Department, Person
from access.pages import ListPage
from access.tables import PersonTable
from compliance_portal.urls import urlpatterns as portal
from trail.recording import record

PLACE = "/departments-of-tests/{pk}/people/"


class ColleagueFilter(filters.FilterSet):
    """Filters of every shape."""

    q = filters.CharFilter(label="Search", field_name="name", lookup_expr="icontains")
    theme = filters.MultipleChoiceFilter(
        label="Theme", choices=[("auto", "Automatic"), ("dark", "Dark"), ("light", "Light")]
    )
    department = filters.ModelMultipleChoiceFilter(label="Department", queryset=Department.objects.all())
    since = filters.DateFromToRangeFilter(label="Since", field_name="created_at")
    number = filters.RangeFilter(label="Number", method="of_number")
    active = filters.ChoiceFilter(label="Standing", field_name="is_active", choices=[("True", "Active")])

    class Meta:
        model = Person
        fields: ClassVar[list[str]] = []

    def of_number(self, people: Any, _name: str, _value: Any) -> Any:
        """Keep all."""
        return people


class ColleaguesForm(forms.Form):
    """Whom to tell, by choice of several rows."""

    reason = forms.CharField()
    departments = forms.ModelMultipleChoiceField(queryset=Department.objects.all())


@transaction.atomic
def tell(person_id: Any, *, by: Person, reason: str, departments: Any) -> None:
    """Put on record what was chosen."""
    names = ", ".join(sorted(each.name for each in departments))
    person = Person.objects.get(pk=person_id)
    record("access.session.refused", subject=person, by=by, reason=reason, cause=names)


class ColleaguesPage(ListPage):
    """The people of one department."""

    permission = "access.view_people"
    model = Department
    title = "Colleagues"
    name = "colleagues-of-tests"
    filterset_class = ColleagueFilter
    table_class = PersonTable
    sorts: ClassVar = {"name": ("name",)}
    default_sort = "name"
    default_columns = ("name", "email")
    export_permission = "access.export_people"
    bulk_actions = (
        BulkAction(name="tell", label="Tell", permission="access.end_sessions", run=tell, form_class=ColleaguesForm),
    )

    def rows(self) -> Any:
        """Return the people of the department in the address."""
        return Person.objects.visible_to(self.reader).filter(department=self.object)


urlpatterns = [path("departments-of-tests/<uuid:pk>/people/", ColleaguesPage.as_view(), name="colleagues"), *portal]
