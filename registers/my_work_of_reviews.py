"""The work that approval gives: to decide, to fulfil and to check conditions, to renew, to answer comments."""

from datetime import timedelta
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from access.models import Person
from access.work import Work, WorkItem
from common.clock import today
from registers.choices import ReviewState, UseCaseState, VersionState
from registers.models import Comment, CommentMention, Condition, ReviewStep, UseCase
from registers.presenting.reviews import kind_badge, last_day, name_of
from registers.querysets.seats import near
from registers.reading.reviewers import DECIDE

# Within so many days a condition is due, or an approval over, it is work.
SOON = timedelta(days=30)


def _steps(steps: QuerySet[ReviewStep]) -> QuerySet[ReviewStep]:
    return steps.select_related("step", "review__route", "review__version__use_case").order_by("due_at", "pk")


def _to_decide(person: Person) -> QuerySet[ReviewStep]:
    """Return the requests that wait for a person; policies are told of by themselves."""
    return _steps(ReviewStep.objects.to_decide_by(person, today()).filter(review__version__isnull=False))


def _request(step: ReviewStep) -> WorkItem:
    hint = _t("Step “%(step)s”, risk: %(risk)s") % {"step": step.step.name, "risk": kind_badge(step.review).word}
    return WorkItem(name_of(step.review), step.review.get_absolute_url(), hint, last_day(step.due_at))


def _standing() -> QuerySet[Condition]:
    """Return the conditions that are not met of approvals that stand."""
    conditions: Any = Condition.objects.unmet().exclude(use_case__state=UseCaseState.RETIRED)
    return conditions.with_standing().exclude(standing="dropped").select_related("use_case")  # type: ignore[no-any-return]


def _own_conditions(person: Person) -> QuerySet[Condition]:
    due = Q(blocking=True) | Q(due_on__lte=today() + SOON)
    return _standing().filter(due, owner=person, reported_at=None).order_by("due_on", "id")


def _own_condition(condition: Condition) -> WorkItem:
    hint = _t("Condition of %(what)s. Report it once it is met.")
    if condition.blocking:
        hint = _t("Condition of %(what)s, which is not in force before. Report it once it is met.")
    return WorkItem(condition.text, condition.get_absolute_url(), hint % {"what": condition.use_case}, condition.due_on)


def _to_check(person: Person) -> QuerySet[Condition]:
    """Return what was reported on conditions that a person set, or that whoever set them cannot check."""
    setter = F("decision__person")
    theirs = Q(decision__person=person) | Q(decision__on_behalf_of=person)
    left = Q(decision__person__is_active=False) | Q(owner=setter) | Q(reported_by=setter)
    reported = _standing().filter(theirs | left, ~near(person, "use_case"), reported_at__isnull=False)
    if not person.may(DECIDE):
        # Who set it while they decided everywhere may decide for one department only by now.
        reported = reported.filter(use_case__in=UseCase.objects.order_by().under(person, DECIDE).values("pk"))
    return reported.exclude(Q(owner=person) | Q(reported_by=person)).select_related("use_case").order_by("reported_at")


def _reported(condition: Condition) -> WorkItem:
    hint = _t("Reported for %(what)s: %(report)s") % {"what": condition.use_case, "report": condition.report}
    return WorkItem(condition.text, condition.get_absolute_url(), hint, condition.due_on)


def _own_ending(person: Person) -> QuerySet[UseCase]:
    """Return approvals that end soon or are over, without a renewal that was submitted."""
    ending = UseCase.objects.filter(
        owner=person,
        state__in=(UseCaseState.APPROVED, UseCaseState.LAPSED),
        approved_until__lte=today() + SOON,
    )
    submitted = (VersionState.IN_REVIEW, VersionState.CONDITIONAL)
    return ending.exclude(proposed__isnull=False, proposed__state__in=submitted).order_by("approved_until", "id")


def _ending(use_case: UseCase) -> WorkItem:
    over = use_case.approved_until is not None and use_case.approved_until < today()
    hint = _t("Its approval is over. Renew it, or retire it.") if over else _t("Renew it in time, or let it end.")
    return WorkItem(str(use_case), use_case.get_absolute_url(), hint, use_case.approved_until)


def _mentions(person: Person) -> QuerySet[Comment]:
    called = CommentMention.objects.order_by().filter(person=person, comment=OuterRef("pk"))
    open_thread = Q(answers=None, resolved_at=None) | Q(answers__isnull=False, answers__resolved_at=None)
    comments = Comment.objects.visible_to(person).filter(open_thread, Exists(called)).exclude(author=person)
    return comments.select_related("use_case", "author").order_by("written_at", "id")


def _mention(comment: Comment) -> WorkItem:
    title = _t("%(author)s on %(what)s") % {"author": comment.author, "what": comment.use_case}
    return WorkItem(title, comment.get_absolute_url(), comment.text[:200])


def _of_department(person: Person) -> QuerySet[ReviewStep]:
    """Return the requests of a person's department that wait for others, as far as they may see them."""
    seen = UseCase.objects.order_by().visible_to(person).filter(department=person.department_id)
    others = seen.exclude(owner=person).exclude(department=None).values("pk")
    waiting = ReviewStep.objects.waiting().filter(review__version__use_case__in=others, review__state=ReviewState.OPEN)
    decided_by_them = ReviewStep.objects.order_by().to_decide_by(person, today()).values("pk")
    return _steps(waiting.exclude(pk__in=decided_by_them))


def _of_colleagues(step: ReviewStep) -> WorkItem:
    hint = _t("Waits for others at the step “%(step)s”.") % {"step": step.step.name}
    use_case = step.review.version.use_case if step.review.version else step.review
    return WorkItem(name_of(step.review), use_case.get_absolute_url(), hint, last_day(step.due_at))


DECIDING = (
    Work(
        name="reviews-to-decide",
        label=_("Requests to decide"),
        permission=DECIDE,
        icon="list-check",
        rows=_to_decide,
        item=_request,
    ),
    Work(
        name="conditions-to-check",
        label=_("Conditions reported as met, for you to look at"),
        permission=DECIDE,
        icon="checklist",
        rows=_to_check,
        item=_reported,
    ),
)
CARRYING_OUT = (
    Work(
        name="own-conditions",
        label=_("Conditions that you see to"),
        permission="",
        icon="checkbox",
        rows=_own_conditions,
        item=_own_condition,
    ),
    Work(
        name="own-approvals-ending",
        label=_("Approvals of yours that end soon or are over"),
        permission="",
        icon="hourglass",
        rows=_own_ending,
        item=_ending,
    ),
    Work(
        name="comments-to-answer",
        label=_("Comments that call you and are not resolved"),
        permission="",
        icon="message-circle",
        rows=_mentions,
        item=_mention,
    ),
    Work(
        name="requests-of-department",
        label=_("Requests of your department that wait for a decision"),
        permission="registers.view_department_requests",
        icon="building",
        rows=_of_department,
        item=_of_colleagues,
    ),
)
