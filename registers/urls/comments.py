"""Addresses of comments on use cases."""

from typing import Any

urlpatterns: list[Any] = []
