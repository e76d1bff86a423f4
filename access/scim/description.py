"""What the portal says it can do by SCIM, and the service that does it (RFC 7643 §5)."""

from scim2_models import (
    AuthenticationScheme,
    Bulk,
    ChangePassword,
    ETag,
    Filter,
    Pagination,
    Patch,
    Reference,
    ScimPolicy,
    ScimProvider,
    ServiceProviderConfig,
    Sort,
    User,
)
from scim2_server.service import ScimService

from access.scim.resources import GROUP_TYPE, PERSON_TYPE, EnterpriseUser, Group

# Entra asks for 100 at a time, Okta for 100 to 200.
MOST_RESULTS = 500


USUAL_RESULTS = 100


# Ten thousand members of a group with their addresses are about two megabytes.
LONGEST_BODY = 8 * 2**20


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
