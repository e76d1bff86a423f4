"""The shape of errors, for the schema."""

from rest_framework import serializers


class FieldProblem(serializers.Serializer[dict[str, str]]):
    """What is wrong with one field; the empty name is the request as a whole."""

    field = serializers.CharField()
    code = serializers.CharField()
    detail = serializers.CharField()


class ProblemDetails(serializers.Serializer[dict[str, object]]):
    """An error (RFC 9457)."""

    type = serializers.CharField(default="about:blank")
    title = serializers.CharField(help_text="The status in words.")
    status = serializers.IntegerField()
    detail = serializers.CharField(help_text="What is wrong and what to do, for a person.")
    code = serializers.CharField(help_text="The reason, for a program; stable.")
    request_id = serializers.CharField(help_text="Tell it when you ask for help.")
    errors = FieldProblem(many=True, required=False)  # type: ignore[assignment]
    permission = serializers.CharField(required=False, help_text="The permission your roles lack.")
