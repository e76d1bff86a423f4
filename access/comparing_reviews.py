"""What changed between two campaigns: which rights came, went, were kept again, or came back after they were taken."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, cast

from access.choices import ReviewAnswer, ReviewOutcome
from access.models import AccessReview, AccessReviewItem
from access.review_words import words_of

Key = tuple[str, Any, str]


@dataclass(frozen=True, slots=True)
class Pair:
    """One right in two campaigns; one side is missing where it was not there."""

    before: AccessReviewItem | None
    after: AccessReviewItem | None

    @property
    def item(self) -> AccessReviewItem:
        """Return the side that is there, the later one where both are."""
        found: Any = self.after or self.before
        return cast("AccessReviewItem", found)

    @property
    def right(self) -> str:
        """Return what it is, in the reader's language."""
        return words_of(self.item.facts)

    @property
    def holder(self) -> str:
        """Return whose it is."""
        return str(self.item.facts["holder"])

    @property
    def new_flags(self) -> list[str]:
        """Return what is remarkable about it by now and was not before."""
        before = self.before.flags if self.before else []
        return [flag for flag in (self.after.flags if self.after else []) if flag not in before]


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two campaigns side by side; each list in the order of the later one."""

    added: list[Pair]
    gone: list[Pair]
    kept_twice: list[Pair]
    back_again: list[Pair]
    newly_flagged: list[Pair]


def compare(before: AccessReview, after: AccessReview) -> Comparison:
    """Compare two campaigns right by right: the same kind of right, of the same person, under the same key."""
    old, new = _by_key(before), _by_key(after)
    pairs = [Pair(old.get(key), item) for key, item in new.items()]
    return Comparison(
        added=[pair for pair in pairs if pair.before is None],
        gone=[Pair(item, None) for key, item in old.items() if key not in new],
        kept_twice=[pair for pair in pairs if pair.before and _kept(pair.before) and _kept(pair.item)],
        back_again=[pair for pair in pairs if pair.before and _was_taken(pair.before)],
        newly_flagged=[pair for pair in pairs if pair.before and pair.new_flags],
    )


def _by_key(review: AccessReview) -> dict[Key, AccessReviewItem]:
    items: Iterable[AccessReviewItem] = review.items.order_by("position")
    return {(item.kind, item.person_id, item.facts["key"]): item for item in items}


def _kept(item: AccessReviewItem) -> bool:
    return item.answer == ReviewAnswer.KEEP


def _was_taken(item: AccessReviewItem) -> bool:
    return item.answer == ReviewAnswer.REMOVE and item.outcome == ReviewOutcome.DONE
