"""Wishes in plain words, in and out of the API."""

from typing import Any, ClassVar

from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import OpenApiExample, extend_schema_field, extend_schema_serializer
from rest_framework import serializers

from access.api.serializers.common import NameField, ReasonInput, Reference
from registers.api.serializers.documents import UseCaseReference
from registers.api.serializers.use_case_inputs import PersonField
from registers.choices import UseCaseState
from registers.models import Intake
from registers.presenting.intake import stewards_of
from registers.rules.intake import LONGEST_LINKS, LONGEST_WISH


@extend_schema_serializer(
    examples=[
        OpenApiExample(
            "Wish",
            {
                "title": "Suggest answers to the mail of customers",
                "wish": "Mail comes in, a draft of an answer comes out; an agent reads and sends it.",
                "data": "Names and order numbers of customers, no payment data",
                "for_whom": "The support team; it concerns customers",
            },
            request_only=True,
        )
    ]
)
class IntakeInput(serializers.Serializer[Any]):
    """What somebody would like to do with the API, in their own words."""

    title = NameField(max_length=300)
    wish = serializers.CharField(max_length=LONGEST_WISH, help_text=_("What goes in, what comes out, what it is for."))
    data = serializers.CharField(  # type: ignore[assignment]  # a field; the framework takes it out of the class
        max_length=LONGEST_WISH, help_text=_("With which data; “none” if there is none.")
    )
    for_whom = serializers.CharField(max_length=300, help_text=_("Who works with it, and whom it concerns."))
    wanted_from = serializers.DateField(required=False, allow_null=True)
    links = serializers.CharField(
        max_length=LONGEST_LINKS, required=False, allow_blank=True, help_text=_("One a line.")
    )


class StewardInput(ReasonInput):
    """The next steward, and why."""

    person = PersonField(help_text=_("The id of the person who sees it through."))


class IntakeOutput(serializers.ModelSerializer[Intake]):
    """A wish, what became of it, and who sees it through."""

    use_case = UseCaseReference()
    state = serializers.ChoiceField(source="use_case.state", choices=UseCaseState.choices)
    asked_by = Reference()
    stewards = serializers.SerializerMethodField()

    class Meta:
        model = Intake
        fields: ClassVar = [
            "id", "use_case", "state", "wish", "data", "for_whom", "wanted_from", "links", "asked_at", "asked_by",
            "stewards",
        ]  # fmt: skip

    @extend_schema_field(Reference(many=True))
    def get_stewards(self, intake: Intake) -> Any:
        """Return who sees it through."""
        return Reference(stewards_of(intake.use_case), many=True).data
