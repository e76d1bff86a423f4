"""Addresses of documents, exceptions and files."""

from django.urls import path

from registers.views import files

urlpatterns = [
    path("files/<uuid:pk>/", files.FilePage.as_view(), name="file"),
]
