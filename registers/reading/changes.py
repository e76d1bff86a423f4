"""The changes that reviewers asked for, while nobody has answered them."""

from registers.choices import ReviewState
from registers.models import ChangeAsked, Review, UseCase


def changes_to_answer(use_case: UseCase) -> list[ChangeAsked]:
    """Return what was asked for in the latest review of a use case; nothing once another review began."""
    latest = Review.objects.filter(version__use_case=use_case).order_by("-started_at", "-id").first()
    if latest is None or latest.state != ReviewState.CHANGES_ASKED:
        return []
    rows = ChangeAsked.objects.filter(decision__review=latest).select_related("decision__person")
    return list(rows.order_by("id"))
