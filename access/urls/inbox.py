"""Addresses below /inbox/."""

from django.urls import path

from access.views.account import inbox, unsubscribing

urlpatterns = [
    path("", inbox.inbox, name="list"),
    path("read/", inbox.read_all, name="read-all"),
    path("unsubscribe/<str:token>/", unsubscribing.unsubscribe_page, name="unsubscribe"),
    path("<uuid:pk>/", inbox.open_message, name="open"),
    path("<uuid:pk>/read/", inbox.read, name="read"),
]
