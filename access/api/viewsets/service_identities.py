"""Service identities: programs that call the portal, and their tokens."""

from typing import Any, ClassVar
from uuid import UUID

from django.db.models import QuerySet
from django.http import Http404
from drf_spectacular.utils import extend_schema
from rest_framework import status
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from access.actions import tokens
from access.actions.roles import assign_role, withdraw_role
from access.actions.service_identities.answering import hand_over_service
from access.actions.service_identities.entering import edit_service, enter_service
from access.actions.service_identities.retiring import bring_back_service, retire_service
from access.api.base import PortalViewSet
from access.api.serializers.common import ReasonInput
from access.api.serializers.people import AssignRoleInput, WithdrawRoleInput
from access.api.serializers.service_identities import HandOverServiceInput, ServiceChange, ServiceInput, ServiceOutput
from access.api.serializers.service_tokens import (
    IssuedTokenOutput,
    IssueTokenInput,
    RenewTokenInput,
    ServiceTokensOutput,
)
from access.api.viewsets.people import held_by, with_assignments
from access.models import ApiToken, Person
from access.service_filters import ServiceFilter
from access.service_rows import with_use


class ServicesViewSet(PortalViewSet[Person]):
    """Programs that call the portal, who answers for them, and their tokens."""

    queryset = Person.objects.services()
    serializer_class = ServiceOutput
    filterset_class = ServiceFilter
    tag = "services"
    view_permission = "access.view_services"
    permission_names: ClassVar = {
        "create": "access.edit_services",
        "partial_update": "access.edit_services",
        "hand_over": "access.edit_services",
        "retire": "access.edit_services",
        "bring_back": "access.edit_services",
        "assign_role": "access.assign_role",
        "withdraw_role": "access.assign_role",
        "tokens": "access.view_services",
        "issue_token": "access.edit_services",
        "renew_token": "access.renew_service_tokens",
        "revoke_token": "access.renew_service_tokens",
    }
    inputs: ClassVar = {
        "create": ServiceInput,
        "partial_update": ServiceChange,
        "hand_over": HandOverServiceInput,
        "retire": ReasonInput,
        "bring_back": ReasonInput,
        "assign_role": AssignRoleInput,
        "withdraw_role": WithdrawRoleInput,
        "issue_token": IssueTokenInput,
        "renew_token": RenewTokenInput,
        "revoke_token": ReasonInput,
    }
    outputs: ClassVar = {
        "tokens": ServiceTokensOutput,
        "issue_token": IssuedTokenOutput,
        "renew_token": IssuedTokenOutput,
        "revoke_token": ServiceTokensOutput,
    }
    sorts: ClassVar = {
        "name": ("name",),
        "last_used": ("last_used_at",),
        "expires": ("first_end",),
        "since": ("id",),
    }
    default_sort = "name"

    def get_queryset(self) -> QuerySet[Person]:
        """Return the programs the caller may see, with their roles and how their tokens stand."""
        return with_assignments(with_use(Person.objects.services_visible_to(self.reader)))

    def create(self, _request: Request) -> Response:
        """Enter a program with who answers for it; give it roles and issue its tokens afterwards."""
        given = self.input()
        answerable, department = given.pop("answerable"), given.pop("department", None)
        service = enter_service(
            **given, answerable_id=answerable.pk, department_id=department and department.pk, by=self.reader
        )
        return self.answer_created(service.pk)

    def partial_update(self, _request: Request, **_kwargs: Any) -> Response:
        """Change what a program is called, what it is for, or its department."""
        service, given = self.get_object(), self.input()
        department = given.get("department", service.department)
        edit_service(
            service.pk,
            name=given.get("name", service.name),
            purpose=given.get("purpose", service.purpose),
            department_id=department and department.pk,
            by=self.reader,
        )
        return self.answer(service.pk)

    @action(detail=True, methods=["post"], url_path="hand-over")
    def hand_over(self, _request: Request, **_kwargs: Any) -> Response:
        """Have somebody else answer for a program; its tokens go on."""
        service, given = self.get_object(), self.input()
        hand_over_service(service.pk, given["answerable"].pk, by=self.reader, reason=given["reason"])
        return self.answer(service.pk)

    @action(detail=True, methods=["post"])
    def retire(self, _request: Request, **_kwargs: Any) -> Response:
        """Retire a program: its tokens are revoked at once."""
        service = self.get_object()
        retire_service(service.pk, by=self.reader, **self.input())
        return self.answer(service.pk)

    @action(detail=True, methods=["post"], url_path="bring-back")
    def bring_back(self, _request: Request, **_kwargs: Any) -> Response:
        """Bring a retired program back; its tokens stay revoked."""
        service = self.get_object()
        bring_back_service(service.pk, by=self.reader, **self.input())
        return self.answer(service.pk)

    @action(detail=True, methods=["post"], url_path="assign-role")
    def assign_role(self, _request: Request, **_kwargs: Any) -> Response:
        """Give a program a role; none that decides."""
        service, given = self.get_object(), self.input()
        role, department = given.pop("role"), given.pop("department", None)
        assign_role(service.pk, role.pk, by=self.reader, department_id=department and department.pk, **given)
        return self.answer(service.pk)

    @action(detail=True, methods=["post"], url_path="withdraw-role")
    def withdraw_role(self, _request: Request, **_kwargs: Any) -> Response:
        """Take a role away from a program."""
        service, given = self.get_object(), self.input()
        withdraw_role(held_by(service, **given).pk, by=self.reader, reason=given["reason"])
        return self.answer(service.pk)

    @action(detail=True, filterset_class=None, pagination_class=None)
    def tokens(self, _request: Request, **_kwargs: Any) -> Response:
        """List a program's tokens, the latest first."""
        return self._answer_tokens(self.get_object())

    @extend_schema(responses={201: IssuedTokenOutput})
    @tokens.mapping.post
    def issue_token(self, _request: Request, **_kwargs: Any) -> Response:
        """Issue a program a token, which is shown this once."""
        given = self.input()
        return _answer_issued(*tokens.issue_token(self.get_object(), by=self.reader, **given))

    @extend_schema(responses={201: IssuedTokenOutput})
    @action(detail=True, methods=["post"], url_path="tokens/<uuid:token>/renew")
    def renew_token(self, _request: Request, token: UUID, **_kwargs: Any) -> Response:
        """Issue a token anew with the same name and scopes; the present one works until it expires."""
        found = _token_of(self.get_object(), token)
        return _answer_issued(*tokens.renew_token(found.pk, by=self.reader, **self.input()))

    @action(detail=True, methods=["post"], url_path="tokens/<uuid:token>/revoke")
    def revoke_token(self, _request: Request, token: UUID, **_kwargs: Any) -> Response:
        """Revoke a token at once."""
        service = self.get_object()
        tokens.revoke_token(_token_of(service, token).pk, by=self.reader, **self.input())
        return self._answer_tokens(service)

    def _answer_tokens(self, service: Person) -> Response:
        rows = ApiToken.objects.filter(person=service).order_by("-id")
        return Response(ServiceTokensOutput({"results": rows}).data)


def _token_of(service: Person, key: UUID) -> ApiToken:
    token = ApiToken.objects.filter(person=service, pk=key).first()
    if token is None:
        raise Http404
    return token


def _answer_issued(token: ApiToken, secret: str) -> Response:
    return Response(IssuedTokenOutput({"token": secret, "issued": token}).data, status.HTTP_201_CREATED)
