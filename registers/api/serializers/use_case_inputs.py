"""Use cases into the API."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import OpenApiExample, extend_schema_serializer
from rest_framework import serializers

from access.api.serializers.common import NameField, ReasonInput
from access.models import Department, Person
from registers.choices import (
    Affected,
    Autonomy,
    Endpoint,
    Environment,
    LawfulBasis,
    Membership,
    SpecialBasis,
    Volume,
)
from registers.rules.ai_act import BY_CODE
from registers.rules.use_cases import LONGEST_TEXT, MOST_NETWORKS

LARGEST = 2**31 - 1


class OnceField(serializers.ListField):
    """Several values, each of them once."""

    def to_internal_value(self, data: Any) -> list[Any]:
        """Return the values in order, the same ones left out."""
        return list(dict.fromkeys(super().to_internal_value(data)))


def several(choices: Any) -> OnceField:
    """Return a field for several of some choices."""
    return OnceField(child=serializers.ChoiceField(choices=choices), required=False)


def limit(smallest: int = 1, largest: int = LARGEST) -> serializers.IntegerField:
    """Return a field for a limit, null for none."""
    return serializers.IntegerField(min_value=smallest, max_value=largest, required=False, allow_null=True)


class ContentInput(serializers.Serializer[Any]):
    """The content of a draft: whatever is known so far; what is left out stays as it is."""

    purpose = serializers.CharField(max_length=LONGEST_TEXT, required=False, allow_blank=True)
    outputs = serializers.CharField(max_length=LONGEST_TEXT, required=False, allow_blank=True)
    lawful_basis = serializers.ChoiceField(choices=LawfulBasis.choices, required=False, allow_blank=True)
    special_basis = serializers.ChoiceField(choices=SpecialBasis.choices, required=False, allow_blank=True)
    affected = several(Affected.choices)
    autonomy = serializers.ChoiceField(choices=Autonomy.choices, required=False, allow_blank=True)
    oversight = serializers.CharField(max_length=LONGEST_TEXT, required=False, allow_blank=True)
    ai_act_answers = OnceField(
        child=serializers.ChoiceField(choices=sorted(BY_CODE)),
        required=False,
        allow_null=True,
        help_text=_("The questions answered with yes; null while nobody has answered."),
    )
    categories = serializers.DictField(
        child=serializers.ChoiceField(choices=Volume.choices, allow_blank=True),
        required=False,
        help_text=_("The id of each data category that is sent, with how much of it a month."),
    )
    retention_days = limit(largest=36_500)
    projects = OnceField(child=serializers.UUIDField(), required=False)
    models = OnceField(child=serializers.UUIDField(), required=False)
    endpoints = several(Endpoint.choices)
    environments = several(Environment.choices)
    networks = OnceField(child=serializers.CharField(max_length=50), max_length=MOST_NETWORKS, required=False)
    calls_per_minute = limit()
    tokens_per_minute = limit()
    monthly_budget = serializers.DecimalField(
        max_digits=12, decimal_places=2, min_value=0, required=False, allow_null=True
    )
    stores_at_provider = serializers.BooleanField(required=False)


@extend_schema_serializer(
    examples=[
        OpenApiExample(
            "A draft",
            {"title": "Answer customer mail", "purpose": "Suggest answers", "endpoints": ["responses"]},
            request_only=True,
        )
    ]
)
class UseCaseInput(ContentInput):
    """A new use case; it begins as a draft of the caller."""

    title = NameField(max_length=300)
    reference = serializers.CharField(
        max_length=200, required=False, allow_blank=True, help_text=_("How it is known elsewhere.")
    )
    department = serializers.PrimaryKeyRelatedField(
        queryset=Department.objects.all(),
        required=False,
        help_text=_("The id of the department it belongs to; left out, your own."),
    )


class DraftInput(ContentInput):
    """What changes in the draft."""

    title = NameField(max_length=300, required=False)
    note = serializers.CharField(required=False, allow_blank=True, max_length=2000, help_text=_("What changed."))


@extend_schema_serializer(examples=[OpenApiExample("Nothing to say", {}, request_only=True)])
class NothingInput(serializers.Serializer[Any]):
    """Nothing needs to be said."""


@extend_schema_serializer(examples=[OpenApiExample("Next version", {"note": "A new model"}, request_only=True)])
class NoteInput(serializers.Serializer[Any]):
    """What changes."""

    note = serializers.CharField(required=False, allow_blank=True, max_length=2000)


class PersonField(serializers.PrimaryKeyRelatedField[Person]):
    """Somebody by id."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(queryset=Person.objects.people(), **kwargs)


SOMEBODY = "0190f5a0-0000-7000-8000-000000000001"


@extend_schema_serializer(
    examples=[OpenApiExample("New owner", {"owner": SOMEBODY, "reason": "Joins the team"}, request_only=True)]
)
class HandOverInput(ReasonInput):
    """Who answers for it from now on, and why."""

    owner = PersonField(help_text=_("The id of the person."))


@extend_schema_serializer(
    examples=[OpenApiExample("Contributor", {"person": SOMEBODY, "membership": "contributor"}, request_only=True)]
)
class MemberInput(serializers.Serializer[Any]):
    """Somebody or a department, and what they are to the use case."""

    person = PersonField(help_text=_("The id of the person."), required=False)
    department = serializers.PrimaryKeyRelatedField(
        queryset=Department.objects.all(),
        required=False,
        help_text=_("The id of a department, in place of a person: whoever is in it at the moment."),
    )
    membership = serializers.ChoiceField(choices=Membership.choices)

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        """Return it where it names a person or a department.

        Raises:
            ValidationError: it names both, or neither.
        """
        if ("person" in attrs) == ("department" in attrs):
            raise serializers.ValidationError({"person": _("Name a person or a department.")})
        return attrs


class ShareInput(MemberInput):
    """The same, and until when."""

    until = serializers.DateField(
        required=False, allow_null=True, help_text=_("The last day; without one, or null, there is no end.")
    )


@extend_schema_serializer(examples=[OpenApiExample("Join", {"message": "We do the same"}, request_only=True)])
class JoinInput(serializers.Serializer[Any]):
    """Why the caller would like to join."""

    message = serializers.CharField(max_length=2000)
