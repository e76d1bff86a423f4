"""Addresses of documents, exceptions and files."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
