"""How use cases look: the tones of their states, tiers and classes, and contents in words."""

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from django.urls import reverse_lazy
from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext, pgettext_lazy

from common.presentation import Badge, Tone
from registers.choices import AiActClass, Outcome, RiskTier, UseCaseState, VersionState, Volume
from registers.models import RegisterLine, UseCase, UseCaseVersion
from registers.reading.assessing import Surroundings
from registers.rules.ai_act import BY_CODE

# The list of use cases.
REGISTER = reverse_lazy("registers:use-cases")

STATE_TONES: dict[str, Tone] = {
    UseCaseState.DRAFT: Tone.NEUTRAL,
    UseCaseState.IN_REVIEW: Tone.INFO,
    UseCaseState.CHANGES_ASKED: Tone.WARNING,
    UseCaseState.CONDITIONAL: Tone.INFO,
    UseCaseState.APPROVED: Tone.SUCCESS,
    UseCaseState.LAPSED: Tone.DANGER,
    UseCaseState.SUSPENDED: Tone.DANGER,
    UseCaseState.REJECTED: Tone.DANGER,
    UseCaseState.WITHDRAWN: Tone.NEUTRAL,
    UseCaseState.RETIRED: Tone.NEUTRAL,
    VersionState.REPLACED: Tone.NEUTRAL,
}
TIER_TONES: dict[str, Tone] = {RiskTier.LOW: Tone.SUCCESS, RiskTier.MEDIUM: Tone.WARNING, RiskTier.HIGH: Tone.DANGER}
CLASS_TONES = {
    AiActClass.MINIMAL: Tone.SUCCESS,
    AiActClass.TRANSPARENCY: Tone.INFO,
    AiActClass.HIGH_RISK: Tone.WARNING,
    AiActClass.PROHIBITED: Tone.DANGER,
}
# The choices name the article too, which is too long for a badge.
CLASS_WORDS = {
    AiActClass.MINIMAL: _("Minimal risk"),
    AiActClass.TRANSPARENCY: _("Transparency duties"),
    AiActClass.HIGH_RISK: _("High risk"),
    AiActClass.PROHIBITED: _("Prohibited"),
}
# What becomes of data, in words; with the icon that says it without a colour, the least open first.
OUTCOME_WORDS = {
    Outcome.DENY: (pgettext_lazy("data", "Denied"), _("must not be sent"), Tone.DANGER, "ban"),
    Outcome.REVIEW: (pgettext_lazy("data", "Needs review"), _("no rule settles it"), Tone.WARNING, "user-question"),
    Outcome.MASK: (pgettext_lazy("data", "Masked"), _("replaced by placeholders"), Tone.INFO, "masks-theater"),
    Outcome.ALLOW: (pgettext_lazy("data", "Allowed"), _("sent as it is"), Tone.SUCCESS, "check"),
}


def state_badge(use_case: UseCase | RegisterLine, day: date) -> Badge:
    """Return where a use case stands; an approval that has run out is no approval."""
    if use_case.state == UseCaseState.APPROVED and use_case.approved_until and use_case.approved_until < day:
        return Badge(_t("Approval over"), Tone.DANGER)
    return Badge(use_case.get_state_display(), STATE_TONES.get(use_case.state, Tone.NEUTRAL))


def end_of_approval(use_case: UseCase | RegisterLine, form: str = "DATE_FORMAT") -> str:
    """Return the last day of an approval; of one that ended before it, that it did. Empty where there is none."""
    if use_case.approved_until is None:
        return ""
    if use_case.state == UseCaseState.RETIRED:
        return _t("Ended when it was retired")
    return date_format(use_case.approved_until, form)


def version_badge(version: UseCaseVersion) -> Badge:
    """Return where a version stands."""
    return Badge(version.get_state_display(), STATE_TONES.get(version.state, Tone.NEUTRAL))


def tier_badge(tier: str) -> Badge | None:
    """Return the risk as a badge; nothing while it is not known."""
    if not tier:
        return None
    word = _t("%(tier)s risk") % {"tier": RiskTier(tier).label}
    return Badge(word, TIER_TONES.get(tier, Tone.NEUTRAL))


def class_badge(ai_act_class: str) -> Badge | None:
    """Return the class under the EU AI Act as a badge; nothing while it is not known."""
    if not ai_act_class:
        return None
    return Badge(CLASS_WORDS[AiActClass(ai_act_class)], CLASS_TONES[AiActClass(ai_act_class)])


def in_words(name: str, value: Any, around: Surroundings) -> Any:
    """Return the value of one field of a content as a reader knows it; empty when nothing was answered."""
    parts = parts_in_words(name, value, around)
    return parts[0] if len(parts) == 1 else ", ".join(str(part) for part in parts)


def parts_in_words(name: str, value: Any, around: Surroundings) -> list[Any]:
    """Return the values of a field that holds several in words, or its one value; none when nothing was answered."""
    if name in {"projects", "models"}:
        return _names(value, getattr(around, name))
    if name == "categories":
        return sorted(_sent(around.categories.get(str(key)), volume) for key, volume in value.items())
    if name == "ai_act_answers":
        return _answers(value)
    return _plain_words(name, value)


def _plain_words(name: str, value: Any) -> list[Any]:
    if isinstance(value, bool):
        return [pgettext("answer", "Yes") if value else pgettext("answer", "No")]
    field = UseCaseVersion._meta.get_field(name)
    choices = dict(getattr(getattr(field, "base_field", field), "flatchoices", ()))
    if isinstance(value, list | tuple):
        return [str(choices.get(each, each)) for each in value]
    if isinstance(value, int | Decimal):
        return [number_format(value, force_grouping=True)]
    return [] if value in {None, ""} else [choices.get(value, value)]


def label_of(name: str) -> Any:
    """Return what a field of a content is called."""
    if name == "ai_act_answers":
        return _t("EU AI Act")
    found = UseCaseVersion._meta.get_field("provider_models" if name == "models" else name)
    label = str(getattr(found, "verbose_name", name))
    return label[:1].upper() + label[1:]


def _sent(category: Any, volume: str) -> str:
    name = str(category) if category else "?"
    return f"{name} ({Volume(volume).label})" if volume else name


def _answers(codes: Iterable[str] | None) -> list[str]:
    if codes is None:
        return []
    articles = [BY_CODE[each].article for each in codes if each in BY_CODE]
    return [_t("Yes to %(article)s") % {"article": each} for each in articles] or [_t("No to every question")]


def _names(keys: Iterable[Any], known: Mapping[str, Any]) -> list[str]:
    return sorted(str(known[str(key)]) if str(key) in known else "?" for key in keys)
