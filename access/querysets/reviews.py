"""Named questions about access reviews."""

from typing import TYPE_CHECKING, Self

from django.db.models import Exists, OuterRef, Q, UUIDField, Value

from access.choices import ReviewAnswer, ReviewStage
from trail.querysets import TrailedQuerySet

if TYPE_CHECKING:
    from access.models import AccessReview, AccessReviewItem, Person  # noqa: F401 - named in the bases below


class AccessReviewQuerySet(TrailedQuerySet["AccessReview"]):
    """Questions about campaigns."""

    def visible_to(self, reader: "Person") -> Self:
        """Return all campaigns for those who may see them, else those in which the reader answers for somebody."""
        from access.models import AccessReviewItem

        if reader.may("access.view_reviews"):
            return self
        return self.filter(Exists(AccessReviewItem.objects.filter(review=OuterRef("pk"), reviewer=reader)))

    def asking(self, reader: "Person") -> Self:
        """Read with each whether a person is asked in it, so that what they are to it is not looked up again."""
        from access.models import AccessReviewItem

        asked = AccessReviewItem.objects.filter(review=OuterRef("pk"), reviewer=reader).order_by()
        return self.annotate(asks=Exists(asked), asks_whom=Value(reader.pk, output_field=UUIDField()))

    def open(self) -> Self:
        """Return the campaigns whose answers are still awaited."""
        return self.filter(state=ReviewStage.OPEN)


class AccessReviewItemQuerySet(TrailedQuerySet["AccessReviewItem"]):
    """Questions about the rights that campaigns look at."""

    def visible_to(self, reader: "Person") -> Self:
        """Return all for those who may see campaigns, else those the reader answers for."""
        return self if reader.may("access.view_reviews") else self.filter(reviewer=reader)

    def waiting(self) -> Self:
        """Return what has no answer yet in an open campaign."""
        return self.filter(answer="", review__state=ReviewStage.OPEN)

    def undecided(self) -> Self:
        """Return what has to be taken away or changed and is not yet."""
        return self.filter(outcome="", answer__in=[ReviewAnswer.REMOVE, ReviewAnswer.CHANGE])

    def concerning(self, person: "Person") -> Self:
        """Return the rights that are a person's own, and those of the programs they answer for."""
        return self.filter(Q(person=person) | Q(person__answerable=person))
