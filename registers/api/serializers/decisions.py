"""Decisions and reviews, in and out of the API."""

from typing import Any, ClassVar

from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import OpenApiExample, extend_schema_serializer
from rest_framework import serializers

from access.api.serializers.common import ReasonInput, Reference
from registers.api.serializers.use_case_inputs import SOMEBODY, PersonField
from registers.choices import Agreement, Answer, ReviewState, RouteFor
from registers.models import ChangeAsked, Condition, Decision
from registers.presenting.review_route import LOOKS
from registers.rules.decisions import MOST_CONDITIONS
from registers.rules.use_cases import LONGEST_TEXT

EXAMPLE_HASH = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"


class ContentHashInput(serializers.Serializer[Any]):
    """What a decision is on: the content hash of what was looked at."""

    content_hash = serializers.RegexField(
        "^[0-9a-f]{64}$", help_text=_("Of the version in review, as you read it; another one is refused.")
    )


class ConditionInput(serializers.Serializer[Any]):
    """One condition of an approval."""

    text = serializers.CharField(max_length=LONGEST_TEXT)
    owner = PersonField(help_text=_("The id of the person who sees to it."))
    due_on = serializers.DateField()
    blocking = serializers.BooleanField(default=False, help_text=_("Whether nothing is in force before it is met."))


@extend_schema_serializer(
    examples=[
        OpenApiExample(
            "With a condition",
            {
                "content_hash": EXAMPLE_HASH,
                "reason": "Drafts are read before they are sent",
                "approved_until": "2027-01-31",
                "conditions": [{"text": "Tell the works council", "owner": SOMEBODY, "due_on": "2026-12-31"}],
            },
            request_only=True,
        )
    ]
)
class ApproveInput(ContentHashInput):
    """Agreement, as far as the route says or until a day before that."""

    reason = serializers.CharField(max_length=LONGEST_TEXT, required=False, allow_blank=True)
    approved_until = serializers.DateField(
        required=False, allow_null=True, help_text=_("The last day; without it as long as the route says.")
    )
    conditions = ConditionInput(many=True, required=False, max_length=MOST_CONDITIONS)  # type: ignore[call-arg]  # of the list


@extend_schema_serializer(
    examples=[
        OpenApiExample(
            "Two changes",
            {"content_hash": EXAMPLE_HASH, "changes": {"purpose": "Say whose mail", "": "Shorter, please"}},
            request_only=True,
        )
    ]
)
class AskForChangesInput(ContentHashInput):
    """What has to change, by the fields of the content; the empty name is the request as a whole."""

    changes = serializers.DictField(child=serializers.CharField(max_length=LONGEST_TEXT))
    reason = serializers.CharField(max_length=LONGEST_TEXT, required=False, allow_blank=True)

    def validate_changes(self, changes: dict[str, str]) -> dict[str, str]:
        """Take names that can be read, and handed back where they are unknown.

        Raises:
            ValidationError: one holds characters that cannot be written.
        """
        if not all(name.isprintable() for name in changes):
            raise serializers.ValidationError(_("The name of a field is made of letters."))
        return changes


@extend_schema_serializer(
    examples=[OpenApiExample("No", {"content_hash": EXAMPLE_HASH, "reason": "Nobody oversees it"}, request_only=True)]
)
class RejectInput(ContentHashInput):
    """Why not."""

    reason = serializers.CharField(max_length=LONGEST_TEXT)


@extend_schema_serializer(
    examples=[OpenApiExample("Stand-in", {"person": SOMEBODY, "reason": "All others left"}, request_only=True)]
)
class NameReviewerInput(ReasonInput):
    """Who decides at the open step beside those of the route, and why."""

    person = PersonField(help_text=_("The id of the person."))


@extend_schema_serializer(examples=[OpenApiExample("Prolong", {"renew": True}, request_only=True)])
class SubmitInput(serializers.Serializer[Any]):
    """Whether a new decision is asked for although nothing material changed."""

    renew = serializers.BooleanField(
        default=False, help_text=_("Ask for a new decision, so that the approval is prolonged, whatever changed.")
    )


class SetConditionOutput(serializers.ModelSerializer[Condition]):
    """A condition that was set with a decision."""

    owner = Reference()

    class Meta:
        model = Condition
        fields: ClassVar = ["id", "text", "owner", "due_on", "blocking", "reported_at", "met_at"]


class ChangeAskedOutput(serializers.ModelSerializer[ChangeAsked]):
    """A change that was asked for; the empty field is the request as a whole."""

    class Meta:
        model = ChangeAsked
        fields: ClassVar = ["field", "text"]


class DecisionOutput(serializers.ModelSerializer[Decision]):
    """One reviewer's answer on one version, with what it is bound to (docs/registers.md says how to check it)."""

    version = serializers.IntegerField(source="review.version.number")
    step = serializers.CharField(source="step.step.name")
    person = Reference()
    on_behalf_of = Reference(allow_null=True)
    decided_as = serializers.SerializerMethodField(help_text=_("The role or person of the route that it speaks for."))
    answer = serializers.ChoiceField(choices=Answer.choices)
    conditions = SetConditionOutput(many=True)
    changes = ChangeAskedOutput(source="changes_asked", many=True)
    rules = serializers.DictField()

    class Meta:
        model = Decision
        fields: ClassVar = [
            "id", "version", "step", "answer", "person", "on_behalf_of", "decided_as", "decided_at", "reason",
            "approved_until", "conditions", "changes", "content_hash", "rules", "rules_hash",
        ]  # fmt: skip

    def get_decided_as(self, decision: Decision) -> str | None:
        """Return the party of the step."""
        return str(decision.party) if decision.party else None


class DecisionsOutput(serializers.Serializer[Any]):
    """The decisions on every version of a use case, the latest first."""

    results = DecisionOutput(many=True)


class StepOutput(serializers.Serializer[Any]):
    """One step of the route: whom it asks, where it stands, who decided, and who may decide now."""

    position = serializers.IntegerField()
    name = serializers.CharField()
    state = serializers.ChoiceField(choices=[(name, LOOKS[name][0]) for name in LOOKS])
    agreement = serializers.ChoiceField(choices=Agreement.choices)
    asks = serializers.CharField(help_text=_("The roles and people it asks, in words."))
    opened_at = serializers.DateTimeField(source="row.opened_at", default=None, allow_null=True)
    due_at = serializers.DateTimeField(allow_null=True)
    escalated_at = serializers.DateTimeField(source="row.escalated_at", default=None, allow_null=True)
    closed_at = serializers.DateTimeField(source="row.closed_at", default=None, allow_null=True)
    may_decide = Reference(many=True)
    decisions = serializers.SerializerMethodField()

    def get_decisions(self, step: Any) -> list[str]:
        """Return the ids of the decisions given at it."""
        return [str(each.row.pk) for each in step.decisions]


class ReviewOutput(serializers.Serializer[Any]):
    """The review of the latest submitted version: its route, its decisions, and whether the caller may decide."""

    version = serializers.IntegerField()
    content_hash = serializers.CharField()
    state = serializers.ChoiceField(choices=ReviewState.choices)
    route = serializers.ChoiceField(choices=RouteFor.choices)
    route_version = serializers.IntegerField()
    started_at = serializers.DateTimeField()
    closed_at = serializers.DateTimeField(allow_null=True)
    approved_until = serializers.DateField(allow_null=True)
    approvable_until = serializers.DateField(help_text=_("As long as the route lets an approval of today hold."))
    steps = StepOutput(many=True)
    decisions = DecisionOutput(many=True)
    may_decide = serializers.BooleanField(help_text=_("Whether the caller may decide on it now."))
    why_not = serializers.CharField(allow_blank=True)
    on_behalf_of = Reference(allow_null=True)
