"""Addresses of providers, projects and models."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
