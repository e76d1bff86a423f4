"""Addresses of the approval and acknowledgement of documents."""

from typing import Any

urlpatterns: list[Any] = []
