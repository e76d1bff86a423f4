"""Answers of the directory's address to what went wrong (RFC 7644 §3.12)."""

from http import HTTPStatus

from django.http import HttpRequest, JsonResponse
from django.utils.translation import gettext as _
from scim2_models import (
    ConflictException,
    Error,
    InvalidValueException,
    PayloadTooLargeException,
    SCIMException,
    UniquenessException,
)
from scim2_server.responses import SCIM_MEDIA_TYPE

from common.refusals import Refused

PREFIX = "/scim/"
# What the state of the portal forbids; no value that is sent otherwise would help.
CONFLICTS = {"last_administrator", "deactivated_by_hand"}


def is_scim(request: HttpRequest) -> bool:
    """Tell whether the directory asks."""
    return request.path_info.startswith(PREFIX)


def exception_of(refused: Refused) -> SCIMException:
    """Return a refusal as the protocol says it: taken values and what the portal's state forbids are conflicts."""
    refusal = refused.refusal
    if refusal.code.endswith("_taken"):
        return UniquenessException(detail=refusal.text)
    if refusal.code in CONFLICTS:
        return ConflictException(detail=refusal.text)
    if refusal.code == "too_many_attributes":
        return PayloadTooLargeException(detail=refusal.text)
    return InvalidValueException(detail=refusal.text)


def scim_error(status: int, detail: str = "") -> JsonResponse:
    """Return an error that no resource raised: at an unknown address, or a fault of ours."""
    default = HTTPStatus(status).description or HTTPStatus(status).phrase
    error = Error(status=status, detail=detail or _default(status) or default)
    return JsonResponse(error.model_dump(), status=status, content_type=SCIM_MEDIA_TYPE)


def _default(status: int) -> str:
    if status == HTTPStatus.INTERNAL_SERVER_ERROR:
        return _("Something went wrong on our side. Try again; tell the request id if it stays.")
    return ""
