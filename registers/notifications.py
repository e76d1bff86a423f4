"""The kinds of message about the registers."""

from common.notifications import Kind
from common.presentation import Tone

KINDS = {
    "exception": Kind("hourglass"),
    "use-case": Kind("clipboard-check"),
    "to-decide": Kind("scale", Tone.WARNING),
    "mention": Kind("message-circle"),
    "comment": Kind("message-circle"),
}
