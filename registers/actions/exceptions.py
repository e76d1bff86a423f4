"""Exceptions: asked for, granted or refused by somebody else, ended early."""

from collections.abc import Callable
from datetime import date
from typing import Any, TypedDict, Unpack
from uuid import UUID

from django.db import transaction

from access.models import Person
from access.permits import answering_for, permit
from common.clock import now, today
from common.names import clean_name
from common.refusals import Refusal, refuse_if
from common.refusals import marked as _
from registers.actions.telling_of_exceptions import concerned_people, tell
from registers.choices import ExceptionState
from registers.models import RegisterException, UseCase
from registers.owners import refuse_nobody
from registers.reading.concerned import concerned_with
from registers.rules import exceptions as rules
from trail.recording import record

MISSING = {
    "title": Refusal("title_missing", _("Give the exception a title."), "title"),
    "reason": Refusal("reason_missing", _("Say why the rule cannot be kept."), "reason"),
    "compensating_control": Refusal(
        "control_missing", _("Say what makes up for it while the rule is not kept."), "compensating_control"
    ),
}
CONCERNED = ("use_case_id", "category_id", "project_id")
USE_CASE_UNKNOWN = Refusal("use_case_unknown", _("This use case is not on the register."), "use_case")


class ExceptionContent(TypedDict, total=False):
    """What an exception says."""

    title: str
    reason: str
    compensating_control: str
    owner_id: UUID
    use_case_id: UUID | None
    category_id: UUID | None
    project_id: UUID | None
    starts_on: date
    expires_on: date


@transaction.atomic
def request_exception(*, by: Person, **content: Unpack[ExceptionContent]) -> RegisterException:
    """Ask for a departure from a rule, for a time; somebody else decides. Without an owner it is the asker's.

    Raises:
        PermissionRefused, Refused: not allowed; a text is missing, it concerns nothing, or a use case that is unknown;
            the dates do not fit.
    """
    permit(by, "registers.request_exception")
    given: dict[str, Any] = {"owner_id": answering_for(by).pk, "starts_on": today(), **content}
    refuse_nobody(given["owner_id"])
    given["title"] = clean_name(given.get("title", ""), "title")
    for name, missing in MISSING.items():
        given[name] = given.get(name, "").strip()
        refuse_if(None if given[name] else missing)
    use_case = None
    if given.get("use_case_id"):
        use_case = UseCase.objects.visible_to(by).filter(pk=given["use_case_id"]).first()
        refuse_if(None if use_case else USE_CASE_UNKNOWN)
    dates = {name: given[name] for name in ("starts_on", "expires_on")}
    something = any(given.get(name) for name in CONCERNED)
    refuse_if(rules.refuse_request(**dates, today=today(), concerns_something=something))
    exception = RegisterException(requested_by=by, **given)
    exception.clean_fields(exclude={"decided_by"})
    exception.save(force_insert=True)
    record("registers.exception.requested", subject=exception, also=[use_case] if use_case else [], by=by)
    _tell(exception, _("%(by)s asked for the exception %(exception)s in your name"), by=by)
    return exception


@transaction.atomic
def grant_exception(exception_id: UUID, *, by: Person, reason: str = "") -> RegisterException:
    """Grant an exception as it was asked for.

    Raises:
        PermissionRefused, Refused: not allowed; decided or over already; owned or asked for by whoever decides.
    """
    exception = _to_decide(
        exception_id,
        by,
        lambda each: rules.refuse_grant(**_near(each, by), expires_on=each.expires_on, today=today()),
    )
    _decide(exception, ExceptionState.GRANTED, by)
    record(
        "registers.exception.granted",
        subject=exception,
        also=_also(exception),
        by=by,
        reason=reason,
        until=exception.expires_on,
    )
    _tell(exception, _("%(by)s granted the exception %(exception)s until %(until)s"), by=by, text=reason)
    return exception


@transaction.atomic
def refuse_exception(exception_id: UUID, *, by: Person, reason: str) -> RegisterException:
    """Refuse an exception.

    Raises:
        PermissionRefused, Refused: not allowed; decided already; owned or asked for by whoever decides.
    """
    exception = _to_decide(exception_id, by, lambda each: rules.refuse_decision(**_near(each, by)))
    _decide(exception, ExceptionState.REFUSED, by)
    record("registers.exception.refused", subject=exception, also=_also(exception), by=by, reason=reason)
    _tell(exception, _("%(by)s refused the exception %(exception)s"), by=by, text=reason)
    return exception


@transaction.atomic
def end_exception(exception_id: UUID, *, by: Person, reason: str) -> RegisterException:
    """End a granted exception before its last day.

    Raises:
        PermissionRefused, Refused: not allowed; not granted, or over already.
    """
    exception = _locked(exception_id)
    permit(by, "registers.edit_exception", exception)
    refuse_if(rules.refuse_end(state=exception.state, expires_on=exception.expires_on, today=today()))
    exception.state = ExceptionState.ENDED
    exception.ended_at = now()
    exception.save(update_fields=["state", "ended_at"])
    record("registers.exception.ended", subject=exception, also=_also(exception), by=by, reason=reason)
    _tell(exception, _("%(by)s ended the exception %(exception)s early"), by=by, text=reason)
    return exception


def _locked(exception_id: UUID) -> RegisterException:
    return RegisterException.objects.select_for_update(of=("self",)).select_related("use_case").get(pk=exception_id)


def _to_decide(
    exception_id: UUID, by: Person, refusal_of: Callable[[RegisterException], Refusal | None]
) -> RegisterException:
    permit(by, "registers.decide_exception")
    exception = _locked(exception_id)
    refuse_if(refusal_of(exception))
    return exception


def _near(exception: RegisterException, by: Person) -> dict[str, Any]:
    return {"state": exception.state, "concerned": concerned_with(exception), "by": by.pk}


def _decide(exception: RegisterException, state: str, by: Person) -> None:
    exception.state, exception.decided_by, exception.decided_at = state, by, now()
    exception.save(update_fields=["state", "decided_by", "decided_at"])


def _tell(exception: RegisterException, title: str, *, by: Person, text: str = "") -> None:
    for person in concerned_people(exception):
        if person != by:
            tell(person, exception, title, text=text, by=str(by))


def _also(exception: RegisterException) -> list[UseCase]:
    return [exception.use_case] if exception.use_case else []
