"""Every address of the portal, with the permission it names."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver

from access.gate import PUBLIC, SIGNED_IN

# Shows components on invented content; only where settings.KIT allows it (development and tests).
KIT = "kit/"


@dataclass(frozen=True)
class Address:
    """One pattern of the URL conf: its route, its name with its namespaces, and the view behind it."""

    route: str
    name: str
    view: Any

    @property
    def is_api(self) -> bool:
        """Tell whether programs ask here."""
        return self.route.startswith("api/v1/") and hasattr(self.view, "actions")

    @property
    def is_collection(self) -> bool:
        """Tell whether programs ask here for many rows."""
        return self.is_api and not self.view.initkwargs.get("detail")

    @property
    def is_list(self) -> bool:
        """Tell whether programs list rows here."""
        return self.is_collection and self.view.actions.get("get") == "list"

    @property
    def is_function(self) -> bool:
        """Tell whether a plain function answers, which decides by role alone."""
        return not self.is_api and not hasattr(self.view, "view_class")

    @property
    def methods(self) -> tuple[str, ...]:
        """Return the methods that mean something here; a plain function is asked both ways."""
        if self.is_api:
            # DRF adds HEAD when it first answers.
            return tuple(method.upper() for method in self.view.actions if method != "head")
        view_class = getattr(self.view, "view_class", None)
        if view_class is None:
            return ("GET", "POST")
        return tuple(method for method in ("GET", "POST") if hasattr(view_class, method.lower()))

    def asks_for(self, method: str) -> tuple[str | None, str | None]:
        """Return the permission and the one to see what it is about; None where the code names none."""
        owner = getattr(self.view, "view_class", None) or getattr(self.view, "cls", None) or self.view
        if not self.is_api:
            permission = getattr(owner, "permission", None)
            return permission, getattr(owner, "view_permission", "") or permission
        action = self.view.actions[method.lower()]
        named = owner.permission_names.get(action)
        if named is None and action in {"list", "retrieve"}:
            named = owner.view_permission
        return named, named if named == SIGNED_IN else owner.view_permission


@cache
def addresses() -> tuple[Address, ...]:
    """Return every address but those of the kit."""
    return tuple(each for each in _walk(get_resolver(), "", "") if not each.route.startswith(KIT))


def _walk(resolver: URLResolver, route: str, namespace: str) -> Iterator[Address]:
    for each in resolver.url_patterns:
        here = route + str(each.pattern)
        if isinstance(each, URLPattern):
            yield Address(here, f"{namespace}{each.name}", each.callback)
        else:
            inner = f"{namespace}{each.namespace}:" if each.namespace else namespace
            yield from _walk(each, here, inner)


def is_open(permission: str | None) -> bool:
    """Tell whether an address asks for no permission of the vocabulary."""
    return permission in {PUBLIC, SIGNED_IN}
