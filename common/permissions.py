"""The shape of one permission, as the `permissions.py` of every app lists them."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any


class RoleName(StrEnum):
    """The built-in roles (docs/access.md)."""

    ENGINEER = "engineer"
    DATA_OWNER = "data-owner"
    PRIVACY_REVIEWER = "privacy-reviewer"
    SECURITY_REVIEWER = "security-reviewer"
    LEGAL_REVIEWER = "legal-reviewer"
    COMPLIANCE_OFFICER = "compliance-officer"
    AUDITOR = "auditor"
    ADMINISTRATOR = "administrator"


ENGINEER = RoleName.ENGINEER
DATA_OWNER = RoleName.DATA_OWNER
PRIVACY_REVIEWER = RoleName.PRIVACY_REVIEWER
SECURITY_REVIEWER = RoleName.SECURITY_REVIEWER
LEGAL_REVIEWER = RoleName.LEGAL_REVIEWER
COMPLIANCE_OFFICER = RoleName.COMPLIANCE_OFFICER
AUDITOR = RoleName.AUDITOR
ADMINISTRATOR = RoleName.ADMINISTRATOR
REVIEWERS = (PRIVACY_REVIEWER, SECURITY_REVIEWER, LEGAL_REVIEWER)


@dataclass(frozen=True, slots=True)
class Permission:
    """One line of the vocabulary: what it lets a person do, and which built-in roles hold it.

    `step_up` asks for a fresh confirmation; `grantable` is False for what no custom role may hold. `relations` are what
    somebody may be to an object ("owner", "contributor") that grants this on that one object without the role.
    `apart_from` names the permissions that nobody may hold beside this one; it is enough that one of two says so.
    `for_people` is True for what no program may do, besides what is kept apart or asks for a confirmation.
    `by_department` says that a role held for one department grants it for what belongs to that department.
    """

    sentence: Any
    roles: tuple[RoleName, ...]
    step_up: bool = False
    grantable: bool = True
    relations: tuple[str, ...] = ()
    apart_from: tuple[str, ...] = ()
    for_people: bool = False
    by_department: bool = False
