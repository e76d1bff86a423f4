"""The models of access, by noun."""

from access.models.answers import ApiAnswer
from access.models.claims import ClaimedGroups, WithheldRole
from access.models.directory import DirectoryGroup, GroupMember, GroupRole
from access.models.lists import ListPreference, SavedView
from access.models.mail import MailPreference
from access.models.people import (
    BREAK_GLASS_ISSUER,
    LOCAL_ISSUER,
    SCIM_ISSUER,
    SCIM_SUBJECT,
    SERVICE_ISSUER,
    Department,
    Person,
)
from access.models.provider import BreakGlassOpening, UsedLogoutToken
from access.models.reviews import AccessReview, AccessReviewItem
from access.models.roles import Role, RoleAssignment
from access.models.sessions import AccessAttempt, Authenticator, PortalSession, RecoveryCode
from access.models.tokens import ApiToken
from access.models.work import Heartbeat, Job, Notification

__all__ = [
    "BREAK_GLASS_ISSUER",
    "LOCAL_ISSUER",
    "SCIM_ISSUER",
    "SCIM_SUBJECT",
    "SERVICE_ISSUER",
    "AccessAttempt",
    "AccessReview",
    "AccessReviewItem",
    "ApiAnswer",
    "ApiToken",
    "Authenticator",
    "BreakGlassOpening",
    "ClaimedGroups",
    "Department",
    "DirectoryGroup",
    "GroupMember",
    "GroupRole",
    "Heartbeat",
    "Job",
    "ListPreference",
    "MailPreference",
    "Notification",
    "Person",
    "PortalSession",
    "RecoveryCode",
    "Role",
    "RoleAssignment",
    "SavedView",
    "UsedLogoutToken",
    "WithheldRole",
]
