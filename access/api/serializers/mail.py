"""What one gets by e-mail, in and out of the API."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import OpenApiExample, extend_schema_serializer
from rest_framework import serializers

from access.mail_choices import open_to
from access.message_kinds import kinds
from common.notifications import MailChoice


class MailPreferenceOutput(serializers.Serializer[Any]):
    """A kind of message: when it comes by e-mail, and what else could be chosen."""

    kind = serializers.CharField()
    label = serializers.CharField()  # type: ignore[assignment]
    about = serializers.CharField()
    duty = serializers.BooleanField(help_text=_("Duties cannot be switched off."))
    choice = serializers.ChoiceField(choices=MailChoice.choices)
    open_to = serializers.ListField(child=serializers.ChoiceField(choices=MailChoice.choices))


class MailPreferencesOutput(serializers.Serializer[Any]):
    """Every kind of message there is."""

    preferences = MailPreferenceOutput(many=True)


@extend_schema_serializer(
    examples=[
        OpenApiExample("Fewer mails", {"choices": {"comment": "never", "mention": "daily"}}, request_only=True),
    ]
)
class MailChoicesInput(serializers.Serializer[Any]):
    """When messages come by e-mail, by the kind's name."""

    choices = serializers.DictField(
        child=serializers.ChoiceField(choices=MailChoice.choices), help_text=_("Kinds left out stay as they are.")
    )


def preferences_of(choices: Mapping[str, MailChoice]) -> dict[str, Any]:
    """Return what counts for a person, kind by kind, as the API shows it."""
    rows = [
        {
            "kind": name,
            "label": kind.label,
            "about": kind.about,
            "duty": kind.duty,
            "choice": choices[name],
            "open_to": open_to(kind),
        }
        for name, kind in kinds().items()
    ]
    return dict(MailPreferencesOutput({"preferences": rows}).data)
