"""Pure decisions about people and access."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from typing import Any

from common.permissions import RoleName
from common.refusals import Refusal
from common.refusals import marked as _

# Nobody who runs identity may also read as the independent auditor or decide on requests (SOC 2 CC5.1,
# ISO/IEC 27001:2022 A.5.3 segregation of duties). What must stay apart in custom roles too, permissions say themselves
# (`apart_from`): `refuse_duties`.
CONFLICTS: tuple[frozenset[str], ...] = (
    frozenset({RoleName.ADMINISTRATOR, RoleName.AUDITOR}),
    frozenset({RoleName.ADMINISTRATOR, RoleName.COMPLIANCE_OFFICER}),
    frozenset({RoleName.ADMINISTRATOR, RoleName.PRIVACY_REVIEWER}),
    frozenset({RoleName.ADMINISTRATOR, RoleName.SECURITY_REVIEWER}),
    frozenset({RoleName.ADMINISTRATOR, RoleName.LEGAL_REVIEWER}),
    frozenset({RoleName.AUDITOR, RoleName.COMPLIANCE_OFFICER}),
)

# NIST SP 800-63B §5.2.2 asks for a limit on consecutive failures; ten for one name, thirty from one address.
FAILURES_FOR_TARGET = 10
FAILURES_FOR_ADDRESS = 30
FAILURE_WINDOW = timedelta(minutes=15)
LONGEST_TOKEN_DAYS = 365
# When the mail of those who want one a day goes out, in their own time zone.
DIGEST_HOUR = time(7)
LONGEST_MAIL_WAIT = timedelta(minutes=60)
MOST_MAIL_TRIES = 110


@dataclass(frozen=True, slots=True)
class Attempts:
    """Failures of the last minutes: against one target, and from one address."""

    against_target: int
    from_address: int


def refuse_assignment(
    *,
    role_slug: str,
    role_retired: bool,
    person_active: bool,
    held: Collection[str],
    starts_on: date | None,
    ends_on: date | None,
    today: date,
    held_alike: bool | None = None,
) -> Refusal | None:
    """Say why a role may not be given: retired, given already, in conflict with another, or for a time already over.

    `held` are the roles of the person, for whichever department: conflicts count whatever they are held for.
    `held_alike` is whether this one is held for the same department, or for all; None where it is held at all.
    """
    if not person_active:
        return Refusal("person_inactive", _("This person is deactivated. Reactivate them first."))
    if role_retired:
        return Refusal("role_retired", _("This role is retired; choose another one."), "role")
    if role_slug in held if held_alike is None else held_alike:
        return Refusal("role_held", _("This person already holds that role."), "role")
    for pair in CONFLICTS:
        if role_slug in pair and (pair - {role_slug}) & set(held):
            return Refusal("role_conflict", _("These duties are kept apart: nobody holds both roles."), "role")
    return refuse_days(starts_on, ends_on, today)


def refuse_department(*, role_slug: str, has_department: bool, counts_there: bool, has_window: bool) -> Refusal | None:
    """Say why a role may not be given for one department only.

    Who runs identity does so for everybody, and an auditor's reading is bounded by days, not by departments.
    """
    if not has_department:
        return None
    if role_slug in {RoleName.ADMINISTRATOR, RoleName.AUDITOR}:
        message = _("This role counts for the whole organisation. Leave the department empty.")
        return Refusal("role_not_by_department", message, "department")
    if not counts_there:
        message = _("Nothing that this role allows belongs to a department. Leave the department empty.")
        return Refusal("role_not_by_department", message, "department")
    if has_window:
        message = _("A window of records is for roles that count for the whole organisation.")
        return Refusal("window_by_department", message, "department")
    return None


def refuse_duties(
    *,
    gained: Collection[str],
    held: Collection[str],
    apart: Collection[frozenset[str]],
    sentences: Mapping[str, Any],
    holder: str = "",
    field: str = "role",
) -> Refusal | None:
    """Say why somebody may not gain permissions beside those they hold: two of them are kept apart.

    Without a `holder` the two would meet in one role. `sentences` tell each permission.
    """
    together = {*gained, *held}
    for pair in sorted(apart, key=sorted):
        if pair <= together and pair & set(gained):
            one, other = (sentences[name] for name in sorted(pair))
            if not holder:
                text = _("These duties are kept apart, no role holds both: “%(one)s” and “%(other)s”.")
                return Refusal("duties_apart", text, field, {"one": one, "other": other})
            text = _("These duties are kept apart, and %(holder)s would hold both: “%(one)s” and “%(other)s”.")
            return Refusal("duties_apart", text, field, {"one": one, "other": other, "holder": holder})
    return None


def refuse_days(starts_on: date | None, ends_on: date | None, today: date) -> Refusal | None:
    """Say why something cannot hold for these days: reversed, or over already."""
    if starts_on and ends_on and ends_on < starts_on:
        return Refusal("ends_before_start", _("The last day is before the first."), "ends_on")
    if ends_on and ends_on < today:
        return Refusal("already_over", _("The last day is in the past."), "ends_on")
    return None


def refuse_extension(*, present_end: date | None, today: date) -> Refusal | None:
    """Say no to extending what is over: it is given anew, so that the gap stays visible."""
    if present_end and present_end < today:
        return Refusal("role_over", _("This role is over. Give it anew."))
    return None


def refuse_records_window(first: date | None, last: date | None) -> Refusal | None:
    """Say why a window of records is no period."""
    if first and last and last < first:
        return Refusal("window_reversed", _("The last day of the records is before the first."), "records_until")
    return None


def refuse_loss_of_administrator(*, is_administrator: bool, other_administrators: int) -> Refusal | None:
    """Say no when nobody would be left who can give roles."""
    if is_administrator and other_administrators == 0:
        return Refusal(
            "last_administrator",
            _("This is the last administrator who can sign in. Give the role to somebody else who can, first."),
        )
    return None


def refuse_self_change(*, is_self: bool) -> Refusal | None:
    """Say no to changing one's own roles or standing: somebody else has to."""
    if is_self:
        return Refusal("own_roles", _("Nobody changes their own roles or standing. Ask another administrator."))
    return None


def refuse_attempt(attempts: Attempts) -> Refusal | None:
    """Say that too many tries failed lately; the same for names that exist and names that do not."""
    if attempts.against_target >= FAILURES_FOR_TARGET or attempts.from_address >= FAILURES_FOR_ADDRESS:
        minutes = int(FAILURE_WINDOW.total_seconds() // 60)
        return Refusal(
            "too_many_attempts",
            _("Too many failed attempts. Wait %(minutes)d minutes and try again."),
            details={"minutes": minutes},
        )
    return None


def refuse_token_holder(*, is_active: bool, asked_by_another: bool) -> Refusal | None:
    """Say why a person gets no token: only they themselves, or the operator, may ask for it, and only while active."""
    if asked_by_another:
        return Refusal("not_ones_own", _("Everybody issues only their own tokens."))
    if not is_active:
        return Refusal("person_inactive", _("This person is deactivated. Reactivate them first."))
    return None


def refuse_token(*, scopes: Collection[str], known_scopes: Collection[str], days: int) -> Refusal | None:
    """Say why a token may not be issued: no scope, an unknown one, or a life too short or too long."""
    if not scopes:
        return Refusal("no_scope", _("Choose what the token may do."), "scopes")
    if set(scopes) - set(known_scopes):
        return Refusal(
            "unknown_scope", _("Scopes are: %(known)s."), "scopes", {"known": ", ".join(sorted(known_scopes))}
        )
    if not 1 <= days <= LONGEST_TOKEN_DAYS:
        return Refusal("token_days", _("A token lives from 1 to %(most)d days."), "days", {"most": LONGEST_TOKEN_DAYS})
    return None


def refuse_shortening(*, new_end: datetime, present_end: datetime, now: datetime) -> Refusal | None:
    """Say why a token cannot end on a day: it is over, or no earlier than it ends anyway."""
    if new_end <= now:
        return Refusal("already_over", _("The last day is in the past."), "ends_on")
    if new_end >= present_end:
        return Refusal("not_shorter", _("The token ends by then anyway. Choose an earlier day."), "ends_on")
    return None


def step_up_is_fresh(*, confirmed_at: datetime | None, now: datetime, minutes: int) -> bool:
    """Tell whether a confirmation is recent enough for what needs one."""
    return confirmed_at is not None and timedelta() <= now - confirmed_at <= timedelta(minutes=minutes)


def session_is_live(
    *, last_seen: datetime, started: datetime, now: datetime, idle_minutes: int, longest_hours: float
) -> bool:
    """Tell whether a session still opens the portal: not idle too long, not older than a session may get."""
    return now - last_seen <= timedelta(minutes=idle_minutes) and now - started <= timedelta(hours=longest_hours)


def next_digest(now: datetime, zone: tzinfo) -> datetime:
    """Return the next moment at which it is the hour of digests in a time zone, in UTC."""
    day = now.astimezone(zone).date()
    today = datetime.combine(day, DIGEST_HOUR, tzinfo=zone).astimezone(UTC)
    if today > now:
        return today
    return datetime.combine(day + timedelta(days=1), DIGEST_HOUR, tzinfo=zone).astimezone(UTC)


def mail_retry_in(tries: int) -> timedelta | None:
    """Return how long to wait before a mail is tried again: 1, 2, 4 … 60 minutes; None after four days.

    RFC 5321 §4.5.4.1 asks for four to five days.
    """
    if tries >= MOST_MAIL_TRIES:
        return None
    return min(timedelta(minutes=2 ** min(tries - 1, 6)), LONGEST_MAIL_WAIT)


def refuse_mail_choice(*, is_known: bool, is_duty: bool, never: bool, waits: bool = False) -> Refusal | None:
    """Say why a kind of message cannot be had by e-mail in this way."""
    if not is_known:
        return Refusal("unknown_kind", _("There is no such kind of message."), "choices")
    if waits:
        return Refusal("mail_is_urgent", _("These messages are alarms: they come at once."), "choices")
    if is_duty and never:
        return Refusal(
            "mail_is_duty",
            _("These messages belong to your duties: have them at once or once a day, but not never."),
            "choices",
        )
    return None
