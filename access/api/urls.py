"""Addresses of the API of people, roles and the trail, and of the API's description."""

from django.urls import URLPattern, URLResolver, path

from access.api.base import PortalRouter
from access.api.leaked_tokens import LeakedTokensView
from access.api.views import SchemaView, documentation
from access.api.viewsets.access_reviews import AccessReviewItemsViewSet, AccessReviewsViewSet
from access.api.viewsets.departments import DepartmentsViewSet
from access.api.viewsets.directory_groups import DirectoryGroupsViewSet
from access.api.viewsets.handing_over import HandingOverViewSet
from access.api.viewsets.people import PeopleViewSet
from access.api.viewsets.roles import RolesViewSet
from access.api.viewsets.service_identities import ServicesViewSet
from access.api.viewsets.trail_entries import TrailEntriesViewSet

app_name = "api"

router = PortalRouter()
router.register("people", PeopleViewSet, basename="person")
router.register("services", ServicesViewSet, basename="service")
router.register("departments", DepartmentsViewSet, basename="department")
router.register("roles", RolesViewSet, basename="role")
router.register("access-reviews", AccessReviewsViewSet, basename="access-review")
router.register("access-review-items", AccessReviewItemsViewSet, basename="access-review-item")
router.register("directory-groups", DirectoryGroupsViewSet, basename="directory-group")
router.register("trail-entries", TrailEntriesViewSet, basename="trail-entry")

urlpatterns: list[URLPattern | URLResolver] = [
    path("schema/", SchemaView.as_view(), name="schema"),
    path("docs/", documentation, name="docs"),
    path("tokens/leaked/", LeakedTokensView.as_view(), name="leaked-tokens"),
    # Beside the resource of people: a successor hands over what they may not see the person of.
    path("people/<uuid:pk>/owned/", HandingOverViewSet.as_view({"get": "owned"}, detail=True), name="person-owned"),
    path(
        "people/<uuid:pk>/hand-over/",
        HandingOverViewSet.as_view({"post": "hand_over"}, detail=True),
        name="person-hand-over",
    ),
    *router.urls,
]
