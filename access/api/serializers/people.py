"""People in and out of the API."""

from typing import Any, ClassVar

from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import OpenApiExample, extend_schema_field, extend_schema_serializer
from rest_framework import serializers

from access.api.serializers.common import NameField, ReasonInput, Reference, RoleReference
from access.models import Department, Person, Role, RoleAssignment


class AssignmentOutput(serializers.ModelSerializer[RoleAssignment]):
    """A role that a person holds, from a day and until a day where set."""

    role = RoleReference()
    department = Reference(allow_null=True, help_text=_("For what belongs to it the role counts; null is for all."))
    given_by = Reference(allow_null=True)
    from_groups = serializers.ListField(
        child=serializers.CharField(), help_text=_("The groups of the directory that give it; none: given by hand.")
    )

    class Meta:
        model = RoleAssignment
        fields: ClassVar = [
            "id", "role", "department", "starts_on", "ends_on", "records_from", "records_until", "given_by", "given_at",
            "from_groups",
        ]  # fmt: skip


class PersonOutput(serializers.ModelSerializer[Person]):
    """A person with the roles that stand."""

    department = Reference(allow_null=True)
    last_sign_in_at = serializers.DateTimeField(source="last_login", allow_null=True)
    assignments = AssignmentOutput(source="standing_assignments", many=True)

    class Meta:
        model = Person
        fields: ClassVar = [
            "id", "name", "email", "department", "is_active", "deactivated_at", "created_at", "last_sign_in_at",
            "assignments",
        ]  # fmt: skip


class MeOutput(PersonOutput):
    """The caller, with everything they may do today."""

    permissions = serializers.SerializerMethodField()

    class Meta(PersonOutput.Meta):
        fields: ClassVar = [*PersonOutput.Meta.fields, "permissions"]

    @extend_schema_field(serializers.ListField(child=serializers.CharField()))
    def get_permissions(self, person: Person) -> list[str]:
        """Return the names from the vocabulary, in order."""
        return sorted(person.permissions)


@extend_schema_serializer(
    examples=[OpenApiExample("Name and department", {"name": "Ada King", "department": None}, request_only=True)]
)
class PersonInput(serializers.Serializer[Any]):
    """What can be changed of a person."""

    name = NameField(max_length=200)
    department = serializers.PrimaryKeyRelatedField(
        queryset=Department.objects.all(), allow_null=True, required=False, help_text=_("The id of the department.")
    )


@extend_schema_serializer(
    examples=[OpenApiExample("Invitation", {"email": "ada@example.org", "name": "Ada King"}, request_only=True)]
)
class InvitationInput(PersonInput):
    """A new person with a local sign-in."""

    email = serializers.EmailField(max_length=254)


class DepartmentOfRoleInput(ReasonInput):
    """For which department a role is held."""

    department = serializers.PrimaryKeyRelatedField(
        queryset=Department.objects.all(),
        allow_null=True,
        required=False,
        help_text=_("The id of the department it counts for; without one, or null, it counts for all."),
    )


@extend_schema_serializer(
    examples=[
        OpenApiExample(
            "Auditor for one engagement",
            {
                "role": "auditor",
                "reason": "Audit of 2026",
                "ends_on": "2027-03-31",
                "records_from": "2026-01-01",
                "records_until": "2026-12-31",
            },
            request_only=True,
        )
    ]
)
class AssignRoleInput(DepartmentOfRoleInput):
    """A role to give, for a time where days are set; for an auditor also the records they may read."""

    role = serializers.SlugRelatedField(
        slug_field="slug", queryset=Role.objects.all(), help_text=_("The short name of the role.")
    )
    starts_on = serializers.DateField(required=False, allow_null=True)
    ends_on = serializers.DateField(required=False, allow_null=True)
    records_from = serializers.DateField(required=False, allow_null=True)
    records_until = serializers.DateField(required=False, allow_null=True)


class WithdrawRoleInput(DepartmentOfRoleInput):
    """A role to take away."""

    role = serializers.SlugRelatedField(
        slug_field="slug", queryset=Role.objects.all(), help_text=_("The short name of a role the person holds.")
    )


class ExtendRoleInput(WithdrawRoleInput):
    """Until when a person holds a role."""

    ends_on = serializers.DateField(allow_null=True, help_text=_("The last day; null for no end."))


class EndedOutput(serializers.Serializer[Any]):
    """How many sessions ended."""

    ended = serializers.IntegerField()
