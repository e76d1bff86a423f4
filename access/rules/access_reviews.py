"""Pure decisions about access reviews: what is remarkable about a right, and what may happen to a campaign."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, NamedTuple

from common.refusals import Refusal
from common.refusals import marked as _

# Days without a sign-in (or without a use of a token) after which an account is dormant: CIS Controls v8.1, 5.3 asks
# for 45 at most, PCI DSS 4.0.1, 8.2.6 for 90; people here may be away for a season.
DORMANT_DAYS = 90
# A token or an account that nobody has used so long after it was made.
UNUSED_DAYS = 30
MOST_ROLES = 3
LONG_HELD = timedelta(days=365)
ENDS_SOON_DAYS = 14
# Days before the last one on which reviewers are reminded; below zero it is overdue.
REMINDERS = (7, 1, -1, -8, -15, -22)
LONGEST_DAYS = 180
OWN_ACCESS = Refusal("own_access", _("Nobody decides about their own access. Somebody else has to."))


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


@dataclass(frozen=True, slots=True)
class Holder:
    """Whoever holds a right, as the flags see them; days are those of the portal."""

    deactivated_on: date | None = None
    is_service: bool = False
    # Of a service: who answers for it, once they were deactivated.
    owner: str = ""
    owner_left_on: date | None = None
    has_department: bool = True
    since: date | None = None
    last_seen_on: date | None = None
    signs_in_locally: bool = False
    has_second_factor: bool = True
    roles: int = 0


@dataclass(frozen=True, slots=True)
class Grant:
    """One right, as the flags see it."""

    since: date
    ends_on: date | None = None
    wants_end: bool = False
    gone_groups: tuple[str, ...] = ()
    conflicts_with: tuple[str, ...] = ()
    counts_as_role: bool = False
    # Of a token: when it was used last; `uses_told` where a right has uses of its own.
    uses_told: bool = False
    last_used_on: date | None = None


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


def refuse_opening(*, rights: int, opened_on: date, due_on: date) -> Refusal | None:
    """Say why a campaign may not be opened: nothing in it, or a last day that is none."""
    if due_on < opened_on:
        return Refusal("already_over", _("The last day is in the past."), "due_on")
    if (due_on - opened_on).days > LONGEST_DAYS:
        return Refusal(
            "due_too_late", _("At most %(most)d days ahead: by then it is another quarter's."), "due_on",
            {"most": LONGEST_DAYS},
        )  # fmt: skip
    if not rights:
        return Refusal("nothing_to_review", _("Nobody holds anything of what you chose. Choose more."))
    return None


def refuse_reviewer(*, active: bool, is_service: bool, is_own: bool = False) -> Refusal | None:
    """Say why somebody cannot be asked about a right."""
    if is_service:
        return Refusal("reviewer_service", _("A program answers for nobody. Choose a person."), "reviewer")
    if not active:
        return Refusal("person_inactive", _("This person is deactivated. Choose somebody else."), "reviewer")
    if is_own:
        return Refusal("own_review", _("Nobody reviews their own access. Choose somebody else."), "reviewer")
    return None


def refuse_answer(
    *, state: str, done: bool, is_own: bool, answer: str, note: str, flagged: bool, changeable: bool,
    ends_on: date | None, present_end: date | None, today: date,
) -> Refusal | None:  # fmt: skip
    """Say why a right may not be answered for like this."""
    if state != "open" or done:
        return Refusal("review_over", _("This review is not open any more; its answers stand as they are."))
    if is_own:
        return OWN_ACCESS
    if answer == "change":
        return _refuse_change(changeable=changeable, ends_on=ends_on, present_end=present_end, today=today)
    if answer == "remove" and not note:
        return Refusal("note_missing", _("Say why it is taken away; the holder reads it."), "note")
    if answer == "keep" and flagged and not note:
        return Refusal("note_missing", _("Something is remarkable about it. Say why it stays all the same."), "note")
    return None


def _refuse_change(
    *, changeable: bool, ends_on: date | None, present_end: date | None, today: date
) -> Refusal | None:  # fmt: skip
    if not changeable:
        return Refusal("not_changeable", _("This can be kept or removed only; what gives it decides until when."))
    if ends_on is None:
        return Refusal("end_missing", _("Say until when it holds."), "ends_on")
    if ends_on < today:
        return Refusal("already_over", _("The last day is in the past."), "ends_on")
    if ends_on == present_end:
        return Refusal("same_end", _("It ends on that day already. Keep it, or choose another day."), "ends_on")
    return None


def refuse_applying(*, state: str, running: bool, unanswered: int, own: int) -> Refusal | None:
    """Say why the answers of a campaign may not be carried out now."""
    if state not in {"open", "applying"}:
        return Refusal("review_over", _("This review is not open any more; its answers stand as they are."))
    if running:
        return Refusal("being_applied", _("It is being applied already."))
    if unanswered:
        return Refusal(
            "unanswered", _("%(count)d rights have no answer yet. Answer for them, or have somebody else asked."),
            None, {"count": unanswered},
        )  # fmt: skip
    if own:
        return Refusal(
            "own_decisions", _("%(count)d of its decisions are about your own access. Another officer applies it."),
            None, {"count": own},
        )  # fmt: skip
    return None


def refuse_cancelling(*, state: str) -> Refusal | None:
    """Say no to cancelling what is over or being applied: what was done stays done."""
    if state != "open":
        return Refusal("review_over", _("This review is not open any more; its answers stand as they are."))
    return None


def reviewer_for(concerned: Collection[Any], chosen: list[Any], others: list[Any], turn: int) -> Any | None:
    """Return who answers for somebody's rights: the chosen in turn, another where it would be their own; or nobody."""
    fitting = [each for each in chosen if each not in concerned] or [each for each in others if each not in concerned]
    return fitting[turn % len(fitting)] if fitting else None


def reminder_due(*, opened_on: date, due_on: date, reminded_for: int | None, today: date) -> int | None:
    """Return for how many days ahead of the last day to remind now (below zero: overdue), or None."""
    left = (due_on - today).days
    passed = [mark for mark in REMINDERS if left <= mark and due_on - timedelta(days=mark) > opened_on]
    if not passed or (reminded_for is not None and reminded_for <= passed[-1]):
        return None
    return passed[-1]


def quarter_to_open(today: date) -> str | None:
    """Return the quarter whose campaign is opened on a day, such as 2026-Q4: in its first month, later no more."""
    return f"{today.year}-Q{(today.month + 2) // 3}" if today.month % 3 == 1 else None
