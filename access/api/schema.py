"""The OpenAPI description, drawn from the viewsets: summaries, tags, permissions, errors and headers."""

import inspect
from collections.abc import Mapping
from typing import Any

from django.utils.encoding import force_str
from django.utils.translation import gettext as _
from drf_spectacular.extensions import OpenApiAuthenticationExtension
from drf_spectacular.generators import SchemaGenerator
from drf_spectacular.openapi import AutoSchema
from drf_spectacular.utils import OpenApiParameter
from rest_framework.serializers import BaseSerializer

from access.api.idempotency import HEADER as IDEMPOTENCY_HEADER
from access.api.permissions import STEP_UP_HEADER
from access.api.problems import PROBLEM_TYPE
from access.api.serializers.problems import ProblemDetails
from access.gate import SIGNED_IN
from access.vocabulary import known

SAFE = {"GET", "HEAD"}


class BearerScheme(OpenApiAuthenticationExtension):  # type: ignore[no-untyped-call]
    """How tokens are sent."""

    target_class = "access.api.authentication.BearerAuthentication"
    name = "bearer"

    def get_security_definition(self, auto_schema: AutoSchema) -> dict[str, str]:  # noqa: ARG002
        """Describe the scheme."""
        text = _("An API token: make one on your own page, or with `manage.py token`. It is shown once.")
        return {"type": "http", "scheme": "bearer", "description": text}


class PortalSchema(AutoSchema):
    """One operation of a PortalViewSet; other views are described as drf-spectacular sees them."""

    view: Any

    def get_tags(self) -> list[str]:
        """Return the resource's tag."""
        tag = getattr(self.view, "tag", None)
        return [tag] if tag else super().get_tags()

    def get_operation_id(self) -> str:
        """Return the resource and the action: `people_assign_role`."""
        if not self._is_portal():
            return str(super().get_operation_id())
        return f"{self.view.tag}_{self.view.action.removeprefix('partial_')}".replace("-", "_")

    def get_summary(self) -> str | None:
        """Return the first line of the method's docstring, or what every list and row is for."""
        own = self._docstring()
        if own:
            return own[0].rstrip(".")
        names = self.view.queryset.model._meta
        return {
            "list": _("List %(things)s") % {"things": names.verbose_name_plural},
            "retrieve": _("Read one %(thing)s") % {"thing": names.verbose_name},
        }.get(self.view.action)

    def get_description(self) -> str:  # type: ignore[override]
        """Return the rest of the docstring and the permission the operation asks for."""
        return "\n\n".join([*self._docstring()[1:], *self._asks_for()])

    def get_request_serializer(self) -> Any:
        """Return the action's serializer in `inputs`."""
        return self._of_action("inputs", None if self._is_portal() else super().get_request_serializer())

    def get_response_serializers(self) -> Any:
        """Return the action's serializer in `outputs`, otherwise the resource's own."""
        return self._of_action("outputs", super().get_response_serializers())

    def get_override_parameters(self) -> list[Any]:
        """Return the headers an operation reads."""
        headers: list[OpenApiParameter] = []
        if self.method == "POST":
            text = _("Any unique text, such as a UUID: the same request with the same key is carried out once.")
            pattern = {"type": "string", "minLength": 1, "maxLength": 255, "pattern": "^[!#-~]+$"}
            headers.append(OpenApiParameter(IDEMPOTENCY_HEADER, pattern, OpenApiParameter.HEADER, description=text))
        if self._asks_for_step_up():
            text = _("A code of your second factor, or your password when none is set up.")
            headers.append(OpenApiParameter(STEP_UP_HEADER, str, OpenApiParameter.HEADER, description=text))
        return headers

    def get_operation(self, *args: Any, **kwargs: Any) -> dict[str, Any] | None:
        """Describe the operation, its errors included."""
        operation: dict[str, Any] | None = super().get_operation(*args, **kwargs)
        if operation is None or not self._is_portal():
            return operation
        for response in operation["responses"].values():
            response["description"] = response["description"] or _("Done.")
        problem = {"schema": self.resolve_serializer(ProblemDetails, "response").ref}
        for code, description in self._problems().items():
            operation["responses"][code] = {"description": description, "content": {PROBLEM_TYPE: problem}}
        operation["responses"] = dict(sorted(operation["responses"].items()))
        return operation

    def _problems(self) -> Mapping[str, str]:
        problems = {
            "400": _("The request cannot be read, or its address holds invalid values."),
            "401": _("No token and no session, or a token that is unknown, expired or revoked."),
            "403": _("You may see it, but not do this; or a confirmation is missing; or the token only reads."),
            "404": _("There is nothing here, or you may not see it."),
            "406": _("Only JSON is spoken."),
        }
        if self.method not in SAFE:
            problems["409"] = _("A rule refuses it; `code` says which.")
            problems["413"] = _("The request is larger than the portal takes.")
            problems["415"] = _("Only JSON is read.")
            problems["422"] = _("The body holds invalid values; `errors` says which.")
        if self._asks_for_step_up():
            problems["429"] = _("Too many failed confirmations; wait as `Retry-After` says.")
        return problems

    def _is_portal(self) -> bool:
        return hasattr(self.view, "asked_permission")

    def _permission(self) -> str:
        permission = self.view.asked_permission() if self._is_portal() else None
        return permission or SIGNED_IN

    def _asks_for_step_up(self) -> bool:
        permission = self._permission()
        return self.method not in SAFE and permission != SIGNED_IN and known(permission).step_up

    def _asks_for(self) -> list[str]:
        permission = self._permission()
        if permission == SIGNED_IN:
            return []
        named = _("Permission: `%(name)s`.") % {"name": permission}
        return [f"{named} {_('A confirmation is asked for.')}" if self._asks_for_step_up() else named]

    def _docstring(self) -> list[str]:
        if not self._is_portal():
            return []
        method = getattr(type(self.view), self.view.action, None)
        text = inspect.getdoc(method) if method else None
        return [part.replace("\n", " ") for part in text.split("\n\n")] if text else []

    def _of_action(self, table: str, default: Any) -> type[BaseSerializer[Any]] | Any:
        return getattr(self.view, table, {}).get(getattr(self.view, "action", None), default)


class PortalGenerator(SchemaGenerator):
    """The whole description, with the first line of each viewset's docstring as the description of its tag."""

    def get_schema(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Return the description as a JSON-like value."""
        schema: dict[str, Any] = super().get_schema(*args, **kwargs)  # type: ignore[no-untyped-call]
        schema["info"]["description"] = _(
            "Send `Authorization: Bearer <token>`. Errors are problem details (RFC 9457); lists come in pages, with "
            "the addresses of their neighbours in `next` and `previous`; times are UTC."
        )
        endpoints: Any = self.endpoints or []
        views = {callback.cls for _path, _regex, _method, callback in endpoints}
        schema["tags"] = [
            {"name": view.tag, "description": force_str(inspect.getdoc(view) or "").split("\n", 1)[0]}
            for view in sorted(views, key=lambda each: str(getattr(each, "tag", "")))
            if getattr(view, "describes_tag", True) and hasattr(view, "tag")
        ]
        return schema
