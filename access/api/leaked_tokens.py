"""The API's address for reports of leaked tokens: open to everybody, and the same answer for whatever is reported."""

from typing import ClassVar

from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import OpenApiExample, OpenApiResponse, extend_schema
from rest_framework import status
from rest_framework.parsers import BaseParser
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from access.actions.leaks import report_leak
from access.api.parsers import BoundedJSONParser
from access.api.problems import PROBLEM_TYPE, Problem, ProblemException
from access.api.serializers.problems import ProblemDetails
from access.gate import PUBLIC
from access.leak_reports import UNREADABLE, found_in
from access.rules.service_identities import LONGEST_PLACE, MOST_IN_ONE_REPORT
from common.refusals import Refused
from common.requests import address_of

_TOKEN = {"type": "string", "minLength": 1}
_PLACE = {"type": "string", "maxLength": LONGEST_PLACE}
_PASTE = "https://example.org/paste/1"
_ONE = {
    "type": "object",
    "required": ["token"],
    "properties": {"token": _TOKEN, "found_at": _PLACE},
}
_LISTED = {
    "type": "object",
    "required": ["token"],
    "properties": {"token": _TOKEN, "type": {"type": "string"}, "url": _PLACE},
}
_REPORT = {"oneOf": [_ONE, {"type": "array", "minItems": 1, "maxItems": MOST_IN_ONE_REPORT, "items": _LISTED}]}
_PROBLEMS = {
    400: _("The request cannot be read."),
    406: _("Only JSON is spoken."),
    413: _("The request is larger than the portal takes."),
    415: _("Only JSON is read."),
    422: _("The body holds invalid values; `errors` says which."),
    429: _("Too many reports from one address; wait as `Retry-After` says."),
}
_RESPONSES: dict[int | tuple[int, str], OpenApiResponse] = {
    204: OpenApiResponse(description=_("Thank you; whatever was reported.")),
    **{(code, PROBLEM_TYPE): OpenApiResponse(ProblemDetails, description=text) for code, text in _PROBLEMS.items()},
}


class LeakedTokensView(APIView):
    """Reports of tokens that lie open, from whoever found them."""

    permission = PUBLIC
    tag = "tokens"
    authentication_classes = []
    permission_classes = [AllowAny]
    parser_classes: ClassVar[list[type[BaseParser]]] = [BoundedJSONParser]  # type: ignore[misc]
    http_method_names: ClassVar[list[str]] = ["post"]  # type: ignore[misc]
    metadata_class = None

    @extend_schema(
        operation_id="tokens_leaked",
        summary=_("Report leaked tokens"),
        description=_(
            "Whoever holds a token may revoke it (RFC 7009), without signing in. The answer is the same whether or not "
            "it was one. A list as GitHub's secret scanning sends it is taken, too."
        ),
        request={"application/json": _REPORT},
        examples=[OpenApiExample("One token", {"token": "cpt_…", "found_at": _PASTE}, request_only=True)],
        responses=_RESPONSES,
    )
    def post(self, request: Request) -> Response:
        """Revoke what is a token of ours."""
        try:
            found = found_in(request.data)
        except Refused as refused:
            text = str(refused)
            raise ProblemException(Problem(422, UNREADABLE.code, text, [("token", UNREADABLE.code, text)])) from refused
        report_leak(found, address=address_of(request))
        return Response(status=status.HTTP_204_NO_CONTENT)
