"""Use cases."""

from typing import Any, ClassVar

import django_filters as filters
from django.db.models import QuerySet
from django.http import Http404
from django.utils.translation import gettext_lazy as _
from django_filters.utils import translate_validation
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.decorators import action
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request
from rest_framework.response import Response

from access.api.serializers.common import ReasonInput
from common.refusals import Refused
from registers.actions import use_cases as actions
from registers.actions.attachments import attach_to_use_case
from registers.actions.intake import hand_on_stewardship
from registers.api.serializers.intake import StewardInput
from registers.api.serializers.use_case_inputs import (
    DraftInput,
    HandOverInput,
    JoinInput,
    MemberInput,
    NoteInput,
    ShareInput,
    UseCaseInput,
)
from registers.api.serializers.use_cases import (
    LineOutput,
    SimilarOutput,
    UseCaseDetail,
    UseCaseOutput,
    VersionOutput,
    VersionsOutput,
)
from registers.api.viewsets import decisions
from registers.api.viewsets.attachments import INPUTS, OUTPUTS, WithAttachments, attachment_permissions
from registers.filters.use_cases import RegisterLineFilter, UseCaseFilter
from registers.models import RegisterLine, UseCase, UseCaseVersion
from registers.presenting.use_case_page import is_concerned
from registers.reading.as_of import ON, known_day, moment_of
from registers.reading.similar import similar_among
from registers.rules.use_cases import NO_MEMBER, NOT_SHARED

SEE, LEAVE = "registers.view_use_case", "registers.leave_use_case"
EDIT, SUBMIT = "registers.edit_use_case", "registers.submit_use_case"
SHARE, RETIRE = "registers.share_use_case", "registers.retire_use_case"
ASK = "registers.request_use_case"
MOST_SIMILAR = 10


class UseCaseApiFilter(UseCaseFilter):
    """Which use cases, and of which day."""

    as_of = filters.DateFilter(label=_("As the register stood at the end of this day (UTC)"), method="of_day")

    def of_day(self, rows: Any, _name: str, _day: Any) -> Any:
        """Leave it to the view, which lists lines of the register instead."""
        return rows


class UseCasesViewSet(decisions.WithDecisions[UseCase], WithAttachments[UseCase]):
    """The register of use cases: drafts, requests, what is approved and what is over."""

    queryset = UseCase.objects.all()
    serializer_class = UseCaseOutput
    filterset_class = UseCaseApiFilter
    tag = "use-cases"
    view_permission = SEE
    permission_names: ClassVar = {
        "create": ASK,
        "partial_update": EDIT,
        "begin_version": EDIT,
        "discard": EDIT,
        "withdraw": SUBMIT,
        "retire": RETIRE,
        "hand_over": SHARE,
        "steward": "registers.hand_on_stewardship",
        # Everybody may follow and leave; the actions ask who adds others, or takes them off.
        "share": SEE,
        "unshare": LEAVE,
        "join": ASK,
        "versions": SEE,
        "version": SEE,
        "similar": SEE,
        **attachment_permissions(SEE, EDIT),
        **decisions.PERMISSIONS,
    }
    by_department: ClassVar = frozenset({"create", "similar"})
    inputs: ClassVar = {
        "create": UseCaseInput,
        "partial_update": DraftInput,
        "begin_version": NoteInput,
        "discard": ReasonInput,
        "withdraw": ReasonInput,
        "retire": ReasonInput,
        "hand_over": HandOverInput,
        "steward": StewardInput,
        "share": ShareInput,
        "unshare": MemberInput,
        "join": JoinInput,
        **INPUTS,
        **decisions.INPUTS,
    }
    outputs: ClassVar = {
        "versions": VersionsOutput,
        "version": VersionOutput,
        "similar": SimilarOutput,
        **OUTPUTS,
        **decisions.OUTPUTS,
    }
    attaching = staticmethod(attach_to_use_case)
    sorts: ClassVar = {
        "code": ("number",),
        "title": ("title",),
        "approved_until": ("approved_until",),
        "changed_at": ("changed_at",),
    }
    default_sort = "-code"
    sorts_as_of: ClassVar[dict[str, tuple[str, ...]]] = {"code": ("number",), "title": ("title",)}

    def get_queryset(self) -> QuerySet[UseCase]:
        """Return the use cases the caller may see, with what their version names."""
        return self._read_whole(super().get_queryset())

    def get_serializer_class(self) -> Any:
        """Return one line of the list, or the whole use case."""
        return UseCaseOutput if self.action == "list" else UseCaseDetail

    def list(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """List use cases: as they are, or with `as_of` as the register stood at the end of a day."""
        if not request.query_params.get("as_of"):
            return super().list(request, *args, **kwargs)
        lines = self._lines_of(request)
        self.sorts = self.sorts_as_of  # type: ignore[misc]
        rows: Any = self.paginate_queryset(lines)  # type: ignore[arg-type]
        return self.get_paginated_response(LineOutput(rows, many=True).data)

    def create(self, _request: Request) -> Response:
        """Begin a use case as a draft."""
        return self.answer_created(actions.draft_use_case(by=self.reader, **self.input()).pk)

    def partial_update(self, _request: Request, **_kwargs: Any) -> Response:
        """Save the draft as far as it is."""
        use_case, content = self.get_object(), self.input()
        note = content.pop("note", None)
        actions.save_draft(use_case.pk, content, by=self.reader, note=note)
        return self.answer(use_case.pk)

    @action(detail=True, methods=["post"], url_path="begin-version")
    def begin_version(self, _request: Request, **_kwargs: Any) -> Response:
        """Begin the next version; what is in force stays so."""
        use_case = self.get_object()
        actions.begin_version(use_case.pk, by=self.reader, **self.input())
        return self.answer(use_case.pk)

    @action(detail=True, methods=["post"])
    def discard(self, _request: Request, **_kwargs: Any) -> Response:
        """Give up the draft; what is in force stays so."""
        return self.answer(actions.discard_version(self.get_object().pk, by=self.reader, **self.input()).pk)

    @action(detail=True, methods=["post"])
    def withdraw(self, _request: Request, **_kwargs: Any) -> Response:
        """Take back what is in review."""
        return self.answer(actions.withdraw_use_case(self.get_object().pk, by=self.reader, **self.input()).pk)

    @action(detail=True, methods=["post"])
    def retire(self, _request: Request, **_kwargs: Any) -> Response:
        """Retire a use case: nothing of it is in force any more."""
        return self.answer(actions.retire_use_case(self.get_object().pk, by=self.reader, **self.input()).pk)

    @action(detail=True, methods=["post"], url_path="hand-over")
    def hand_over(self, _request: Request, **_kwargs: Any) -> Response:
        """Make somebody else the owner."""
        use_case, given = self.get_object(), self.input()
        actions.hand_over(use_case.pk, given["owner"].pk, by=self.reader, reason=given["reason"])
        return self.answer(use_case.pk)

    @action(detail=True, methods=["post"])
    def steward(self, _request: Request, **_kwargs: Any) -> Response:
        """Have somebody else see it through."""
        use_case, given = self.get_object(), self.input()
        hand_on_stewardship(use_case.pk, given["person"].pk, by=self.reader, reason=given["reason"])
        return self.answer(use_case.pk)

    @action(detail=True, methods=["post"])
    def share(self, _request: Request, **_kwargs: Any) -> Response:
        """Add somebody, or a whole department, who works on it or follows it; or change until when."""
        use_case, given = self.get_object(), self.input()
        adds = actions.share_with_department if "department" in given else actions.share
        whom, until = given.get("department") or given["person"], given.get("until")
        adds(use_case.pk, whom.pk, given["membership"], by=self.reader, until=until)
        return self.answer(use_case.pk)

    @action(detail=True, methods=["post"])
    def unshare(self, _request: Request, **_kwargs: Any) -> Response:
        """Take somebody off it, or share it with a department no more."""
        use_case, given = self.get_object(), self.input()
        if "department" in given:
            shared = use_case.shares.filter(**given).first()
            if shared is None:
                raise Refused(NOT_SHARED)
            actions.unshare_department(shared.pk, by=self.reader)
            return self.answer(use_case.pk)
        member = use_case.members.filter(user=given["person"], membership=given["membership"]).first()
        if member is None:
            raise Refused(NO_MEMBER)
        actions.unshare(member.pk, by=self.reader)
        return self.answer(use_case.pk)

    @action(detail=True, methods=["post"])
    def join(self, _request: Request, **_kwargs: Any) -> Response:
        """Ask the owner to let you work on it."""
        use_case = self.get_object()
        actions.ask_to_join(use_case.pk, by=self.reader, **self.input())
        return self.answer(use_case.pk)

    @action(detail=True)
    def versions(self, _request: Request, **_kwargs: Any) -> Response:
        """List the versions of a use case with their content and hash; drafts for those they concern."""
        links = ("version_categories", "version_projects", "version_models")
        rows = self._versions_of(self.get_object()).order_by("-number").prefetch_related(*links)
        return Response(VersionsOutput({"results": rows}).data)

    @action(detail=True, url_path="versions/<int:number>")
    def version(self, _request: Request, number: int, **_kwargs: Any) -> Response:
        """Read one version of a use case with its content and hash."""
        version = self._versions_of(self.get_object()).filter(number=number).first()
        if version is None:
            raise Http404
        return Response(VersionOutput(version).data)

    @extend_schema(parameters=[OpenApiParameter("text", str, required=True, description=_("What it would be for."))])
    @action(detail=False, filterset_class=None, pagination_class=None)
    def similar(self, request: Request) -> Response:
        """Find use cases that are alike, before you ask for one more."""
        visible = UseCase.objects.visible_to(self.reader).exclude(state="retired").for_list()
        rows = similar_among(visible, request.query_params.get("text", ""), MOST_SIMILAR)
        return Response(SimilarOutput({"results": rows}).data)

    def answer(self, key: Any) -> Response:
        """Answer with a use case as it now is, also when the caller gave it out of their hands."""
        return Response(self.get_serializer(self._read_whole(UseCase.objects.all()).get(pk=key)).data)

    def _versions_of(self, use_case: UseCase) -> QuerySet[UseCaseVersion]:
        """Return all versions to those the use case concerns, to others the one that the register shows."""
        versions: QuerySet[UseCaseVersion] = use_case.versions.all()
        return versions if is_concerned(self.reader, use_case) else versions.filter(shown_for=use_case)

    def _read_whole(self, rows: Any) -> QuerySet[UseCase]:
        read: QuerySet[UseCase] = rows.for_list()
        if self.action == "list":
            return read
        return read.select_related("owner", "department", "version", "in_force", "proposed").prefetch_related(
            "members__user", "members__given_by", "shares__department", "shares__given_by"
        )

    def _lines_of(self, request: Request) -> QuerySet[RegisterLine]:
        """Return the filtered lines of the day that is asked for.

        Raises:
            ValidationError: it is no day, or still to come; a filter is not one of lines, or its value makes no sense.
        """
        given = request.query_params.copy()
        given[ON] = given.pop("as_of")[-1]
        day = known_day(given)
        if day is None:
            raise ValidationError({"as_of": [str(_("Give a day up to today, such as 2026-01-31."))]})
        # Rows of a day are not looked up by what their version names today.
        unknown = (set(UseCaseFilter.base_filters) - set(RegisterLineFilter.base_filters)) & set(given)
        if unknown:
            raise ValidationError({name: [str(_("Cannot be asked of another day."))] for name in sorted(unknown)})
        moment = moment_of(day)
        lines = RegisterLine.objects.on(moment).visible_to(self.reader).for_list(moment)
        chosen = RegisterLineFilter(
            given, queryset=lines.select_related("owner", "department", "use_case"), request=request
        )
        if not chosen.is_valid():
            raise translate_validation(chosen.errors)
        found: QuerySet[RegisterLine] = chosen.qs
        return found
