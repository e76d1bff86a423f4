"""What the portal serves by SCIM: its resources, and what it says it can do (RFC 7643 §5 to §7)."""

from typing import Annotated, Any

from pydantic import Field
from scim2_models import (
    URN,
    AuthenticationScheme,
    Bulk,
    CaseExact,
    ChangePassword,
    ComplexAttribute,
    ETag,
    Extension,
    Filter,
    Mutability,
    Pagination,
    Patch,
    Reference,
    Required,
    Resource,
    ResourceType,
    Returned,
    ScimPolicy,
    ScimProvider,
    ServiceProviderConfig,
    Sort,
    Uniqueness,
    User,
)
from scim2_server.service import ScimService

# Entra asks for 100 at a time, Okta for 100 to 200.
MOST_RESULTS = 500
USUAL_RESULTS = 100
# Ten thousand members of a group with their addresses are about two megabytes.
LONGEST_BODY = 8 * 2**20


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

CONFIG = ServiceProviderConfig(
    patch=Patch(supported=True),
    bulk=Bulk(supported=False, max_operations=0, max_payload_size=0),
    filter=Filter(supported=True, max_results=MOST_RESULTS),
    change_password=ChangePassword(supported=False),
    sort=Sort(supported=True),
    etag=ETag(supported=True),
    pagination=Pagination(
        cursor=False,
        index=True,
        default_pagination_method=Pagination.DefaultPaginationMethod.index,
        default_page_size=USUAL_RESULTS,
        max_page_size=MOST_RESULTS,
    ),
    authentication_schemes=[
        AuthenticationScheme(
            type=AuthenticationScheme.Type.oauthbearertoken,
            name="Bearer token",
            description="A token that an administrator issues in the portal, or: manage.py token --scim",
            spec_uri=Reference("https://www.rfc-editor.org/rfc/rfc6750"),
            primary=True,
        )
    ],
)

# What the providers in use do otherwise than the RFCs say: unknown attributes are left out (RFC 7644 §3.3), Entra
# removes by value and adds what a filter of a path describes.
POLICY = ScimPolicy(
    unknown=ScimPolicy.Unknown.ignore,
    remove_value_as_filter=ScimPolicy.RemoveValue.apply,
    unmatched_path_filter=ScimPolicy.UnmatchedPathFilter.create,
)

SERVED = ScimProvider(
    models=[User, EnterpriseUser, Group], resource_types=[PERSON_TYPE, GROUP_TYPE], config=CONFIG, policy=POLICY
)
SERVICE = ScimService(SERVED)

PERSON_SCHEMA, ENTERPRISE_SCHEMA, GROUP_SCHEMA = (str(each.__schema__) for each in (User, EnterpriseUser, Group))
