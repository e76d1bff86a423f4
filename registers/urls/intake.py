"""Addresses of the public intake."""

from django.urls import path

from registers.views import intake

urlpatterns = [
    path("intake/", intake.IntakePage.as_view(), name="intake"),
    path("use-cases/<uuid:pk>/wish/", intake.IntakeRequestPage.as_view(), name="intake-request"),
    path("use-cases/<uuid:pk>/steward/", intake.HandOnStewardshipPage.as_view(), name="hand-on-stewardship"),
]
