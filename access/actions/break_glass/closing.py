"""Closing the emergency sign-in: by hand, or because its time is over."""

from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_noop

from access.actions.break_glass.telling import tell_everybody
from access.models import BreakGlassOpening, PortalSession
from common.clock import now
from trail.recording import record

TOLD_CLOSED = gettext_noop("Emergency access as %(person)s is closed")
REVIEW_IT = gettext_noop("The trail says what was done meanwhile: read it, and have a new sheet printed for the safe.")


@transaction.atomic
def close_break_glass(opening_id: UUID, *, reason: str) -> BreakGlassOpening:
    """Close an opening: whoever is signed in by it is out with their next request."""
    openings = BreakGlassOpening.objects.select_for_update(of=("self",)).select_related("person")
    opening = openings.get(pk=opening_id)
    if opening.closed_at is not None:
        return opening
    opening.closed_at = now()
    opening.save(update_fields=["closed_at"])
    sessions, _by_model = PortalSession.objects.filter(person=opening.person).delete()
    record("access.break_glass.closed", subject=opening.person, also=[opening], by=None, reason=reason, count=sessions)
    tell_everybody(opening.person, TOLD_CLOSED, REVIEW_IT)
    return opening


def close_what_is_over() -> int:
    """Close the openings whose time is over, by the clock; return how many."""
    over = BreakGlassOpening.objects.over(now()).values_list("pk", flat=True)
    return len([close_break_glass(key, reason="Its time was over.") for key in over])
