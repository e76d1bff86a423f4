"""Whether a data category, a classification level or a detector may be as it was entered."""

from collections.abc import Collection, Sequence

from common.refusals import Refusal
from common.refusals import marked as _

LONGEST_PATTERN = 2000
MOST_WORDS = 1000
LONGEST_WORD = 200
HIGHEST_RANK = 1000


def refuse_category(
    *,
    name: str,
    personal: bool,
    special: bool,
    retention_days: int | None,
    detectors: Collection[str],
    known: Collection[str],
) -> Refusal | None:
    """Say why a category cannot be like this; `known` are the built-in detectors."""
    if not name:
        return Refusal("name_missing", _("Give the data category a name."), "name")
    if special and not personal:
        # GDPR Article 9: special categories are personal data.
        return Refusal(
            "special_is_personal", _("A special category of data is personal data; mark it as that, too."), "special"
        )
    if retention_days is not None and retention_days < 1:
        return Refusal("retention_too_short", _("Keep it for a day at least, or leave this empty."), "retention_days")
    unknown = sorted(set(detectors) - set(known))
    if unknown:
        return Refusal(
            "detector_unknown", _("There is no built-in detector “%(name)s”."), "detectors", {"name": unknown[0]}
        )
    return None


def refuse_retirement(*, uses: int) -> Refusal | None:
    """Say why a category cannot be retired: what use cases rely on stays."""
    if not uses:
        return None
    sentence = _(
        "Use cases that are approved, suspended or in review name it (%(count)d). Change or retire them first."
    )
    return Refusal("category_in_use", sentence, None, {"count": uses})


def refuse_change_of_retired(*, retired: bool) -> Refusal | None:
    """Say why what is retired is not changed any more."""
    return Refusal("category_retired", _("This data category is retired; it stays as it was.")) if retired else None


def refuse_level(*, name: str, rank: int) -> Refusal | None:
    """Say why a classification level cannot be like this."""
    if not name:
        return Refusal("name_missing", _("Give the classification level a name."), "name")
    if not 0 <= rank <= HIGHEST_RANK:
        return Refusal(
            "rank_out_of_range", _("The rank is a number from 0 to %(most)d."), "rank", {"most": HIGHEST_RANK}
        )
    return None


def refuse_detector(*, name: str, kind: str, pattern: str, words: Sequence[str]) -> Refusal | None:
    """Say why a custom detector cannot be like this; whether the pattern can be read is asked of RE2 itself."""
    if not name:
        return Refusal("name_missing", _("Give the detector a name."), "name")
    if kind == "pattern":
        return _refuse_pattern(pattern)
    if not words:
        return Refusal("words_missing", _("Enter at least one word, one per line."), "keywords")
    if len(words) > MOST_WORDS:
        return Refusal("too_many_words", _("Enter %(most)d words at most."), "keywords", {"most": MOST_WORDS})
    long = next((word for word in words if len(word) > LONGEST_WORD), None)
    if long is not None:
        details = {"most": LONGEST_WORD, "word": f"{long[:40]}\N{HORIZONTAL ELLIPSIS}"}
        return Refusal("word_too_long", _("A word has %(most)d characters at most: “%(word)s”."), "keywords", details)
    return None


def _refuse_pattern(pattern: str) -> Refusal | None:
    if not pattern:
        return Refusal("pattern_missing", _("Enter the pattern."), "pattern")
    if len(pattern) > LONGEST_PATTERN:
        details = {"most": LONGEST_PATTERN}
        return Refusal("pattern_too_long", _("A pattern has %(most)d characters at most."), "pattern", details)
    return None
