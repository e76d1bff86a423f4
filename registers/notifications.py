"""The kinds of message about the registers."""

from common.notifications import Kind

KINDS = {
    "use-case": Kind("clipboard-check"),
}
