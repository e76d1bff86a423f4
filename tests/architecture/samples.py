"""What people own: for each beginning of a route, how to make the object that its `pk` names.

A new resource is one line here: the function gets its owner (or whoever else stands in a relation to it) and returns
the object, made by the real actions. Addresses about it are then asked by everybody about their own and about somebody
else's; what `relations_of` says and the permission's `relations` decide who must get in. An address whose parts are not
just `pk` stands in PARTS by its name, with what the parts are for an object.
"""

from collections.abc import Callable
from typing import Any

from access.models import Person

OWNED: dict[str, Callable[[Person], Any]] = {}

PARTS: dict[str, Callable[[Any], dict[str, object]]] = {}


def route_of(route: str) -> str | None:
    """Return the beginning of a route whose objects people own, the longest that fits; None where they own none."""
    fitting = [each for each in OWNED if route.startswith(f"{each}<")]
    return max(fitting, key=len, default=None)
