"""Requests that wait for decisions, out of the API; and many of them approved at once."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import OpenApiExample, extend_schema_field, extend_schema_serializer
from rest_framework import serializers

from access.api.serializers.common import ReasonInput, Reference
from registers.actions.reviews.bulk import MOST_IN_ONE_CALL
from registers.api.serializers.documents import UseCaseReference
from registers.choices import Answer, ReviewState, RouteFor
from registers.models import Review
from registers.presenting.reviews import is_change, number_of, owner_of, title_of


class GivenOutput(serializers.Serializer[Any]):
    """A decision that was given on a request."""

    person = Reference()
    answer = serializers.ChoiceField(choices=Answer.choices)
    decided_at = serializers.DateTimeField()


class WaitingStepOutput(serializers.Serializer[Any]):
    """The step at which a request waits."""

    name = serializers.CharField(source="step_name")
    position = serializers.IntegerField(source="step_position")
    of = serializers.IntegerField(source="steps_total")
    waits_since = serializers.DateTimeField()
    due_at = serializers.DateTimeField()
    went_on_at = serializers.DateTimeField(source="escalated_at", allow_null=True)


class QueuedReviewOutput(serializers.Serializer[Any]):
    """One request on its way through its route; `step` is null once it is decided."""

    id = serializers.UUIDField(source="pk")
    state = serializers.ChoiceField(choices=ReviewState.choices)
    title = serializers.SerializerMethodField()
    use_case = UseCaseReference(source="version.use_case", allow_null=True, default=None)
    document = Reference(source="document_version.document", allow_null=True, default=None)
    version = serializers.SerializerMethodField()
    content_hash = serializers.CharField(
        source="version.content_hash", allow_null=True, default=None, help_text=_("By which it is decided on.")
    )
    changes_what_is_in_force = serializers.SerializerMethodField()
    route_for = serializers.ChoiceField(source="route.route_for", choices=RouteFor.choices)
    owner = serializers.SerializerMethodField()
    department = Reference(source="version.use_case.department", allow_null=True, default=None)
    submitted_at = serializers.DateTimeField(source="started_at")
    closed_at = serializers.DateTimeField(allow_null=True)
    step = serializers.SerializerMethodField()
    decisions = GivenOutput(many=True)

    def get_title(self, review: Review) -> str:
        """Return the title of the version in review."""
        return title_of(review)

    def get_version(self, review: Review) -> int:
        """Return the number of the version in review."""
        return number_of(review)

    def get_changes_what_is_in_force(self, review: Review) -> bool:
        """Tell whether another version is in force meanwhile."""
        return is_change(review)

    @extend_schema_field(Reference(allow_null=True))
    def get_owner(self, review: Review) -> Any:
        """Return who owns what is asked for."""
        owner = owner_of(review)
        return Reference(owner).data if owner else None

    @extend_schema_field(WaitingStepOutput(allow_null=True))
    def get_step(self, review: Any) -> Any:
        """Return the step at which it waits."""
        return WaitingStepOutput(review).data if review.step_name is not None else None


class ShownInput(serializers.Serializer[Any]):
    """One request as it was shown: its id and the hash of its content."""

    id = serializers.UUIDField()
    content_hash = serializers.RegexField(r"^[0-9a-f]{64}$")


@extend_schema_serializer(
    examples=[
        OpenApiExample(
            "Two requests",
            {
                "requests": [
                    {"id": "0198c0de-7a11-7c3e-9d52-3f6b1f0a2c41", "content_hash": "9f" * 32},
                    {"id": "0198c0de-7a11-7c3e-9d52-3f6b1f0a2c42", "content_hash": "3b" * 32},
                ],
                "reason": "Public texts only, nobody is affected",
            },
            request_only=True,
        )
    ]
)
class ApproveTogetherInput(ReasonInput):
    """Which requests of low risk are approved, each as it was shown, and why."""

    requests = serializers.ListField(child=ShownInput(), min_length=1, max_length=MOST_IN_ONE_CALL)


class LeftOutOutput(serializers.Serializer[Any]):
    """A request that was not approved, and why."""

    id = serializers.UUIDField()
    code = serializers.CharField()
    detail = serializers.CharField()


class ApproveTogetherOutput(serializers.Serializer[Any]):
    """What became of the requests: the ids of those agreed to, and the others with the reason."""

    approved = serializers.ListField(child=serializers.UUIDField())
    left_out = LeftOutOutput(many=True)
