"""The built-in roles (docs/access.md): their names and what they are for; their permissions stand in the vocabulary."""

from django.utils.translation import gettext_noop as _

from common.permissions import RoleName

BUILTIN_ROLES: dict[RoleName, tuple[str, str]] = {
    RoleName.ENGINEER: (_("Engineer"), _("Asks for use cases to be approved, owns them, and calls the API.")),
    RoleName.DATA_OWNER: (_("Data owner"), _("Answers for categories of data and for what may happen to them.")),
    RoleName.PRIVACY_REVIEWER: (_("Privacy reviewer"), _("Decides on requests from the view of privacy.")),
    RoleName.SECURITY_REVIEWER: (_("Security reviewer"), _("Decides on requests from the view of security.")),
    RoleName.LEGAL_REVIEWER: (_("Legal reviewer"), _("Decides on requests from the view of the law.")),
    RoleName.COMPLIANCE_OFFICER: (_("Compliance officer"), _("Keeps the register, its rules and its findings.")),
    RoleName.AUDITOR: (_("Auditor"), _("Reads, within an engagement's window, and takes evidence away.")),
    RoleName.ADMINISTRATOR: (_("Administrator"), _("Runs identity and settings; approves nothing.")),
}
