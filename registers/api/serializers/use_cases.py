"""Use cases and their versions out of the API."""

from typing import Any, ClassVar

from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from access.api.serializers.common import Reference
from registers.choices import AiActClass, Origin, RiskTier, UseCaseState, VersionState
from registers.models import RegisterLine, UseCase, UseCaseMember, UseCaseShare, UseCaseVersion
from registers.presenting.use_case_page import is_concerned
from registers.reading.contents import content_of
from registers.rules.content import exported


class NamesField(serializers.ListField):
    """Names that the shown version holds."""

    child = serializers.CharField()

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(read_only=True, allow_null=True, **kwargs)

    def get_attribute(self, instance: Any) -> Any:
        """Return the names; null when they are not on record."""
        return super().get_attribute(instance) if instance.scope_known else None


class UseCaseOutput(serializers.Serializer[Any]):
    """What the register says of a use case; lists are null where a draft's content of that day is not on record."""

    id = serializers.UUIDField(source="pk")
    code = serializers.CharField()
    title = serializers.CharField()
    purpose = serializers.CharField(allow_blank=True)
    state = serializers.ChoiceField(choices=UseCaseState.choices)
    owner = Reference(allow_null=True)
    department = Reference(allow_null=True)
    risk = serializers.ChoiceField(source="risk_tier", choices=RiskTier.choices, allow_blank=True)
    ai_act_class = serializers.ChoiceField(choices=AiActClass.choices, allow_blank=True)
    approved_until = serializers.DateField(allow_null=True)
    data_categories = NamesField(source="category_names")
    models = NamesField(source="model_names")
    projects = NamesField(source="project_names")
    endpoints = NamesField(source="endpoint_names")
    environments = NamesField(source="environment_names")
    version = serializers.IntegerField(source="version_number", allow_null=True)
    reference = serializers.CharField(allow_blank=True)
    origin = serializers.ChoiceField(choices=Origin.choices)
    created_at = serializers.DateTimeField()
    changed_at = serializers.DateTimeField()


class LineOutput(UseCaseOutput):
    """The same as of another day; `changed_at` is since when it had been so."""

    id = serializers.UUIDField(source="use_case_id")
    reference = serializers.CharField(source="use_case.reference")
    origin = serializers.ChoiceField(source="use_case.origin", choices=Origin.choices)
    created_at = serializers.DateTimeField(source="use_case.created_at")
    changed_at = serializers.DateTimeField(source="since")

    class Meta:
        model = RegisterLine


class MemberOutput(serializers.ModelSerializer[UseCaseMember]):
    """Somebody who works on a use case, or follows it."""

    person = Reference(source="user")
    given_by = Reference(allow_null=True)

    class Meta:
        model = UseCaseMember
        fields: ClassVar = ["person", "membership", "since", "until", "given_by"]


class ShareOutput(serializers.ModelSerializer[UseCaseShare]):
    """A department with which a use case is shared."""

    department = Reference()
    given_by = Reference(allow_null=True)

    class Meta:
        model = UseCaseShare
        fields: ClassVar = ["department", "membership", "since", "until", "given_by"]


class VersionOutput(serializers.ModelSerializer[UseCaseVersion]):
    """A version: its content, and the SHA-256 by which it was decided on (docs/registers.md says how to compute it)."""

    version = serializers.IntegerField(source="number")
    state = serializers.ChoiceField(choices=VersionState.choices)
    risk = serializers.ChoiceField(source="risk_tier", choices=RiskTier.choices, allow_blank=True)
    content_hash = serializers.CharField(allow_blank=True, help_text=_("Empty while it is a draft."))
    content = serializers.SerializerMethodField()

    class Meta:
        model = UseCaseVersion
        fields: ClassVar = [
            "version", "state", "risk", "ai_act_class", "note", "created_at", "saved_at", "submitted_at",
            "content_hash", "content",
        ]  # fmt: skip

    @extend_schema_field(serializers.DictField())
    def get_content(self, version: UseCaseVersion) -> dict[str, Any]:
        """Return the content as it is hashed."""
        return exported(content_of(version))


class UseCaseDetail(UseCaseOutput):
    """A use case whole: with the content that is shown, and for those it concerns what is prepared and its people."""

    in_force_version = serializers.IntegerField(source="in_force.number", default=None, allow_null=True)
    proposed_version = serializers.IntegerField(source="proposed.number", default=None, allow_null=True)
    retired_at = serializers.DateTimeField(allow_null=True)
    members = MemberOutput(many=True)
    shares = ShareOutput(many=True)
    shown = VersionOutput(source="version", allow_null=True)

    class Meta:
        model = UseCase

    def to_representation(self, instance: Any) -> dict[str, Any]:
        """Return it without what the pages keep from those it does not concern."""
        whole: dict[str, Any] = super().to_representation(instance)
        if is_concerned(self.context["request"].user, instance):
            return whole
        return {**whole, "proposed_version": None, "members": [], "shares": []}


class VersionsOutput(serializers.Serializer[Any]):
    """The versions of a use case, latest first."""

    results = VersionOutput(many=True)


class SimilarOutput(serializers.Serializer[Any]):
    """Use cases that are alike, most alike first."""

    results = UseCaseOutput(many=True)
