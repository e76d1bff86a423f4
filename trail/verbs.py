"""The registry of verbs: every business event has one, with a sentence that a person can read.

Each app lists its own in a module `verbs.py` as `VERBS: dict[str, sentence]`; a sentence may name {by}, {subject} and
any detail that the action records.
"""

from functools import cache
from string import Formatter
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from common.declared import declared
from common.terms import TERM

VERBS: dict[str, Any] = {
    "trail.entries.read": _("{by} read the trail ({detail})"),
}


# How an event looks in a timeline, by the last word of its verb.
LOOKS = {
    "assigned": ("shield-plus", "info"),
    "all_ended": ("logout", "neutral"),
    "confirmed": ("shield-lock", "neutral"),
    "created": ("plus", "info"),
    "deactivated": ("user-off", "danger"),
    "downloaded": ("download", "warning"),
    "edited": ("edit", "neutral"),
    "ended": ("logout", "neutral"),
    "enrolled": ("shield-lock", "success"),
    "extended": ("hourglass", "info"),
    "exported": ("download", "warning"),
    "installed": ("shield", "neutral"),
    "invited": ("user-plus", "info"),
    "issued": ("key", "info"),
    "made": ("link", "neutral"),
    "password_set": ("key", "neutral"),
    "reactivated": ("user-check", "success"),
    "read": ("eye", "neutral"),
    "refused": ("alert-triangle", "warning"),
    "removed": ("trash", "warning"),
    "renamed": ("edit", "neutral"),
    "retired": ("archive", "warning"),
    "revoked": ("key", "danger"),
    "shared": ("users", "neutral"),
    "started": ("login", "neutral"),
    "unshared": ("users", "neutral"),
    "withdrawn": ("shield-off", "warning"),
}


class UnknownVerb(Exception):  # noqa: N818 - names what it is
    """A verb was recorded that no app declares; declare it in that app's verbs.py."""


@cache
def all_verbs() -> dict[str, Any]:
    """Return every declared verb with its sentence, from all installed apps."""
    return {verb: sentence for verbs in declared("verbs", "VERBS") for verb, sentence in verbs.items()}


def look(verb: str) -> tuple[str, str]:
    """Return the icon and the tone of a verb."""
    return LOOKS.get(verb.rsplit(".", 1)[-1], ("point", "neutral"))


def sentence(verb: str, values: dict[str, Any]) -> str:
    """Tell one event in the reader's language; a value that was not recorded reads as a question mark."""
    template = str(all_verbs().get(verb, "{by}: " + verb))
    wanted = {name for _text, name, _spec, _conversion in Formatter().parse(template) if name}
    return template.format_map({name: in_words(values.get(name)) for name in wanted})


def in_words(value: Any) -> str:
    """Show one value: our own terms in the reader's language, what people typed as they typed it."""
    if isinstance(value, list) and value:
        return ", ".join(in_words(each) for each in value)
    if isinstance(value, dict) and TERM in value:
        return gettext(value[TERM])
    return "?" if value in (None, "", []) else str(value)
