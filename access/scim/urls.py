"""Addresses below /scim/v2/: one view, which knows them all (RFC 7644 §3.2)."""

from django.urls import path

from access.scim.view import scim

app_name = "scim"

urlpatterns = [
    path("", scim, name="root"),
    path("<path:path>", scim, name="resource"),
]
