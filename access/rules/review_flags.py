"""Pure decisions about access reviews: what is remarkable about a right, and why."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any, NamedTuple

from access.rules.review_rights import Grant, Holder
from common.refusals import marked as _

# Days without a sign-in (or without a use of a token) after which an account is dormant: CIS Controls v8.1, 5.3 asks
# for 45 at most, PCI DSS 4.0.1, 8.2.6 for 90; people here may be away for a season.
DORMANT_DAYS = 90
# A token or an account that nobody has used so long after it was made.
UNUSED_DAYS = 30
MOST_ROLES = 3
LONG_HELD = timedelta(days=365)
ENDS_SOON_DAYS = 14


class Flag(NamedTuple):
    """One remark about a right, with the figures that its sentence names."""

    name: str
    figures: dict[str, Any]


# Why each flag was raised, in a sentence with its figures.
SENTENCES = {
    "deactivated": _("The holder was deactivated on %(day)s."),
    "owner_left": _("%(person)s, who answers for it, was deactivated on %(day)s."),
    "no_department": _("The holder belongs to no department."),
    "group_gone": _("It came from the group %(groups)s, which no longer gives it."),
    "conflict": _("Together with %(other)s it breaks the separation of duties."),
    "dormant": _("Not used for %(days)s days, last on %(day)s."),
    "never_used": _("Never used in the %(days)s days since %(day)s."),
    "no_second_factor": _("Signs in with a local password and no second factor."),
    "too_many_roles": _("One of %(count)s roles of the holder; more than %(most)s are many."),
    "no_end": _("It has no last day; an engagement usually has one."),
    "ends_soon": _("It ends on %(day)s by itself, in %(days)s days."),
    "long_held": _("Held unchanged since %(day)s, for %(days)s days."),
}


def flags_of(holder: Holder, grant: Grant, today: date) -> list[Flag]:
    """Return what is remarkable about a right, the gravest first."""
    found = [
        *_about_holder(holder),
        *_about_grant(grant, holder),
        *(_use_of_grant(grant, today) if grant.uses_told else _use_of_account(holder, today)),
        *_about_time(grant, today),
    ]
    order = list(SENTENCES)
    return sorted(found, key=lambda flag: order.index(flag.name))


def _about_holder(holder: Holder) -> Iterable[Flag]:
    if holder.deactivated_on:
        yield Flag("deactivated", {"day": holder.deactivated_on})
    if holder.is_service and holder.owner_left_on:
        yield Flag("owner_left", {"person": holder.owner, "day": holder.owner_left_on})
    if not holder.is_service and not holder.has_department:
        yield Flag("no_department", {})
    if not holder.is_service and holder.signs_in_locally and not holder.has_second_factor:
        yield Flag("no_second_factor", {})


def _about_grant(grant: Grant, holder: Holder) -> Iterable[Flag]:
    if grant.gone_groups:
        yield Flag("group_gone", {"groups": ", ".join(grant.gone_groups)})
    if grant.conflicts_with:
        yield Flag("conflict", {"other": ", ".join(grant.conflicts_with)})
    if grant.counts_as_role and holder.roles > MOST_ROLES:
        yield Flag("too_many_roles", {"count": holder.roles, "most": MOST_ROLES})


def _use_of_account(holder: Holder, today: date) -> Iterable[Flag]:
    if holder.deactivated_on or holder.since is None:
        return ()
    return _use(holder.since, holder.last_seen_on, today)


def _use_of_grant(grant: Grant, today: date) -> Iterable[Flag]:
    return _use(grant.since, grant.last_used_on, today)


def _use(since: date, last: date | None, today: date) -> Iterable[Flag]:
    if last is None:
        if (today - since).days >= UNUSED_DAYS:
            yield Flag("never_used", {"days": (today - since).days, "day": since})
    elif (today - last).days >= DORMANT_DAYS:
        yield Flag("dormant", {"days": (today - last).days, "day": last})


def _about_time(grant: Grant, today: date) -> Iterable[Flag]:
    if grant.wants_end and grant.ends_on is None:
        yield Flag("no_end", {})
    if grant.ends_on and today <= grant.ends_on <= today + timedelta(days=ENDS_SOON_DAYS):
        yield Flag("ends_soon", {"day": grant.ends_on, "days": (grant.ends_on - today).days})
    if today - grant.since >= LONG_HELD:
        yield Flag("long_held", {"day": grant.since, "days": (today - grant.since).days})
