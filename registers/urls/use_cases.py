"""Addresses of use cases."""

from django.urls import path

from registers.views import use_case_pages as pages

urlpatterns = [
    path("use-cases/<uuid:pk>/", pages.UseCasePage.as_view(), name="use-case"),
]
