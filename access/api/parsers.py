"""Reading request bodies."""

from typing import Any

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.utils.translation import gettext as _
from rest_framework.exceptions import ParseError
from rest_framework.parsers import JSONParser


class BoundedJSONParser(JSONParser):
    """JSON; a body nested so deep that reading it would exhaust the interpreter is refused like any broken one."""

    def parse(self, stream: Any, media_type: str | None = None, parser_context: Any = None) -> Any:
        """Return the body's value.

        Raises:
            RequestDataTooBig: it is longer than the portal takes; Django asks this of forms only.
            ParseError: it is no JSON, or nested too deep.
        """
        if _length(parser_context) > settings.DATA_UPLOAD_MAX_MEMORY_SIZE:
            raise RequestDataTooBig
        try:
            return super().parse(stream, media_type, parser_context)
        except RecursionError as error:
            raise ParseError(_("The JSON is nested too deep.")) from error


def _length(parser_context: Any) -> int:
    """Return the length that the client announced; no server hands over more than that."""
    announced = str(parser_context["request"].META.get("CONTENT_LENGTH") or "0")
    return int(announced) if announced.isascii() and announced.isdigit() else 0
