"""Addresses of data categories and boundary rules."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
