"""Addresses of what waits for decisions."""

from typing import Any

urlpatterns: list[Any] = []
