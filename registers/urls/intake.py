"""Addresses of the public intake."""

from typing import Any

urlpatterns: list[Any] = []
