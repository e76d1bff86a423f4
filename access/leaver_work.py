"""The work that leavers give: what they owned has to come to somebody who is here."""

from typing import Any

from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from access.actions.leavers import hand_over_address
from access.handing_over import HAND_OVER
from access.leavers import leavers_for_officer, leavers_for_successor
from access.models import Person
from access.owned_counts import counts_of, counts_on, in_words, left_to_officers, waiting, with_counts
from access.querysets import PersonQuerySet
from access.work import Work, WorkItem


def _to_officer(person: Person) -> PersonQuerySet:
    found = with_counts(leavers_for_officer(person), person)
    return found.select_related("successor").order_by("deactivated_at", "pk")


def _to_successor(person: Person) -> PersonQuerySet:
    # Everybody has this asked with each page, and hardly anybody succeeds somebody: what is left is counted when shown.
    return leavers_for_successor(person).select_related("successor").order_by("deactivated_at", "pk")


def _left(leaver: Any) -> WorkItem:
    left = in_words(left_to_officers(counts_on(leaver), leaver))
    title = _t("%(person)s left: %(what)s") % {"person": leaver.name, "what": left}
    return WorkItem(title, hand_over_address(leaver), _t("Hand it over to somebody who is here."))


def _left_to_you(leaver: Any) -> WorkItem:
    left = in_words(waiting(counts_of(leaver, leaver.successor)))
    title = _t("%(person)s left: %(what)s") % {"person": leaver.name, "what": left}
    return WorkItem(title, hand_over_address(leaver), _t("You are named to take it over. Keep it, or hand it on."))


LEAVER_WORK = (
    Work(
        name="left-to-you",
        label=_("What leavers left to you"),
        permission="",
        icon="user-off",
        rows=_to_successor,
        item=_left_to_you,
    ),
    Work(
        name="leavers",
        label=_("What leavers owned"),
        permission=HAND_OVER,
        icon="user-off",
        rows=_to_officer,
        item=_left,
    ),
)
