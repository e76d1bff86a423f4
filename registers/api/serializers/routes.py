"""Approval routes in and out of the API."""

from collections.abc import Iterable
from typing import Any, ClassVar

from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import OpenApiExample, extend_schema_field, extend_schema_serializer
from rest_framework import serializers

from access.api.serializers.common import NameField, Reference, RoleReference
from access.models import Person, Role
from registers.choices import Agreement, RouteFor
from registers.models import ApprovalRoute, RouteParty, RouteStep
from registers.reading.reviewers import PERSON, ROLE
from registers.rules.routes import LONGEST_DUE, MOST_MONTHS, MOST_QUORUM, MOST_STEPS, Party, Step

DAYS: dict[str, Any] = {"min_value": 1, "max_value": LONGEST_DUE}


class PartiesOutput(serializers.Serializer[Any]):
    """Who decides: whoever holds one of the roles, and people by name."""

    roles = RoleReference(many=True)
    people = Reference(many=True)


class RouteStepOutput(serializers.ModelSerializer[RouteStep]):
    """One step; `quorum` says how many have to agree where `agreement` is “quorum”."""

    parties = serializers.SerializerMethodField(help_text=_("Who decides."))
    escalation = serializers.SerializerMethodField(help_text=_("Who may decide, too, when nobody answers."))

    class Meta:
        model = RouteStep
        fields: ClassVar = [
            "position", "name", "parties", "agreement", "quorum", "due_in", "escalates_after", "escalation",
        ]  # fmt: skip

    @extend_schema_field(PartiesOutput)
    def get_parties(self, step: RouteStep) -> dict[str, Any]:
        """Return those who decide."""
        return _parties(each for each in step.parties.all() if not each.escalation)

    @extend_schema_field(PartiesOutput)
    def get_escalation(self, step: RouteStep) -> dict[str, Any]:
        """Return those it goes on to."""
        return _parties(each for each in step.parties.all() if each.escalation)


class ApprovalRouteOutput(serializers.ModelSerializer[ApprovalRoute]):
    """One version of the route for one kind of request; the one in use has no `until`."""

    entered_by = Reference(allow_null=True)
    under_way = serializers.IntegerField(help_text=_("How many requests are under way on this version."))
    steps = RouteStepOutput(many=True)

    class Meta:
        model = ApprovalRoute
        fields: ClassVar = [
            "id", "route_for", "number", "months", "note", "since", "until", "entered_by", "under_way", "steps",
        ]  # fmt: skip


class PartiesInput(serializers.Serializer[Any]):
    """Roles by their short names, people by their ids."""

    roles = serializers.SlugRelatedField(
        slug_field="slug", queryset=Role.objects.in_use(), many=True, required=False,
        help_text=_("The short names of roles."),
    )  # fmt: skip
    people = serializers.PrimaryKeyRelatedField(
        queryset=Person.objects.active(), many=True, required=False, help_text=_("The ids of people.")
    )


class RouteStepInput(serializers.Serializer[Any]):
    """One step of a route."""

    name = NameField(max_length=100)
    parties = PartiesInput(help_text=_("Who decides."))
    agreement = serializers.ChoiceField(
        choices=Agreement.choices,
        default=Agreement.ANY,
        help_text=_("“any”: one of all; “all”: one of each role and everybody named; “quorum”: so many of all."),
    )
    quorum = serializers.IntegerField(min_value=1, max_value=MOST_QUORUM, default=1)
    due_in = serializers.IntegerField(**DAYS, default=5, help_text=_("In working days."))
    escalates_after = serializers.IntegerField(
        **DAYS, allow_null=True, default=None, help_text=_("In working days, from when it was due; null for never.")
    )
    escalation = PartiesInput(required=False, help_text=_("Who may decide, too, when nobody answers."))


@extend_schema_serializer(
    examples=[
        OpenApiExample(
            "Two steps",
            {
                "route_for": "medium",
                "months": 12,
                "steps": [
                    {"name": "Compliance", "parties": {"roles": ["compliance-officer"]}, "due_in": 5},
                    {
                        "name": "Privacy and security",
                        "parties": {"roles": ["privacy-reviewer", "security-reviewer"]},
                        "agreement": "all",
                        "due_in": 5,
                        "escalates_after": 3,
                        "escalation": {"roles": ["compliance-officer"]},
                    },
                ],
                "reason": "Security looks at it as well",
                "replaces": 1,
            },
            request_only=True,
        )
    ]
)
class ApprovalRouteInput(serializers.Serializer[Any]):
    """The next version of a route; requests under way stay on theirs."""

    route_for = serializers.ChoiceField(choices=RouteFor.choices)
    months = serializers.IntegerField(min_value=1, max_value=MOST_MONTHS, help_text=_("How long an approval holds."))
    steps = RouteStepInput(many=True, max_length=MOST_STEPS, allow_empty=False)  # type: ignore[call-arg]  # of the list
    reason = serializers.CharField(max_length=2000, help_text=_("Stands in the trail for auditors to read."))
    replaces = serializers.IntegerField(
        min_value=1,
        max_value=1_000_000,
        required=False,
        help_text=_("The number of the version you have read: refused where another one is in use meanwhile."),
    )

    def validate_steps(self, value: list[dict[str, Any]]) -> list[Step]:
        """Return the steps as the rules take them."""
        return [_step(each) for each in value]


def _step(said: dict[str, Any]) -> Step:
    return Step(
        name=said["name"],
        parties=_entered(said["parties"]),
        agreement=said["agreement"],
        quorum=said["quorum"],
        due_in=said["due_in"],
        escalates_after=said["escalates_after"],
        escalation=_entered(said.get("escalation") or {}),
    )


def _entered(said: dict[str, Any]) -> tuple[Party, ...]:
    roles = [Party(ROLE, str(each.pk)) for each in said.get("roles", ())]
    return (*roles, *(Party(PERSON, str(each.pk)) for each in said.get("people", ())))


def _parties(rows: Iterable[RouteParty]) -> dict[str, Any]:
    known = list(rows)
    roles = [each.role for each in known if each.role]
    return dict(PartiesOutput({"roles": roles, "people": [each.person for each in known if each.person]}).data)
