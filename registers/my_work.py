"""The work that the registers give."""

from collections.abc import Callable
from typing import Any

from django.db.models import F, QuerySet
from django.urls import reverse
from django.utils.formats import number_format
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from access.models import Person
from access.permits import may_somewhere
from access.work import CountOf, Work, WorkItem
from common.clock import today
from registers.choices import UseCaseState, VersionState
from registers.filters.models import SOON
from registers.models import Document, JoinRequest, ProviderModel, RegisterException, UseCase
from registers.my_work_of_reviews import CARRYING_OUT, DECIDING
from registers.policy_work import POLICY_WORK
from registers.rules.documents import REVIEW_SOON
from registers.rules.exceptions import EXPIRES_SOON


def _going_models(_person: Person) -> QuerySet[ProviderModel]:
    models = ProviderModel.objects.going_by(today() + SOON).select_related("replacement")
    return models.order_by(F("shut_down_on").asc(nulls_last=True), "name")


def _going_model(model: ProviderModel) -> WorkItem:
    hint = _t("Use cases still name it.")
    if model.replacement:
        hint = _t("Use cases still name it; %(replacement)s replaces it.") % {"replacement": model.replacement}
    return WorkItem(model.name, model.get_absolute_url(), hint, model.shut_down_on)


def _to_move(person: Person) -> QuerySet[UseCase]:
    """Return what a person can move on; whose roles do not let them ask for use cases leaves that to a steward."""
    mine = UseCase.objects.concerning(person)
    return mine if may_somewhere(person, "registers.request_use_case") else mine.none()


def _own_drafts(person: Person) -> QuerySet[UseCase]:
    drafts = _to_move(person).filter(proposed__state=VersionState.DRAFT)
    return drafts.select_related("proposed").order_by("-proposed__saved_at")


def _own_draft(use_case: UseCase) -> WorkItem:
    title = use_case.proposed.title if use_case.proposed else use_case.title
    step = reverse("registers:request-step", args=[use_case.pk, "check"])
    return WorkItem(f"{use_case.code} {title}", step, _t("Answer what is open, then submit it or give it up."))


def _changes_asked(person: Person) -> QuerySet[UseCase]:
    asked = _to_move(person).filter(proposed__state=VersionState.CHANGES_ASKED)
    return asked.order_by("changed_at")


def _join_requests(person: Person) -> QuerySet[JoinRequest]:
    waiting = JoinRequest.objects.filter(answered_at=None, use_case__owner=person)
    return waiting.select_related("use_case", "person").order_by("asked_at")


def _join_request(asked: JoinRequest) -> WorkItem:
    title = _t("%(person)s asks to join %(use_case)s") % {"person": asked.person, "use_case": asked.use_case}
    return WorkItem(title, reverse("registers:answer-join", args=[asked.use_case_id, asked.pk]), asked.message)


def _without_owner(_person: Person) -> QuerySet[UseCase]:
    """Return the first use case that nobody answers for, with how many there are: after an import they are many."""
    ownerless = UseCase.objects.filter(owner=None).exclude(state=UseCaseState.RETIRED).order_by("number")
    first = UseCase.objects.filter(pk__in=ownerless.values("pk")[:1])
    return first.annotate(waiting=CountOf(ownerless.order_by().values("pk")))


def _ownerless(use_case: Any) -> WorkItem:
    if use_case.waiting == 1:
        place = reverse("registers:hand-over-use-case", args=[use_case.pk])
        return WorkItem(str(use_case), place, _t("Name somebody who answers for it."))
    title = ngettext("%(n)s draft without an owner", "%(n)s drafts without an owner", use_case.waiting)
    place = f"{reverse('registers:use-cases')}?without_owner=yes&state={UseCaseState.DRAFT}"
    number = number_format(use_case.waiting, force_grouping=True)
    return WorkItem(title % {"n": number}, place, _t("Select them in the list and assign an owner to many at once."))


def _reviews_due() -> QuerySet[Document]:
    return Document.objects.review_due_by(today() + REVIEW_SOON).order_by("review_on")


def _review(document: Document) -> WorkItem:
    hint = _t("Read it, then record the review or add a new version.")
    return WorkItem(document.title, document.get_absolute_url(), hint, document.review_on)


def _to_decide(person: Person) -> QuerySet[RegisterException]:
    return RegisterException.objects.to_decide_by(person).select_related("requested_by").order_by("requested_at")


def _exception_to_decide(exception: RegisterException) -> WorkItem:
    asker = _t("Asked for by %(name)s") % {"name": exception.requested_by}
    return WorkItem(exception.title, exception.get_absolute_url(), asker)


def _own_expiring(person: Person) -> QuerySet[RegisterException]:
    own = RegisterException.objects.in_force_on(today()).filter(owner=person)
    return own.filter(expires_on__lte=today() + EXPIRES_SOON).order_by("expires_on")


def _expiring(exception: RegisterException) -> WorkItem:
    hint = _t("Let it end, or ask for a new one in time.")
    return WorkItem(exception.title, exception.get_absolute_url(), hint, exception.expires_on)


def _changes_to_answer(use_case: UseCase) -> WorkItem:
    return WorkItem(str(use_case), use_case.get_absolute_url(), _t("Begin a version that answers them."))


def _for_all(name: str, label: Any, icon: str, rows: Callable[[Person], QuerySet[Any]], item: Any) -> Work:
    """Return work that anybody may have."""
    return Work(name=name, label=label, permission="", rows=rows, item=item, icon=icon)


WORK = (
    *DECIDING,
    *CARRYING_OUT,
    *POLICY_WORK,
    Work(
        name="exceptions-to-decide",
        label=_("Exceptions to decide"),
        permission="registers.decide_exception",
        icon="shield-exclamation",
        rows=_to_decide,
        item=_exception_to_decide,
    ),
    Work(
        name="documents-to-review",
        label=_("Documents whose review is due"),
        permission="registers.edit_documents",
        icon="checklist",
        rows=lambda person: _reviews_due().exclude(owner=person),
        item=_review,
    ),
    _for_all(
        "own-documents-to-review",
        _("Your documents whose review is due"),
        "checklist",
        lambda person: _reviews_due().filter(owner=person),
        _review,
    ),
    _for_all("own-exceptions-expiring", _("Your exceptions that end soon"), "hourglass", _own_expiring, _expiring),
    _for_all("use-case-drafts", _("Your drafts of use cases"), "edit", _own_drafts, _own_draft),
    _for_all(
        "use-case-changes",
        _("Use cases of yours with changes asked"),
        "message-circle",
        _changes_asked,
        _changes_to_answer,
    ),
    _for_all(
        "join-requests", _("People who would like to join your use cases"), "users", _join_requests, _join_request
    ),
    Work(
        name="use-cases-without-owner",
        label=_("Use cases without an owner"),
        permission="registers.import_register",
        icon="user-question",
        rows=_without_owner,
        item=_ownerless,
    ),
    Work(
        name="models-going",
        label=_("Models that go while use cases name them"),
        permission="registers.edit_models",
        icon="hourglass",
        rows=_going_models,
        item=_going_model,
    ),
)
