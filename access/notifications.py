"""The kinds of message about people, access and work in the background."""

from django.utils.translation import gettext_lazy as _

from common.notifications import Kind, MailChoice
from common.presentation import Tone

KINDS = {
    "access-review": Kind(
        "list-check",
        label=_("Access reviews"),
        about=_("You are asked whether people still need what they may do, or a review of it has come to an end."),
        duty=True,
    ),
    "account": Kind(
        "shield-exclamation",
        Tone.WARNING,
        _("Your account's security"),
        _("Somebody changed how you, or a person you administer, sign in."),
        duty=True,
        text_in_mail=True,
    ),
    "group": Kind(
        "users-group",
        Tone.WARNING,
        _("Groups of the directory"),
        _("Somebody's groups do not fit their duties, or would leave the portal without an administrator."),
        duty=True,
    ),
    "leaver": Kind(
        "user-off",
        Tone.WARNING,
        _("What leavers owned"),
        _("Somebody left and owned things that you take over, or hand over to others."),
        duty=True,
    ),
    "handed-over": Kind(
        "user-cog", label=_("What is handed over to you"), about=_("You answer for what somebody else owned before.")
    ),
    "job": Kind(
        "clipboard-check",
        label=_("Background jobs"),
        about=_("An export or another long piece of work that you started is finished."),
        usual=MailChoice.NEVER,
    ),
    "role": Kind("shield", label=_("Your roles"), about=_("You were given a role, or one was taken away.")),
    "service": Kind(
        "plug", label=_("Programs you answer for"), about=_("You answer for a program from now on, or no longer.")
    ),
    "token": Kind(
        "key",
        Tone.WARNING,
        _("API tokens that expire"),
        _("A token of yours, or of a program you answer for, expires soon: replace it before whatever uses it stops."),
        duty=True,
    ),
    "break-glass": Kind(
        "alert-octagon",
        Tone.DANGER,
        _("Emergency access"),
        _("Somebody opened the emergency sign-in, used it, or closed it."),
        duty=True,
        urgent=True,
    ),
    "sign-in": Kind(
        "login", label=_("New sign-ins"), about=_("Somebody signed in as you from an address not seen before.")
    ),
}
