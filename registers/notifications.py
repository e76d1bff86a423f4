"""The kinds of message about the registers."""

from common.notifications import Kind

KINDS = {
    "exception": Kind("hourglass"),
    "use-case": Kind("clipboard-check"),
}
