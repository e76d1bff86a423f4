"""Lists in pages: `{"results": […], "next": address or null, "previous": address or null}`."""

from typing import Any

from django.utils.translation import gettext as _
from rest_framework.exceptions import ValidationError
from rest_framework.pagination import BasePagination
from rest_framework.request import Request
from rest_framework.response import Response

from common.keyset import KeysetPage, page, turned_round

ROWS = 50
MOST_ROWS = 200
CURSOR, SIZE, SORT = "cursor", "page_size", "sort"


class KeysetPagination(BasePagination):
    """Pages by key: the view lists its orders in `sorts` (name → fields) and its own in `default_sort`."""

    request: Request
    page: KeysetPage[Any]

    def paginate_queryset(self, queryset: Any, request: Request, view: Any = None) -> list[Any]:
        """Return the rows of the page the request asks for.

        Raises:
            ValidationError, InvalidCursor: the size, the order or the place is none.
        """
        self.request = request
        order = _order_of(request.query_params.get(SORT) or view.default_sort, view.sorts)
        cursor = request.query_params.get(CURSOR) or None
        self.page = page(queryset, order, cursor, _size_of(request.query_params.get(SIZE)))
        return self.page.rows

    def get_paginated_response(self, data: Any) -> Response:
        """Return the envelope around serialized rows."""
        return Response(
            {
                "results": data,
                "next": self._address(self.page.next_cursor),
                "previous": self._address(self.page.previous_cursor),
            }
        )

    def get_paginated_response_schema(self, schema: dict[str, Any]) -> dict[str, Any]:
        """Describe the envelope."""
        neighbour = {"type": ["string", "null"], "format": "uri"}
        return {
            "type": "object",
            "required": ["results", "next", "previous"],
            "properties": {"results": schema, "next": neighbour, "previous": neighbour},
        }

    def get_schema_operation_parameters(self, view: Any) -> list[dict[str, Any]]:
        """Describe the parameters."""
        orders = [name for each in view.sorts for name in (each, f"-{each}")]
        size = {"type": "integer", "minimum": 1, "maximum": MOST_ROWS, "default": ROWS}
        sort = {"type": "string", "enum": orders, "default": view.default_sort}
        return [
            _parameter(CURSOR, str(_("The place in the list, from `next` or `previous`.")), {"type": "string"}),
            _parameter(SIZE, str(_("How many on a page; more than the maximum gives the maximum.")), size),
            _parameter(SORT, str(_("The order; with “-” from the end.")), sort),
        ]

    def _address(self, cursor: str | None) -> str | None:
        if cursor is None:
            return None
        query = self.request.query_params.copy()
        query[CURSOR] = cursor
        return str(self.request.build_absolute_uri(f"{self.request.path}?{query.urlencode()}"))


def _parameter(name: str, description: str, schema: dict[str, Any]) -> dict[str, Any]:
    return {"name": name, "in": "query", "required": False, "description": description, "schema": schema}


def _size_of(text: str | None) -> int:
    if not text:
        return ROWS
    if not (text.isascii() and text.isdigit()) or not text.strip("0"):
        raise ValidationError({SIZE: [_("Give a whole number from 1 to %(most)d.") % {"most": MOST_ROWS}]})
    return min(int(text[:9]), MOST_ROWS)


def _order_of(asked: str, sorts: dict[str, tuple[str, ...]]) -> list[str]:
    fields = sorts.get(asked.removeprefix("-"))
    if fields is None:
        raise ValidationError({SORT: [_("Orders are: %(names)s.") % {"names": ", ".join(sorts)}]})
    return turned_round(fields) if asked.startswith("-") else list(fields)
