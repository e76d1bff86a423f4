"""Parts that several resources share."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import OpenApiExample, extend_schema_serializer
from rest_framework import serializers

from common.names import clean_name
from common.refusals import Refused


class NameField(serializers.CharField):
    """A name that somebody gives: one line of text that can be seen (`common.names`)."""

    def to_internal_value(self, data: Any) -> str:
        """Return the name as it is kept.

        Raises:
            ValidationError: it holds what cannot be seen, or nothing.
        """
        try:
            name = clean_name(super().to_internal_value(data))
        except Refused as refused:
            raise serializers.ValidationError(str(refused), refused.refusal.code) from refused
        return name or self.fail("blank")


class Reference(serializers.Serializer[Any]):
    """Another object: its id and its name."""

    id = serializers.UUIDField(source="pk")
    name = serializers.CharField()


class RoleReference(Reference):
    """A role: also with its short name, which never changes."""

    slug = serializers.CharField()
    name = serializers.CharField(source="label")


@extend_schema_serializer(examples=[OpenApiExample("Reason", {"reason": "Left the company"}, request_only=True)])
class ReasonInput(serializers.Serializer[Any]):
    """Why something is done."""

    reason = serializers.CharField(max_length=2000, help_text=_("Stands in the trail for auditors to read."))
