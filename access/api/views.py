"""The description of the API, the page to try it out, and the answer to unknown addresses."""

from http import HTTPStatus
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from drf_spectacular.renderers import OpenApiJsonRenderer, OpenApiJsonRenderer2, OpenApiYamlRenderer
from drf_spectacular.views import SpectacularAPIView
from rest_framework.permissions import AllowAny

from access.api.problems import plain_problem
from access.api.schema import PortalGenerator
from access.gate import PUBLIC, page


class SchemaView(SpectacularAPIView):
    """The description in OpenAPI 3.1, as JSON or (on `Accept: application/vnd.oai.openapi`) YAML; for everybody."""

    permission = PUBLIC
    generator_class = PortalGenerator
    authentication_classes = []
    permission_classes = [AllowAny]
    renderer_classes = [OpenApiJsonRenderer, OpenApiJsonRenderer2, OpenApiYamlRenderer]


@page(PUBLIC)
def documentation(request: HttpRequest) -> HttpResponse:
    """Show the description with a form for each operation to try it."""
    return render(request, "access/api_docs.html")


@csrf_exempt
@page(PUBLIC)
def unknown_address(request: HttpRequest, **_parts: Any) -> HttpResponse:
    """Answer 404 as a problem; a missing slash at the end is the usual reason."""
    if request.path.endswith("/"):
        return plain_problem(request, HTTPStatus.NOT_FOUND)
    return plain_problem(request, HTTPStatus.NOT_FOUND, _("There is nothing here. Addresses of the API end in “/”."))
