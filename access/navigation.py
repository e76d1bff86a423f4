"""The shape of the navigation; its content is composed in `compliance_portal/navigation.py`."""

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Place:
    """A page in the sidebar: name, URL name, icon, and the permission to see it ("" for everybody signed in)."""

    label: Any
    url_name: str
    icon: str
    permission: str = ""
    # For those too who hold the permission for one department only.
    by_department: bool = False


@dataclass(frozen=True, slots=True)
class Section:
    """A titled group of places."""

    label: Any
    places: tuple[Place, ...]
