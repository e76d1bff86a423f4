"""Addresses of use cases."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
