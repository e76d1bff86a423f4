"""The shape of one kind of message, as the `notifications.py` of every app lists them."""

from dataclasses import dataclass

from common.presentation import Tone


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of message: its icon (of static/icons.txt), and the tone it has until it is read."""

    icon: str
    tone: Tone = Tone.INFO
