"""Addresses of a test's own: departments as plans, which belong to the people in them and are shown to guests."""

from typing import Any, ClassVar

import pytest
from django import forms
from django.db import transaction
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.urls import include, path
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from access.api.base import PortalRouter, PortalViewSet
from access.api.serializers.departments import DepartmentInput, DepartmentOutput
from access.filters import DepartmentFilter
from access.gate import page
from access.models import Department, Person
from access.pages import ActionPage, DetailPage, FormPage, Submit
from access.querysets import DepartmentQuerySet
from access.vocabulary import permissions_of_role, vocabulary
from common.permissions import ADMINISTRATOR, AUDITOR, Permission
from compliance_portal.urls import urlpatterns as portal
from trail.recording import record

SEE, EDIT, CLOSE = "access.view_plans", "access.edit_plan", "access.close_plan"


def declare(patch: pytest.MonkeyPatch) -> None:
    """Let plans be known: to auditors and to guests who see them, to administrators and members who edit them."""

    def relations_of(plan: Department, person: Person) -> frozenset[str]:
        guest = {"guest"} if person.name.startswith("Gus") else set()
        return frozenset(guest | ({"member"} if person.department_id == plan.pk else set()))

    def visible_to(plans: Any, reader: Person) -> Any:
        everything = reader.may(SEE) or reader.name.startswith("Gus")
        return plans if everything else plans.filter(Q(pk=reader.department_id))

    patch.setattr(Department, "relations_of", relations_of, raising=False)
    patch.setattr(DepartmentQuerySet, "visible_to", visible_to)
    both = (ADMINISTRATOR, AUDITOR)
    patch.setitem(vocabulary(), SEE, Permission("See plans", roles=both, relations=("member", "guest")))
    patch.setitem(vocabulary(), EDIT, Permission("Edit plans", roles=(ADMINISTRATOR,), relations=("member",)))
    patch.setitem(
        vocabulary(), CLOSE, Permission("Close plans", roles=(ADMINISTRATOR,), relations=("member",), step_up=True)
    )
    permissions_of_role.cache_clear()


@transaction.atomic
def rename(key: Any, *, name: str) -> Department:
    """Give a plan another name; who may was asked at the door."""
    plan = Department.objects.get(pk=key)
    before, plan.name = plan.name, name
    plan.save(update_fields=["name"])
    record("access.department.renamed", subject=plan, by=None, before=before)
    return plan


class PlanForm(forms.Form):
    """A plan's name, and what it is for."""

    name = forms.CharField(max_length=100)
    purpose = forms.CharField()
    always_required = ("name",)


class PlanPage(DetailPage):
    """One plan, whose timeline is also for those who only see it."""

    permission = SEE
    model = Department
    timeline_for_concerned = True

    def context(self) -> dict[str, Any]:
        """Offer the whole trail."""
        return {"timeline_url": "/trail/"}


class QuietPlanPage(DetailPage):
    """One plan, whose timeline is for readers of the trail."""

    permission = SEE
    model = Department


class EditPlanPage(FormPage):
    """Change a plan."""

    permission = EDIT
    view_permission = SEE
    model = Department
    title = "Edit"
    form_class = PlanForm
    submits = (Submit("save", "Save"), Submit("draft", "Save as a draft", kind="secondary", validates=False))
    live_template = "components/badge.html"

    def live(self, form: forms.Form) -> dict[str, Any]:
        """Say how long the name is."""
        return {"word": f"{len(form.cleaned_data.get('name', ''))} letters", "tone": "info"}

    def version_of(self, plan: Department) -> str:
        """Return the name."""
        return plan.name

    def save(self, form: forms.Form) -> Department:
        """Give it the name, marked with the button."""
        return rename(self.object.pk, name=f"{form.cleaned_data['name']} ({self.pressed})")


class ClosePlanPage(ActionPage):
    """Close a plan; asks for a confirmation."""

    permission = CLOSE
    view_permission = SEE
    model = Department
    title = "Close"
    form_class = forms.Form

    def save(self, _form: forms.Form) -> Department:
        """Close it."""
        return rename(self.object.pk, name="Closed")


class ForgetfulPage(FormPage):
    """Edits something and asks nobody."""

    permission = EDIT
    title = "Forgetful"
    form_class = PlanForm

    def cancel_url(self) -> str:
        """Lead back."""
        return "/"


@page(EDIT)
def by_role(_request: HttpRequest) -> HttpResponse:
    """Answer whoever holds the permission by role."""
    return HttpResponse("by role")


class PlansViewSet(PortalViewSet[Department]):
    """Plans."""

    queryset = Department.objects.with_members()
    serializer_class = DepartmentOutput
    filterset_class = DepartmentFilter
    tag = "plans"
    view_permission = SEE
    permission_names: ClassVar = {"partial_update": EDIT, "create": EDIT, "close": CLOSE, "forgetful": EDIT}
    inputs: ClassVar = {"partial_update": DepartmentInput, "create": DepartmentInput}
    sorts: ClassVar = {"name": ("name",)}
    default_sort = "name"

    def create(self, _request: Request) -> Response:
        """Make one."""
        return Response({}, status=201)

    def partial_update(self, _request: Request, **_kwargs: Any) -> Response:
        """Rename one."""
        plan = self.get_object()
        return self.answer(rename(plan.pk, name=self.input().get("name", plan.name)).pk)

    @action(detail=True, methods=["post"])
    def close(self, _request: Request, **_kwargs: Any) -> Response:
        """Close one."""
        return self.answer(rename(self.get_object().pk, name="Closed").pk)

    @action(detail=True, methods=["post"])
    def forgetful(self, _request: Request, **kwargs: Any) -> Response:
        """Rename one without finding it as the base does."""
        return self.answer(rename(kwargs["pk"], name="Forgotten").pk)


router = PortalRouter()
router.register("plans", PlansViewSet, basename="plan")
urlpatterns = [
    path("plans/<uuid:pk>/", PlanPage.as_view(), name="plan"),
    path("plans/<uuid:pk>/quiet/", QuietPlanPage.as_view()),
    path("plans/<uuid:pk>/edit/", EditPlanPage.as_view(), name="edit-plan"),
    path("plans/<uuid:pk>/close/", ClosePlanPage.as_view()),
    path("plans/<uuid:pk>/forgetful/", ForgetfulPage.as_view()),
    path("plans/by-role/", by_role),
    path("api/v1/", include(router.urls)),
    *portal,
]
