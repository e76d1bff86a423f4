"""Departments in and out of the API."""

from typing import Any, ClassVar

from drf_spectacular.utils import OpenApiExample, extend_schema_serializer
from rest_framework import serializers

from access.api.serializers.common import NameField
from access.models import Department


class DepartmentOutput(serializers.ModelSerializer[Department]):
    """A department with the number of its active people."""

    people = serializers.IntegerField(source="members", min_value=0)

    class Meta:
        model = Department
        fields: ClassVar = ["id", "name", "people"]


@extend_schema_serializer(examples=[OpenApiExample("Department", {"name": "Research"}, request_only=True)])
class DepartmentInput(serializers.Serializer[Any]):
    """A department's name."""

    name = NameField(max_length=100)
