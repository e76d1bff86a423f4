"""The resources that the portal serves by SCIM: users and groups, and what they hold (RFC 7643 §4, §6, §7)."""

from typing import Annotated, Any

from pydantic import Field
from scim2_models import (
    URN,
    CaseExact,
    ComplexAttribute,
    Extension,
    Mutability,
    Reference,
    Required,
    Resource,
    ResourceType,
    Returned,
    Uniqueness,
    User,
)


class Manager(ComplexAttribute):
    """Whom somebody reports to; Entra names them by id alone, without the address that RFC 7643 §4.3 recommends."""

    value: Annotated[str | None, CaseExact.true] = None
    ref: Reference["User"] | None = Field(  # type: ignore[type-arg]
        None, serialization_alias="$ref", validation_alias="$ref"
    )
    display_name: Annotated[str | None, Mutability.read_only] = None


class EnterpriseUser(Extension):
    """What organisations add about people (RFC 7643 §4.3)."""

    __schema__ = URN("urn:ietf:params:scim:schemas:extension:enterprise:2.0:User")

    employee_number: str | None = None
    cost_center: str | None = None
    organization: str | None = None
    division: str | None = None
    department: str | None = None
    manager: Manager | None = None


class Member(ComplexAttribute):
    """A person in a group; groups in groups are not kept, and so not described."""

    value: Annotated[str | None, Mutability.immutable, CaseExact.true] = None
    ref: Annotated[Reference["User"] | None, Mutability.immutable] = Field(  # type: ignore[type-arg]
        None, serialization_alias="$ref", validation_alias="$ref"
    )
    type: Annotated[str | None, Mutability.immutable] = Field(None, examples=["User"])
    # The portal's own; said when asked for, so that what was written is what is read.
    display: Annotated[str | None, Mutability.read_only, Returned.request] = None


class Group(Resource[Any]):
    """A group of people (RFC 7643 §4.2)."""

    __schema__ = URN("urn:ietf:params:scim:schemas:core:2.0:Group")

    display_name: Annotated[str | None, Required.true, Uniqueness.server] = None
    members: list[Member] | None = None


PERSON_MODEL = User[EnterpriseUser]
PERSON_TYPE = ResourceType.from_resource(PERSON_MODEL)
GROUP_TYPE = ResourceType.from_resource(Group)
PERSON_SCHEMA, ENTERPRISE_SCHEMA, GROUP_SCHEMA = (str(each.__schema__) for each in (User, EnterpriseUser, Group))
