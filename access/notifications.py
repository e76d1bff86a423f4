"""The kinds of message about people, access and work in the background."""

from common.notifications import Kind
from common.presentation import Tone

KINDS = {
    "account": Kind("shield-exclamation", Tone.WARNING),
    "job": Kind("clipboard-check"),
    "role": Kind("shield"),
    "sign-in": Kind("login"),
}
