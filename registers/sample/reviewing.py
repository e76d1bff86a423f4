"""Playing what reviewers did: decisions, conditions, comments, a suspension; and who they are."""

from collections.abc import Callable, Iterator, Mapping
from functools import partial

from access.actions.roles import assign_role
from access.models import Person, Role
from access.sample.people import FIRST_ADMINISTRATOR
from registers.actions import reviews
from registers.actions.comments import resolve_comment, write_comment
from registers.actions.delegations import delegate_decisions
from registers.actions.routes import EXECUTIVE
from registers.actions.use_cases import suspend_use_case
from registers.models import Comment, Condition, UseCase
from registers.sample.stage import Event, Stage
from registers.sample.telling import SampleUseCase, Step

EXECUTIVE_HOLDER, AWAY, MEANWHILE = "Margaret Holm", "Ingrid Sørensen", "Ruth Abernathy"


def events(stage: Stage) -> Iterator[Event]:
    """Return who came to decide, and who decides for somebody on leave."""
    yield Event(stage.moment(83, 10), FIRST_ADMINISTRATOR.name, partial(_appointed, stage))
    yield Event(stage.moment(3, 200), AWAY, partial(_delegated, stage))


def _appointed(stage: Stage, by: Person) -> None:
    role = Role.objects.get(slug=EXECUTIVE)
    assign_role(stage.people[EXECUTIVE_HOLDER].pk, role.pk, by=by, reason="Decides for the management board")


def _delegated(stage: Stage, by: Person) -> None:
    meanwhile = stage.people[MEANWHILE]
    starts_on, ends_on = stage.day(-2), stage.day(9)
    delegate_decisions(by.pk, meanwhile.pk, starts_on=starts_on, ends_on=ends_on, by=by, reason="On leave")


def _agreed(stage: Stage, told: SampleUseCase, step: Step, by: Person) -> None:
    conditions = [
        reviews.NewCondition(text, stage.people[owner], stage.day(due), blocking=blocking)
        for text, owner, due, blocking in step.said["conditions"]
    ]
    reviews.approve_use_case(
        stage.use_cases[told.title],
        by=by,
        content_hash=_hash(stage, told),
        reason=step.said["reason"],
        conditions=conditions,
    )


def _changes_asked(stage: Stage, told: SampleUseCase, step: Step, by: Person) -> None:
    key, shown = stage.use_cases[told.title], _hash(stage, told)
    reviews.ask_for_changes(key, by=by, content_hash=shown, changes=step.said["changes"], reason=step.said["reason"])


def _rejected(stage: Stage, told: SampleUseCase, step: Step, by: Person) -> None:
    key, shown = stage.use_cases[told.title], _hash(stage, told)
    reviews.reject_use_case(key, by=by, content_hash=shown, reason=step.said["reason"])


def _condition_reported(stage: Stage, told: SampleUseCase, step: Step, by: Person) -> None:
    open_one = (
        Condition.objects.unmet().filter(use_case=stage.use_cases[told.title], reported_at=None).earliest("due_on")
    )
    reviews.report_condition(open_one.pk, by=by, report=step.said["report"])


def _condition_met(stage: Stage, told: SampleUseCase, step: Step, by: Person) -> None:
    reported = Condition.objects.unmet().exclude(reported_at=None).get(use_case=stage.use_cases[told.title])
    reviews.find_condition_met(reported.pk, by=by, reason=step.said["reason"])


def _suspended(stage: Stage, told: SampleUseCase, step: Step, by: Person) -> None:
    suspend_use_case(stage.use_cases[told.title], by=by, reason=step.said["reason"])


def _commented(stage: Stage, told: SampleUseCase, step: Step, by: Person) -> None:
    write_comment(stage.use_cases[told.title], by=by, text=step.said["text"], field=step.said["field"])


def _replied(stage: Stage, told: SampleUseCase, step: Step, by: Person) -> None:
    key = stage.use_cases[told.title]
    thread = Comment.objects.filter(use_case=key, answers=None).latest("written_at")
    write_comment(key, by=by, text=step.said["text"], answers_id=thread.pk)
    if step.said["resolves"]:
        resolve_comment(thread.pk, by=by)


def _hash(stage: Stage, told: SampleUseCase) -> str:
    version = UseCase.objects.select_related("proposed").get(pk=stage.use_cases[told.title]).proposed
    return version.content_hash if version else ""


REVIEWING: Mapping[str, Callable[[Stage, SampleUseCase, Step, Person], None]] = {
    "agreed": _agreed,
    "changes_asked": _changes_asked,
    "rejected": _rejected,
    "condition_reported": _condition_reported,
    "condition_met": _condition_met,
    "suspended": _suspended,
    "commented": _commented,
    "replied": _replied,
}
