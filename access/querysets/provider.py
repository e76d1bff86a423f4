"""Named questions about emergency openings."""

from datetime import datetime
from typing import TYPE_CHECKING, Self

from trail.querysets import TrailedQuerySet

if TYPE_CHECKING:
    from access.models import BreakGlassOpening  # noqa: F401 - named in the base below


class BreakGlassOpeningQuerySet(TrailedQuerySet["BreakGlassOpening"]):
    """Questions about emergency openings."""

    def in_force(self, at: datetime) -> Self:
        """Return the openings that let somebody in at a moment."""
        return self.filter(closed_at=None, until__gt=at)

    def over(self, at: datetime) -> Self:
        """Return the openings whose time is over and that nobody has closed yet."""
        return self.filter(closed_at=None, until__lte=at)
