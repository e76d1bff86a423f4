"""Addresses of reports about approvals."""

from typing import Any

urlpatterns: list[Any] = []
