"""Addresses of approval routes and of delegations."""

from typing import Any

urlpatterns: list[Any] = []
