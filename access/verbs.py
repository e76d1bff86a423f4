"""What happens to people and access, in sentences."""

from django.utils.translation import gettext_lazy as _

from common.presentation import Tone
from trail.verbs import Verb

VERBS = {
    "access.person.invited": Verb(_("{by} invited {subject}"), "user-plus", Tone.INFO),
    "access.person.entered": Verb(_("{subject} was entered by their first sign-in at the provider"), "user-plus"),
    "access.person.linked": Verb(_("The account of {subject} was connected to the identity provider"), "link"),
    "access.person.followed": Verb(_("The details of {subject} followed the identity provider"), "refresh"),
    "access.person.edited": Verb(_("{by} changed the details of {subject}"), "edit"),
    "access.person.deactivated": Verb(_("{by} deactivated {subject}"), "user-off", Tone.DANGER),
    "access.person.handed_over": Verb(
        _("{by} handed over what {subject} owned to {to} ({count})"), "user-cog", Tone.INFO
    ),
    "access.person.reactivated": Verb(_("{by} reactivated {subject}"), "user-check", Tone.SUCCESS),
    "access.person.password_set": Verb(_("{subject} chose a new password"), "key"),
    "access.person.provisioned": Verb(_("{by} entered {subject}"), "user-plus", Tone.INFO),
    "access.person.adopted": Verb(_("{by} took over {subject}, who was here already"), "user-check", Tone.INFO),
    "access.person.synchronised": Verb(_("{by} changed what it says of {subject} ({fields})"), "edit"),
    "access.person.deprovisioned": Verb(
        _("{by} deactivated {subject}, as the directory says"), "user-off", Tone.DANGER
    ),
    "access.person.reprovisioned": Verb(
        _("{by} reactivated {subject}, as the directory says"), "user-check", Tone.SUCCESS
    ),
    "access.person.released": Verb(_("{by} deleted {subject}, who is shut out here"), "user-off", Tone.DANGER),
    "access.group.provisioned": Verb(_("{by} entered the group {subject}"), "users-group", Tone.INFO),
    "access.group.synchronised": Verb(_("{by} changed the group {subject}"), "edit"),
    "access.group.members_added": Verb(_("{by} put people into the group {subject} ({count})"), "user-plus", Tone.INFO),
    "access.group.members_removed": Verb(
        _("{by} took people out of the group {subject} ({count})"), "user-off", Tone.WARNING
    ),
    "access.group.removed": Verb(_("{by} removed the group {subject} (members: {count})"), "trash", Tone.WARNING),
    "access.department.created": Verb(_("{by} created the department {subject}"), "plus", Tone.INFO),
    "access.department.renamed": Verb(_("{by} renamed the department {before} to {subject}"), "edit"),
    "access.role.shipped": Verb(_("The portal brought the role {subject}"), "world"),
    "access.role.assigned": Verb(_("{by} gave {subject} the role {role}"), "shield-plus", Tone.INFO),
    "access.role.extended": Verb(_("{by} changed the end of {subject}'s role {role} to {day}"), "hourglass", Tone.INFO),
    "access.role.withdrawn": Verb(_("{by} took the role {role} from {subject}"), "shield-off", Tone.WARNING),
    "access.group.mapped": Verb(_("{by} lets the group {subject} give {roles}"), "users-group", Tone.INFO),
    "access.group.edited": Verb(_("{by} changed what the group {subject} gives: {roles}"), "users-group", Tone.INFO),
    "access.group.unmapped": Verb(_("{by} ended what the group {subject} gave: {roles}"), "users-group", Tone.WARNING),
    "access.groups.applied": Verb(
        _("The groups of {subject} gave: {given}; took away: {withdrawn}; refused: {refused}"),
        "users-group",
        Tone.INFO,
    ),
    "access.role.created": Verb(_("{by} created the role {subject}"), "plus", Tone.INFO),
    "access.role.edited": Verb(_("{by} changed the role {subject}"), "edit"),
    "access.role.retired": Verb(_("{by} retired the role {subject}"), "archive", Tone.WARNING),
    "access.roles.installed": Verb(_("Built-in roles were installed: {roles}"), "shield"),
    "access.session.started": Verb(_("{by} signed in ({proof})"), "login"),
    "access.session.refused": Verb(_("A sign-in as {subject} was refused ({cause})"), "alert-triangle", Tone.WARNING),
    "access.session.ended": Verb(_("{by} ended a session of {subject}"), "logout"),
    "access.session.all_ended": Verb(_("{by} ended all sessions of {subject} ({count})"), "logout"),
    "access.session.ended_by_provider": Verb(_("The identity provider signed {subject} out ({count})"), "logout"),
    "access.sessions.read": Verb(_("{by} looked at the sessions of {subject}"), "eye"),
    "access.link.made": Verb(_("{by} made a sign-in link for {subject}"), "link"),
    "access.confirmation.refused": Verb(_("A confirmation by {subject} was refused"), "alert-triangle", Tone.WARNING),
    "access.session.confirmed": Verb(_("{by} confirmed it is them ({proof})"), "shield-lock"),
    "access.authenticator.enrolled": Verb(_("{by} set up a second factor"), "shield-lock", Tone.SUCCESS),
    "access.authenticator.removed": Verb(_("{by} removed the second factor of {subject}"), "trash", Tone.WARNING),
    "access.recovery_codes.issued": Verb(_("{by} made new recovery codes"), "key", Tone.INFO),
    "access.token.issued": Verb(_("{by} issued the API token {token} to {subject}"), "key", Tone.INFO),
    "access.token.revoked": Verb(_("{by} revoked the API token {token} of {subject}"), "key", Tone.DANGER),
    "access.token.renewed": Verb(_("{by} issued the API token {token} of {subject} in place of {replaces}"), "key"),
    "access.token.leaked": Verb(
        _("The API token {token} of {subject} was found at {place} and revoked"), "alert-octagon", Tone.DANGER
    ),
    "access.break_glass.prepared": Verb(_("The account for emergencies, {subject}, was prepared"), "shield-lock"),
    "access.break_glass.opened": Verb(
        _("Emergency access as {subject} was opened until {until}"), "alert-octagon", Tone.DANGER
    ),
    "access.break_glass.closed": Verb(_("Emergency access as {subject} was closed"), "lock", Tone.SUCCESS),
    "access.break_glass.retired": Verb(
        _("The account for emergencies, {subject}, was retired"), "archive", Tone.WARNING
    ),
    "access.service.entered": Verb(_("{by} entered the program {subject}"), "plug", Tone.INFO),
    "access.service.edited": Verb(_("{by} changed what the program {subject} is for"), "edit"),
    "access.service.handed_over": Verb(_("{by} made {person} answer for the program {subject}"), "users", Tone.INFO),
    "access.service.retired": Verb(_("{by} retired the program {subject}"), "archive", Tone.DANGER),
    "access.service.brought_back": Verb(_("{by} brought the program {subject} back"), "plug", Tone.SUCCESS),
    "access.token.shortened": Verb(
        _("{by} changed the end of the API token {token} of {subject} to {day}"), "hourglass", Tone.INFO
    ),
    "access.list.exported": Verb(_("{by} exported {count} rows of “{list}” as {format}"), "download", Tone.WARNING),
    "access.export.downloaded": Verb(_("{by} downloaded {file} ({job})"), "download", Tone.WARNING),
    "access.view.shared": Verb(_("{by} shared the view {subject}"), "users"),
    "access.view.unshared": Verb(_("{by} no longer shares the view {subject}"), "users"),
    "access.view.removed": Verb(_("{by} removed the shared view {subject}"), "trash", Tone.WARNING),
    "access.role.withheld": Verb(
        _("{by} withheld the role {role} from {subject}, though the groups {groups} give it"), "ban", Tone.WARNING
    ),
    "access.role.released": Verb(_("{by} no longer withholds the role {role} from {subject}"), "lock-open", Tone.INFO),
    "access.review.opened": Verb(
        _("{by} opened {subject}: {count} rights, due on {due_on}"), "clipboard-check", Tone.INFO
    ),
    "access.review.frozen": Verb(_("{subject} was frozen for {review}"), "clipboard-check"),
    "access.review.answered": Verb(_("{by} said of {subject}: {answer}"), "message-circle", Tone.INFO),
    "access.review.reassigned": Verb(_("{by} asked {reviewer} about {subject}"), "user-check"),
    "access.review.reminded": Verb(_("{people} were reminded of {subject}"), "bell"),
    "access.review.begun": Verb(_("{by} began to apply {subject}"), "player-play", Tone.INFO),
    "access.review.carried_out": Verb(_("{by} carried out “{answer}” for {subject}: {outcome}"), "check"),
    "access.review.applied": Verb(
        _(
            "{by} applied {subject}: {kept} kept, {removed} removed, {changed} changed, "
            "{gone} were gone, {refused} refused"
        ),
        "circle-check",
        Tone.SUCCESS,
    ),
    "access.review.cancelled": Verb(_("{by} cancelled {subject}"), "circle-x", Tone.WARNING),
}
