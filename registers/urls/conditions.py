"""Addresses of conditions of approvals."""

from typing import Any

urlpatterns: list[Any] = []
