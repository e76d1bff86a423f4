"""The end of approvals: reminders ahead of it, and what the register says once it is over.

An approval counts to its last day by the rules (rules/standing.py), whether or not this has run; it only writes down
what is so, and tells people.
"""

from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_noop

from common.clock import now, today
from registers.actions.registering import enter_line
from registers.actions.reviews.telling import tell_asker
from registers.choices import UseCaseState
from registers.models import UseCase
from registers.rules.standing import REMINDED_BEFORE, reminder_due
from trail.recording import record


def lapse_use_cases() -> int:
    """Enter as lapsed what was approved until a day that is over; return how many. Safe to run twice, or at once."""
    due = UseCase.objects.filter(
        state__in=(UseCaseState.APPROVED, UseCaseState.SUSPENDED), approved_until__lt=today()
    ).order_by("approved_until")
    return sum(_lapse(key) for key in list(due.values_list("pk", flat=True)))


def remind_of_ends() -> int:
    """Tell owners that an approval ends in 30, 7 or 1 days, each once; return how many were told."""
    soon = UseCase.objects.ending_within(max(REMINDED_BEFORE), today())
    return sum(_remind(key) for key in list(soon.values_list("pk", flat=True)))


@transaction.atomic
def _lapse(use_case_id: UUID) -> int:
    use_case = UseCase.objects.select_for_update(skip_locked=True).filter(pk=use_case_id).first()
    standing = (UseCaseState.APPROVED, UseCaseState.SUSPENDED)
    if use_case is None or use_case.state not in standing or (use_case.approved_until or today()) >= today():
        return 0
    # Since when and why it is suspended stays: approved anew, it is so still (force.py).
    use_case.state, use_case.changed_at = UseCaseState.LAPSED, now()
    use_case.save(update_fields=["state", "changed_at"])
    record("registers.use_case.lapsed", subject=use_case, by=None, until=use_case.approved_until)
    enter_line(use_case)
    tell_asker(
        use_case,
        gettext_noop("The approval of %(what)s is over"),
        gettext_noop("It ended on %(until)s. Nothing may use it until it is approved anew."),
        until=use_case.approved_until,
    )
    return 1


@transaction.atomic
def _remind(use_case_id: UUID) -> int:
    use_case = UseCase.objects.select_for_update(skip_locked=True).filter(pk=use_case_id).first()
    if use_case is None or use_case.state != UseCaseState.APPROVED or use_case.approved_until is None:
        return 0
    ahead = reminder_due(approved_until=use_case.approved_until, today=today(), reminded_for=use_case.reminded_for)
    if ahead is None:
        return 0
    use_case.reminded_for = ahead
    use_case.save(update_fields=["reminded_for"])
    record("registers.use_case.end_reminded", subject=use_case, by=None, until=use_case.approved_until)
    tell_asker(
        use_case,
        gettext_noop("The approval of %(what)s ends on %(until)s"),
        gettext_noop("Begin a new version and submit it, so that it is approved anew in time."),
        until=use_case.approved_until,
    )
    return 1
