"""The base of every resource of the API."""

from collections.abc import Callable, Mapping
from datetime import UTC
from typing import Any, ClassVar, Generic, TypeVar
from uuid import UUID

from django.core.exceptions import ImproperlyConfigured
from django.db.models import Model, QuerySet
from django.http import Http404
from django.utils import timezone
from rest_framework import status
from rest_framework.mixins import ListModelMixin, RetrieveModelMixin
from rest_framework.parsers import BaseParser
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.routers import SimpleRouter
from rest_framework.serializers import BaseSerializer, Serializer
from rest_framework.viewsets import GenericViewSet

from access.api.idempotency import HEADER, once_only
from access.api.parsers import BoundedJSONParser
from access.models import Person

Row = TypeVar("Row", bound=Model)


class PortalRouter(SimpleRouter):
    """Routes by path converters: an id that is no UUID is an unknown address."""

    def __init__(self) -> None:
        super().__init__(trailing_slash=True, use_regex_path=False)


class PortalViewSet(ListModelMixin, RetrieveModelMixin, GenericViewSet[Row], Generic[Row]):
    """A resource: a list, one of its rows, and actions that call the same functions as the pages.

    A copy fills in `queryset`, `serializer_class`, `filterset_class`, `tag`, `view_permission`, and for every action
    beyond reading its line in `permission_names` and `inputs`. The first line of its docstring describes the tag (not
    of one that stands beside the resource of its tag), that of a method summarizes the operation.
    """

    tag: ClassVar[str]
    describes_tag: ClassVar[bool] = True
    view_permission: ClassVar[str]
    permission_names: ClassVar[Mapping[str, str]] = {}
    inputs: ClassVar[Mapping[str, type[Serializer[Any]]]] = {}
    outputs: ClassVar[Mapping[str, type[BaseSerializer[Any]]]] = {}
    sorts: ClassVar[dict[str, tuple[str, ...]]]
    default_sort: ClassVar[str]
    # Actions of no row that a role for one department opens; the function they call asks for which.
    by_department: ClassVar[frozenset[str]] = frozenset()

    parser_classes: ClassVar[list[type[BaseParser]]] = [BoundedJSONParser]  # type: ignore[misc]
    metadata_class = None
    http_method_names: ClassVar[list[str]] = ["get", "head", "post", "patch", "delete"]  # type: ignore[misc]
    lookup_value_converter = "uuid"
    undecided = False

    @property
    def reader(self) -> Person:
        """Return the caller."""
        person = self.request.user
        if not isinstance(person, Person):
            raise Http404
        return person

    def asked_permission(self) -> str | None:
        """Return the permission that the request's action asks for; None where the method is not allowed at all."""
        if self.action in {None, "metadata"}:
            return None
        if self.action in {"list", "retrieve"}:
            return self.permission_names.get(self.action, self.view_permission)
        try:
            return self.permission_names[self.action]
        except KeyError as error:
            raise ImproperlyConfigured(f"{type(self).__name__}.{self.action} names no permission") from error

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        """Check the caller, then prepare: the API speaks UTC, and a POST with a key is carried out once."""
        timezone.activate(UTC)
        super().initial(request, *args, **kwargs)
        if self.undecided:
            # The roles did not say; nothing is done before the row has.
            self.get_object()
        handler: Callable[..., Response] | None = getattr(self, "post", None)
        if request.method == "POST" and handler is not None and HEADER in request.headers:
            # DRF looks up the handler after this; what stands on the instance is what it finds.
            self.post = once_only(handler, self.reader)

    def get_queryset(self) -> QuerySet[Row]:
        """Return the rows the caller may see."""
        rows: Any = super().get_queryset()
        visible: QuerySet[Row] = rows.visible_to(self.reader)
        return visible

    def get_object(self) -> Row:
        """Return the row of the address; filters narrow lists, not addresses.

        Raises:
            Http404: there is none, or the caller may not see it.
            PermissionRefused: they may see it, but not do this to it.
        """
        row = self.get_queryset().filter(pk=self.kwargs["pk"]).first()
        if row is None:
            raise Http404
        self.check_object_permissions(self.request, row)
        return row

    def input(self) -> dict[str, Any]:
        """Return what the body holds, checked by the action's serializer in `inputs`.

        Raises:
            ValidationError: the body does not fit.
        """
        serializer = self.inputs[self.action](
            data=self.request.data, partial=self.request.method == "PATCH", context=self.get_serializer_context()
        )
        serializer.is_valid(raise_exception=True)
        return dict(serializer.validated_data)

    def answer(self, key: UUID) -> Response:
        """Answer with a row as it now is."""
        return Response(self.get_serializer(self.get_queryset().get(pk=key)).data)

    def answer_created(self, key: UUID) -> Response:
        """Answer that a row was made, with its address."""
        response = self.answer(key)
        response.status_code = status.HTTP_201_CREATED
        response.headers["Location"] = self.request.build_absolute_uri(f"{self.request.path}{key}/")
        return response
