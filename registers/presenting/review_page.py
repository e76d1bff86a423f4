"""What the reviewing page shows of a request: its answers, what the rules make of it, what changed, what is alike."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from re import fullmatch
from typing import Any

from django.utils.translation import gettext as _t

from access.models import Person
from common.clock import today
from registers.choices import ReviewState, UseCaseState
from registers.models import ChangeAsked, Comment, Document, Review, UseCase, UseCaseVersion
from registers.presenting.use_case_page import difference_rows, matrix_of, parts_of
from registers.presenting.use_cases import in_words, label_of
from registers.reading.assessing import Surroundings, assess
from registers.reading.checklist import lines_of
from registers.reading.contents import content_of
from registers.reading.similar import similar_among
from registers.rules.differences import differences
from registers.rules.submission import STEPS
from registers.tables.documents import STANDINGS

SHOWN = 4
# What stands elsewhere on the page: as its title, as its first lines.
APART = ("title", "purpose", "note")


@dataclass(frozen=True, slots=True)
class ShownAnswer:
    """One question with its answer in words; `changed` since the version that was decided on before."""

    name: str
    label: str
    words: Any
    changed: bool


@dataclass(frozen=True, slots=True)
class ShownChange:
    """One question at which something changed since a version, or was asked to: both, what was asked, and by whom."""

    name: str
    label: Any
    number: int
    before: Sequence[tuple[Any, bool]]
    after: Sequence[tuple[Any, bool]]
    material: bool
    is_changed: bool
    asked: Sequence[ChangeAsked]


@dataclass(frozen=True, slots=True)
class SinceBefore:
    """What changed since a version on which people have looked: which, how its review ended, row by row."""

    version: UseCaseVersion
    ended: str
    rows: Sequence[ShownChange]
    of_the_whole: Sequence[ChangeAsked]


def latest_review(use_case: UseCase) -> Review | None:
    """Return the review under way, else the last one; None where nothing was ever submitted."""
    found = Review.objects.filter(version__use_case=use_case)
    found = found.select_related("route", "version__submitted_by", "carried_from")
    return found.order_by("-version__number").first()


def request_shown(
    use_case: UseCase, version: UseCaseVersion, around: Surroundings, *, changed: Collection[str]
) -> dict[str, Any]:
    """Return the request itself, and what the rules of today make of it."""
    content = content_of(version)
    judged = assess(content, around, has_owner=use_case.owner_id is not None)
    projects, rows = matrix_of(judged.flows)
    return {
        "purpose": version.purpose,
        "purpose_changed": "purpose" in changed,
        "answers": answers_shown(content, around, changed=changed),
        "matrix_projects": projects,
        "matrix_rows": rows,
        "conflicts": [each for each in judged.conflicts if not each.blocking],
        "reasons": [reason for reason in judged.assessment.reasons if reason.tier == judged.tier],
        "lesser_reasons": [reason for reason in judged.assessment.reasons if reason.tier != judged.tier],
        "blockers": judged.blockers,
    }


def answers_shown(
    content: Mapping[str, Any], around: Surroundings, *, changed: Collection[str] = ()
) -> list[ShownAnswer]:
    """Return every question but those that stand apart, in the order of the request."""
    names = [name for step in STEPS.values() for name in step if name not in APART]
    return [
        ShownAnswer(name, str(label_of(name)), in_words(name, content[name], around), name in changed) for name in names
    ]


def since_before(use_case: UseCase, version: UseCaseVersion, around: Surroundings) -> SinceBefore | None:
    """Return what changed since the version that was looked at last and not approved; None for a first request."""
    reviews = Review.objects.filter(version__use_case=use_case, version__number__lt=version.number)
    before = reviews.select_related("version").order_by("-version__number").first()
    if before is None or before.version is None or before.state == ReviewState.APPROVED:
        return None
    sent_back, asked = _asked_since_approval(reviews)
    new = content_of(version)
    rows = _changes_shown(before.version, new, around, [])
    if asked and sent_back == before.version:
        rows = _changes_shown(before.version, new, around, asked)
    elif asked and sent_back is not None:
        # An answer may have come with a version in between: what was asked for is held against what it was asked of.
        answered = {each.name: each for each in _changes_shown(sent_back, new, around, asked) if each.asked}
        rows = [*answered.values(), *(each for each in rows if each.name not in answered)]
    return SinceBefore(before.version, before.get_state_display(), rows, [each for each in asked if not each.field])


def _changes_shown(
    before: UseCaseVersion, new: Mapping[str, Any], around: Surroundings, asked: Sequence[ChangeAsked]
) -> list[ShownChange]:
    """Return the questions that differ from a version, or at which something was asked for on it."""
    old = content_of(before)
    found = {each.field: each for each in differences(old, new)}
    return [
        ShownChange(
            name,
            label_of(name),
            before.number,
            parts_of(name, old[name], new[name], around),
            parts_of(name, new[name], old[name], around),
            name in found and found[name].material,
            name in found,
            [each for each in asked if each.field == name],
        )
        for name in old
        if name in found or any(each.field == name for each in asked)
    ]


def against(version: UseCaseVersion | None, other: UseCaseVersion, around: Surroundings) -> list[dict[str, Any]]:
    """Return what differs between a version and a later one, in words; nothing where there is none."""
    if version is None or version.pk == other.pk:
        return []
    return difference_rows(content_of(version), content_of(other), around)


def changed_fields(before: UseCaseVersion | None, version: UseCaseVersion) -> frozenset[str]:
    """Return the names of the fields that differ from an earlier version."""
    if before is None or before.pk == version.pk:
        return frozenset()
    return frozenset(each.field for each in differences(content_of(before), content_of(version)))


def seen_before(use_case: UseCase, content_hash: str) -> UseCaseVersion | None:
    """Return the latest version with a content hash: what a reviewer had before them."""
    if not fullmatch("[0-9a-f]{64}", content_hash):
        return None
    return use_case.versions.filter(content_hash=content_hash).order_by("-number").first()


def papers_of(use_case: UseCase, version: UseCaseVersion, reader: Person) -> dict[str, Any]:
    """Return what documents there are, and which that are required are not in order."""
    day = today()
    documents: Any = Document.objects.visible_to(reader).with_standing(day).filter(use_cases=use_case)
    required = lines_of(use_case, day, version)
    held = {line.document.pk for line in required if line.document}
    return {
        "required": sorted(required, key=lambda line: line.is_met),
        "lacking": sum(not line.is_met for line in required),
        "documents": [(each, STANDINGS[each.standing]) for each in documents if each.pk not in held],
        "attachments": list(use_case.attachments.filter(removed_at=None).select_related("file")),
    }


def surroundings_of(use_case: UseCase, version: UseCaseVersion, reader: Person) -> dict[str, Any]:
    """Return what is alike and approved, what else its owner has, and what is still being talked about."""
    visible = UseCase.objects.visible_to(reader).exclude(pk=use_case.pk).select_related("owner")
    approved = visible.filter(state=UseCaseState.APPROVED)
    owned = visible.filter(owner=use_case.owner) if use_case.owner_id else visible.none()
    comments = Comment.objects.visible_to(reader).filter(use_case=use_case).open().select_related("author")
    return {
        "similar": similar_among(approved, f"{version.title} {version.purpose}", SHOWN),
        "owned": list(owned.order_by("-changed_at")[:SHOWN]),
        "owned_total": owned.count(),
        "comments": list(comments.order_by("-written_at")[:SHOWN]),
        "comments_total": comments.count(),
    }


def how_it_ended(review: Review | None, use_case: UseCase) -> str:
    """Say in one sentence why nothing is to be decided."""
    if review is None and use_case.in_force_id:
        return _t("It was never reviewed here: an approval from before the portal was taken over.")
    if review is None:
        return _t("Nothing of it was submitted for decision yet.")
    sentences = {
        ReviewState.APPROVED: _t("It was approved. Nothing is in review now."),
        ReviewState.CHANGES_ASKED: _t("Changes were asked for. It comes back here once they are answered."),
        ReviewState.REJECTED: _t("It was rejected. Nothing is in review now."),
        ReviewState.WITHDRAWN: _t("It was withdrawn. Nothing is in review now."),
        ReviewState.SET_ASIDE: _t("A new version is being prepared in its place. It comes back here once submitted."),
    }
    return sentences.get(ReviewState(review.state), "")


def _asked_since_approval(reviews: Any) -> tuple[UseCaseVersion | None, list[ChangeAsked]]:
    """Return the version that was sent back last, with what was asked for; nothing if something was approved since."""
    last = reviews.filter(state__in=(ReviewState.CHANGES_ASKED, ReviewState.APPROVED)).order_by("-version__number")
    found = last.select_related("version").first()
    if found is None or found.state == ReviewState.APPROVED:
        return None, []
    return found.version, list(ChangeAsked.objects.filter(decision__review=found).select_related("decision__person"))
