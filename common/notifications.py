"""The shape of one kind of message, as the `notifications.py` of every app lists them."""

from dataclasses import dataclass
from typing import Any

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from common.presentation import Tone


class MailChoice(TextChoices):
    """When somebody gets the messages of one kind by e-mail."""

    AT_ONCE = "at-once", _("At once")
    DAILY = "daily", _("Once a day")
    NEVER = "never", _("Never")


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of message: its icon (of static/icons.txt), and the tone it has until it is read.

    - `label` and `about` (a sentence) are what people read where they choose what they get by e-mail; `usual` counts
      for whoever did not choose.
    - A `duty` goes by e-mail to everybody, at once or once a day.
    - What is `urgent` goes at once, whatever they chose.
    - What people typed, a comment or a reason, stays in the portal: an e-mail has the title and the link of a message,
      and its text only with `text_in_mail`, where that is always ours.
    """

    icon: str
    tone: Tone = Tone.INFO
    label: Any = ""
    about: Any = ""
    duty: bool = False
    text_in_mail: bool = False
    urgent: bool = False
    usual: MailChoice = MailChoice.AT_ONCE
