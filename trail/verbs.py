"""The registry of verbs: every business event has one, with a sentence that a person can read.

Each app lists its own in a module `verbs.py` as `VERBS: dict[str, Verb]`; a sentence may name {by}, {subject} and any
detail that the action records.
"""

from dataclasses import dataclass
from functools import cache
from string import Formatter
from typing import Any

from django.utils.translation import gettext_lazy as _

from common.declared import declared
from common.presentation import Tone
from common.search import WORD
from trail.telling import named_in_words


@dataclass(frozen=True, slots=True)
class Verb:
    """A kind of event: the sentence that tells it, and the icon (static/icons.txt) and tone of its timeline entry."""

    sentence: Any
    icon: str
    tone: Tone = Tone.NEUTRAL


VERBS = {
    "trail.entries.read": Verb(_("{by} read the trail ({detail})"), "eye"),
}


class UnknownVerb(Exception):  # noqa: N818 - names what it is
    """A verb was recorded that no app declares; declare it in that app's verbs.py."""


@cache
def all_verbs() -> dict[str, Verb]:
    """Return every declared verb by its name, from all installed apps."""
    return {name: verb for verbs in declared("verbs", "VERBS") for name, verb in verbs.items()}


def verb_of(name: str) -> Verb:
    """Return a verb; one of a time before, which no app declares any more, is told by its name."""
    return all_verbs().get(name) or Verb("{by}: " + name, "point")


def sentence(verb: str, values: dict[str, Any]) -> str:
    """Tell one event in the reader's language; a value that was not recorded reads as a question mark."""
    template = str(verb_of(verb).sentence)
    wanted = {name for _text, name, _spec, _conversion in Formatter().parse(template) if name}
    return template.format_map({name: named_in_words(name, values.get(name)) for name in wanted})


def verbs_saying(word: str) -> list[str]:
    """Return the verbs whose sentence, in the reader's language, has a word with this beginning."""
    return [name for name, verb in all_verbs().items() if any(each.startswith(word) for each in _words_of(verb))]


def _words_of(verb: Verb) -> list[str]:
    own = " ".join(text for text, *_named in Formatter().parse(str(verb.sentence)))
    return WORD.findall(own.lower())
