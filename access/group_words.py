"""What groups do to people, in words: previews of mappings, and why a role is not given."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from access.group_previews import Effect, EffectKind, Preview
from access.models import Person
from access.rules.groups import Cause
from common.presentation import Tone
from common.templatetags.kit import number

# How many people a line of a preview names, and how many more it holds ready.
NAMED, HELD_READY = 5, 45

WHY_NOT = {
    Cause.APART: _("Duties are kept apart: nobody holds it beside another role of theirs."),
    Cause.WITHHELD: _("An access review took it away; it is not given again until that is lifted."),
    Cause.LAST_ADMINISTRATOR: _(
        "No group gives it any more, but there is no other administrator. Give the role to somebody else."
    ),
}
TONES = {EffectKind.GAINS: Tone.SUCCESS, EffectKind.LOSES: Tone.DANGER, EffectKind.MOVES: Tone.INFO}


@dataclass(frozen=True, slots=True)
class ShownEffect:
    """One line of a preview: a sentence with its tone, the people it names, those behind a click, and how many more."""

    word: str
    tone: Tone
    people: Sequence[Person]
    rest: Sequence[Person]
    more: int


def shown(preview: Preview) -> list[ShownEffect]:
    """Return a preview line by line."""
    return [
        ShownEffect(
            word=in_words(each),
            tone=TONES.get(each.kind, Tone.WARNING),
            people=each.people[:NAMED],
            rest=each.people[NAMED : NAMED + HELD_READY],
            more=max(0, len(each.people) - NAMED - HELD_READY),
        )
        for each in preview.effects
    ]


def in_words(effect: Effect) -> str:
    """Tell how many people an effect concerns, and what it is."""
    count = len(effect.people)
    role = effect.role.label if effect.role else ""
    names: dict[str, Any] = {"n": number(count), "role": role, "place": effect.department}
    match effect.kind:
        case EffectKind.GAINS:
            sentence = ngettext("%(n)s person gains %(role)s", "%(n)s people gain %(role)s", count)
        case EffectKind.LOSES:
            sentence = ngettext("%(n)s person loses %(role)s", "%(n)s people lose %(role)s", count)
        case EffectKind.MOVES:
            sentence = ngettext("%(n)s person moves to %(place)s", "%(n)s people move to %(place)s", count)
        case EffectKind.APART:
            sentence = ngettext(
                "%(n)s person cannot get %(role)s: duties are kept apart",
                "%(n)s people cannot get %(role)s: duties are kept apart",
                count,
            )
        case EffectKind.WITHHELD:
            sentence = ngettext(
                "%(n)s person does not get %(role)s: an access review took it away",
                "%(n)s people do not get %(role)s: an access review took it away",
                count,
            )
        case _:
            sentence = _t("Nobody would be left with %(role)s for good")
    told: str = sentence % names
    return _t("Deactivated: %(what)s") % {"what": told} if effect.deactivated else told


def why_not(cause: str) -> Any:
    """Return why a role is not given, by the cause that is on record."""
    return WHY_NOT[Cause(cause)]
