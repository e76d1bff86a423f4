"""What a campaign proves: its frozen scope with a digest, each answer, each outcome, and where the trail tells it.

Deterministic: the same campaign gives the same document, byte by byte, whenever and by whomever it is asked for.
"""

import hashlib
import json
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any

from access.models import AccessReview, AccessReviewItem
from trail.models import TrailEntry

CHUNK = 2_000


def frozen_of(review: AccessReview, items: Iterable[AccessReviewItem]) -> dict[str, Any]:
    """Return what was frozen when a campaign opened, in its order: what the digest is over."""
    return {
        "review": str(review.pk),
        "name": review.name,
        "quarter": review.quarter,
        "opened_at": _moment(review.opened_at),
        "scope": review.scope,
        "items": [
            {
                "id": str(item.pk),
                "position": item.position,
                "kind": item.kind,
                "row": str(item.object_id),
                "person": str(item.person_id),
                "facts": item.facts,
                "flags": item.flags,
            }
            for item in items
        ],
    }


def canonical(document: Any) -> bytes:
    """Return a document as one line of JSON with its keys in order: what `jq -cjS` writes of it, too."""
    return json.dumps(document, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def digest_of(frozen: dict[str, Any]) -> str:
    """Return the SHA-256 of what was frozen."""
    return hashlib.sha256(canonical(frozen)).hexdigest()


def digest_holds(review: AccessReview) -> bool:
    """Tell whether what stands in the database is still what was frozen."""
    return digest_of(frozen_of(review, _items_of(review))) == review.digest


def evidence_of(review: AccessReview) -> dict[str, Any]:
    """Return everything that a pack holds of a campaign: `jq -cjS .frozen FILE | sha256sum` is its digest."""
    items = _items_of(review)
    return {
        "format": "access-review/1",
        "digest": review.digest,
        "frozen": frozen_of(review, items),
        "state": review.state,
        "due_on": review.due_on.isoformat(),
        "opened_by": str(review.opened_by or ""),
        "closed_by": str(review.closed_by or ""),
        "closed_at": _moment(review.closed_at),
        "close_reason": review.close_reason,
        "answers": [_answer_of(item) for item in items],
        "trail": _entries_of(review),
    }


def _items_of(review: AccessReview) -> list[AccessReviewItem]:
    rows = review.items.select_related("reviewer", "answered_by").order_by("position")
    return list(rows.iterator(chunk_size=CHUNK))


def _answer_of(item: AccessReviewItem) -> dict[str, Any]:
    return {
        "item": str(item.pk),
        "reviewer": item.reviewer.name if item.reviewer else "",
        "answer": item.answer,
        "change": item.change,
        "note": item.note,
        "answered_by": item.answered_by.name if item.answered_by else "",
        "answered_at": _moment(item.answered_at),
        "outcome": item.outcome,
        "outcome_note": item.outcome_note,
    }


def _entries_of(review: AccessReview) -> list[dict[str, str]]:
    """Return the entries of the trail about a campaign, oldest first."""
    entries = TrailEntry.objects.about(review).order_by("id").values_list("pk", "verb", "at")
    return [{"id": str(key), "verb": verb, "at": _moment(at) or ""} for key, verb, at in entries]


def _moment(moment: datetime | None) -> str | None:
    return moment.astimezone(UTC).isoformat(timespec="microseconds") if moment else None
