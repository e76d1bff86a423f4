"""Addresses below /trail/: the pages live in access, because the trail lies below the page classes."""

from django.urls import path

from access.views import trail_entries

app_name = "trail"

urlpatterns = [
    path("", trail_entries.TrailPage.as_view(), name="entries"),
    path("<uuid:pk>/", trail_entries.TrailEntryPage.as_view(), name="entry"),
]
