"""Tokens that an access review takes back, or lets end earlier; whoever calls these has asked for the permission."""

from datetime import date, datetime, time, timedelta
from uuid import UUID

from django.db import transaction
from django.utils.timezone import get_default_timezone

from access.models import ApiToken, Person
from access.rules.people import refuse_shortening
from common.clock import now
from common.refusals import refuse_if
from trail.recording import record


@transaction.atomic
def take_back_token(token_id: UUID, *, by: Person, reason: str) -> ApiToken:
    """Revoke somebody's token at once."""
    token = _locked(token_id)
    if token.revoked_at is None:
        token.revoked_at = now()
        token.save(update_fields=["revoked_at"])
        record("access.token.revoked", subject=token.person, by=by, reason=reason, token=str(token))
    return token


@transaction.atomic
def shorten_token(token_id: UUID, *, last_day: date, by: Person, reason: str) -> ApiToken:
    """Let somebody's token expire with the end of an earlier day.

    Raises:
        Refused: the day is over, or not before the one on which the token expires anyway.
    """
    token = _locked(token_id)
    # The calendar has a last day, too.
    day_after = min(last_day, date.max - timedelta(days=1)) + timedelta(days=1)
    end = datetime.combine(day_after, time.min, tzinfo=get_default_timezone())
    refuse_if(refuse_shortening(new_end=end, present_end=token.expires_at, now=now()))
    token.expires_at = end
    token.save(update_fields=["expires_at"])
    record("access.token.shortened", subject=token.person, by=by, reason=reason, token=str(token), day=last_day)
    return token


def _locked(token_id: UUID) -> ApiToken:
    return ApiToken.objects.select_for_update(of=("self",)).select_related("person").get(pk=token_id)
