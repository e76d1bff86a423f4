"""Addresses of approval routes and of delegations."""

from django.urls import path

from registers.views import delegations, routes

urlpatterns = [
    path("routes/", routes.RoutesPage.as_view(), name="routes"),
    path("routes/<slug:route_for>/", routes.RoutePage.as_view(), name="route"),
    path("routes/<slug:route_for>/edit/", routes.EditRoutePage.as_view(), name="edit-route"),
    path("delegations/", delegations.DelegationsPage.as_view(), name="delegations"),
    path("delegations/new/", delegations.NewDelegationPage.as_view(), name="new-delegation"),
    path("delegations/<uuid:pk>/end/", delegations.EndDelegationPage.as_view(), name="end-delegation"),
]
