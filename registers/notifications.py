"""The kinds of message about the registers."""

from django.utils.translation import gettext_lazy as _

from common.notifications import Kind, MailChoice
from common.presentation import Tone

KINDS = {
    "exception": Kind(
        "hourglass", label=_("Exceptions"), about=_("An exception that concerns you was decided, or is about to end.")
    ),
    "use-case": Kind(
        "clipboard-check",
        label=_("Your use cases"),
        about=_("Something became of a use case that you own, work on or follow."),
    ),
    "to-decide": Kind(
        "scale",
        Tone.WARNING,
        _("Decisions that wait for you"),
        _("A request waits for your decision, or somebody reminds you of one."),
        duty=True,
    ),
    "condition": Kind(
        "checklist",
        Tone.WARNING,
        _("Conditions that you see to"),
        _("An approval names you to see that one of its conditions is met."),
        duty=True,
    ),
    "document": Kind(
        "file-certificate",
        label=_("Your documents"),
        about=_("Something became of a policy that you own or submitted for approval."),
    ),
    "acknowledge": Kind(
        "book",
        Tone.WARNING,
        _("Policies to read"),
        _("A policy concerns you: read it, and say that you have."),
        duty=True,
        text_in_mail=True,
    ),
    "mention": Kind("message-circle", label=_("Mentions"), about=_("Somebody names you in a comment.")),
    "comment": Kind(
        "message-circle",
        label=_("Comments"),
        about=_("Somebody writes on a use case that you take part in."),
        usual=MailChoice.DAILY,
    ),
}
