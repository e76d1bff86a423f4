"""The work that policies and stewardships give; `my_work` lists it."""

from django.db.models import Exists, OuterRef, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from access.handing_over import HAND_OVER
from access.models import Person
from access.work import Work, WorkItem
from common.clock import today
from registers.choices import Membership, UseCaseState, VersionState
from registers.models import ReadingDuty, ReviewStep, UseCase, UseCaseMember


def _to_read(person: Person) -> QuerySet[ReadingDuty]:
    duties = ReadingDuty.objects.standing().unanswered().filter(person=person)
    return duties.select_related("document_version__document").order_by("due_on")


def _duty(duty: ReadingDuty) -> WorkItem:
    document = duty.document_version.document
    place = reverse("registers:acknowledge-document", args=[document.pk])
    return WorkItem(document.title, place, _t("Read it, then say that you have."), duty.due_on)


def _to_decide(person: Person) -> QuerySet[ReviewStep]:
    steps: QuerySet[ReviewStep] = ReviewStep.objects.to_decide_by(person, today())
    policies = steps.filter(review__document_version__isnull=False)
    return policies.select_related("step", "review__document_version__document").order_by("due_at")


def _policy(step: ReviewStep) -> WorkItem:
    hint = _t("Step: %(step)s") % {"step": step.step.name}
    return WorkItem(str(step.review.document_version), step.review.get_absolute_url(), hint, step.due_at)


def _seen_through(person: Person) -> QuerySet[UseCase]:
    mine = UseCase.objects.filter(members__user=person, members__membership=Membership.STEWARD)
    waiting = mine.filter(proposed__state__in=(VersionState.DRAFT, VersionState.CHANGES_ASKED))
    return waiting.select_related("owner", "intake").order_by("changed_at")


def _stewarded(use_case: UseCase) -> WorkItem:
    hint = _t("For %(owner)s: complete what is open, then submit it.") % {"owner": use_case.owner}
    asked = getattr(use_case, "intake", None)
    return WorkItem(str(use_case), (asked or use_case).get_absolute_url(), hint)


def _left_alone(person: Person) -> QuerySet[UseCase]:
    """Return what nobody sees through any more; whoever hands over what leavers owned finds it there already."""
    if person.may(HAND_OVER):
        return UseCase.objects.none()
    stewards = UseCaseMember.objects.filter(content_object=OuterRef("pk"), membership=Membership.STEWARD)
    over = (UseCaseState.RETIRED, UseCaseState.REJECTED, UseCaseState.WITHDRAWN)
    theirs = UseCase.objects.under(person, "registers.hand_on_stewardship")
    waiting = theirs.filter(Exists(stewards), ~Exists(stewards.filter(user__is_active=True)))
    return waiting.exclude(state__in=over).order_by("changed_at")


def _without_steward(use_case: UseCase) -> WorkItem:
    place = reverse("registers:hand-on-stewardship", args=[use_case.pk])
    return WorkItem(str(use_case), place, _t("Its steward has left. Name another one."))


POLICY_WORK = (
    Work("policies-to-read", _("Policies to read"), "", _to_read, _duty, "book"),
    Work("policies-to-decide", _("Policies to decide"), "registers.decide_use_case", _to_decide, _policy, "scale"),
    Work(
        "use-cases-without-steward",
        _("Requests whose steward has left"),
        "registers.hand_on_stewardship",
        _left_alone,
        _without_steward,
        "user-question",
    ),
    Work("stewarded-use-cases", _("Requests you see through"), "", _seen_through, _stewarded, "message-circle"),
)
