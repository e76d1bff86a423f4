"""Tokens that somebody found where they do not belong: whoever holds one may revoke it (RFC 7009)."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext_noop

from access.actions.messages import notify
from access.actions.tokens import TOKEN_MARK, digest_of, lock_holder
from access.authentication import note_failure, recent_failures, target_digest
from access.choices import AttemptKind
from access.models import ApiToken, Person
from access.rules import service_identities as rules
from access.rules.people import FAILURE_WINDOW
from common.clock import now, today
from common.names import one_line
from common.permissions import RoleName
from common.refusals import refuse_if
from common.terms import Term
from trail.recording import record

LOOKS_LIKE_ONE = re.compile(rf"{TOKEN_MARK}[A-Za-z0-9_-]{{40,60}}")
NOWHERE = gettext_noop("a place nobody named")

HOLDER_TOLD = gettext_noop("Your API token “%(token)s” was found by others and is revoked")
OTHERS_TOLD = gettext_noop("The API token “%(token)s” of %(holder)s was found by others and is revoked")
TEXT = gettext_noop("Find out what was done with it, and issue a new one. The trail says where it was found.")


@dataclass(frozen=True, slots=True)
class Found:
    """A token as it was reported, and where it lay open."""

    token: str
    found_at: str = ""


def report_leak(found: Iterable[Found], *, address: str | None) -> None:
    """Revoke what is a live token of ours among what was found, at once; say nothing of whether any was.

    RFC 7009 §2.2: the answer is the same for tokens that are not known. Every report counts against the address it
    comes from, so that the count tells nothing either.

    Raises:
        Refused: too many reports from one address lately.
    """
    target = target_digest(AttemptKind.LEAKED_TOKEN, address or "")
    lately = recent_failures(target, None).against_target
    refuse_if(rules.refuse_report(reports=lately, minutes=int(FAILURE_WINDOW.total_seconds() // 60)))
    # Not counted against the address itself: whoever reports must not lock out those who sign in beside them.
    note_failure(AttemptKind.LEAKED_TOKEN, target, None)
    for each in list(found)[: rules.MOST_IN_ONE_REPORT]:
        _revoke_found(each, address)


@transaction.atomic
def _revoke_found(found: Found, address: str | None) -> None:
    within = LOOKS_LIKE_ONE.search(found.token[: rules.LONGEST_TOKEN])
    if within is None:
        return
    tokens = ApiToken.objects.live(now()).filter(digest=digest_of(within.group()))
    known = tokens.first()
    if known is None:
        return
    lock_holder(known)
    token = tokens.select_for_update(of=("self",)).select_related("person__answerable").first()
    if token is None:
        return
    token.revoked_at = now()
    token.save(update_fields=["revoked_at"])
    place = one_line(found.found_at)[: rules.LONGEST_PLACE]
    record(
        "access.token.leaked",
        subject=token.person,
        by=None,
        token=str(token),
        place=place or Term(NOWHERE),
        reported_from=address or "",
    )
    _raise_alarm(token)


def _raise_alarm(token: ApiToken) -> None:
    """Tell the holder, who answers for it, and every administrator."""
    holder, values = token.person, {"token": str(token), "holder": token.person.name}
    told = set()
    if not holder.is_service:
        notify(holder, kind="account", title=HOLDER_TOLD, text=TEXT, values=values, link=reverse("access:tokens"))
        told.add(holder.pk)
    administrators = Person.objects.active().holding(RoleName.ADMINISTRATOR, today()).order_by("pk")
    for person in [*filter(None, [holder.answerable]), *administrators]:
        if person.pk not in told:
            link = holder.get_absolute_url()
            notify(person, kind="account", title=OTHERS_TOLD, text=TEXT, values=values, link=link)
            told.add(person.pk)
