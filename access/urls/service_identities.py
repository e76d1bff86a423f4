"""Addresses of service identities, of reports about leaked tokens, and for emergencies, below /access/."""

from django.urls import path

from access.views import emergency, leaked_tokens
from access.views.service_identities import answerable, detail, entering, lists, retiring, roles, tokens

urlpatterns = [
    path("emergency/", emergency.EmergencyPage.as_view(), name="emergency"),
    path("tokens/leaked/", leaked_tokens.LeakedTokenPage.as_view(), name="leaked-token"),
    path("services/", lists.ServicesPage.as_view(), name="services"),
    path("services/new/", entering.NewServicePage.as_view(), name="new-service"),
    path("services/<uuid:pk>/", detail.ServicePage.as_view(), name="service"),
    path("services/<uuid:pk>/edit/", entering.EditServicePage.as_view(), name="edit-service"),
    path("services/<uuid:pk>/assign-role/", roles.AssignServiceRolePage.as_view(), name="assign-service-role"),
    path("services/<uuid:pk>/hand-over/", answerable.HandOverServicePage.as_view(), name="hand-over-service"),
    path("services/<uuid:pk>/retire/", retiring.RetireServicePage.as_view(), name="retire-service"),
    path("services/<uuid:pk>/bring-back/", retiring.BringBackServicePage.as_view(), name="bring-back-service"),
    path("services/<uuid:pk>/tokens/new/", tokens.NewServiceTokenPage.as_view(), name="new-service-token"),
    path(
        "services/<uuid:pk>/tokens/<uuid:token>/renew/",
        tokens.RenewServiceTokenPage.as_view(),
        name="renew-service-token",
    ),
    path(
        "services/<uuid:pk>/tokens/<uuid:token>/revoke/",
        tokens.RevokeServiceTokenPage.as_view(),
        name="revoke-service-token",
    ),
]
