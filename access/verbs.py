"""What happens to people and access, in sentences."""

from django.utils.translation import gettext_lazy as _

VERBS = {
    "access.person.invited": _("{by} invited {subject}"),
    "access.person.edited": _("{by} changed the details of {subject}"),
    "access.person.deactivated": _("{by} deactivated {subject}"),
    "access.person.reactivated": _("{by} reactivated {subject}"),
    "access.person.password_set": _("{subject} chose a new password"),
    "access.department.created": _("{by} created the department {subject}"),
    "access.role.assigned": _("{by} gave {subject} the role {role}"),
    "access.role.withdrawn": _("{by} took the role {role} from {subject}"),
    "access.role.created": _("{by} created the role {subject}"),
    "access.role.edited": _("{by} changed the role {subject}"),
    "access.role.retired": _("{by} retired the role {subject}"),
    "access.roles.installed": _("Built-in roles were installed: {roles}"),
    "access.session.started": _("{by} signed in"),
    "access.session.refused": _("A sign-in as {subject} was refused ({cause})"),
    "access.session.ended": _("{by} ended a session of {subject}"),
    "access.session.all_ended": _("{by} ended all sessions of {subject} ({count})"),
    "access.sessions.read": _("{by} looked at the sessions of {subject}"),
    "access.link.made": _("{by} made a sign-in link for {subject}"),
    "access.session.confirmed": _("{by} confirmed it is them"),
    "access.authenticator.enrolled": _("{by} set up a second factor"),
    "access.authenticator.removed": _("{by} removed the second factor of {subject}"),
    "access.recovery_codes.issued": _("{by} made new recovery codes"),
    "access.recovery_code.used": _("{by} used a recovery code"),
    "access.token.issued": _("{by} issued the API token {token} to {subject}"),
    "access.token.revoked": _("{by} revoked the API token {token} of {subject}"),
    "access.list.exported": _("{by} exported {count} rows of “{list}” as {format}"),
    "access.view.shared": _("{by} shared the view {subject}"),
    "access.view.removed": _("{by} removed the shared view {subject}"),
}
