"""Models of providers: entering them, and saying which may be used."""

from collections.abc import Sequence
from datetime import date
from typing import TypedDict, Unpack
from uuid import UUID

from django.db import transaction

from access.models import Person
from access.permits import permit
from common.clock import today
from common.refusals import Refusal, refuse_if
from common.refusals import marked as _
from common.taken import refused_when_taken
from common.terms import Term
from registers.actions.providers import fill
from registers.choices import ModelState
from registers.models import Provider, ProviderModel
from registers.rules import providers as rules
from trail.recording import record

MODEL_TAKEN = Refusal("name_taken", _("The provider has a model of that name already."), "name")
# The states as the trail tells them.
STATE_TERMS = {
    ModelState.PROPOSED: Term(_("Not assessed")),
    ModelState.APPROVED: Term(_("Approved")),
    ModelState.RESTRICTED: Term(_("Restricted")),
    ModelState.DEPRECATED: Term(_("Deprecated")),
    ModelState.REFUSED: Term(_("Not to be used")),
}


class ModelContent(TypedDict, total=False):
    """What can be said of a model; a state that needs a date and gets none holds from today."""

    name: str
    state: str
    restriction: str
    endpoints: Sequence[str]
    approved_on: date | None
    deprecated_on: date | None
    shut_down_on: date | None
    replacement_id: UUID | None
    note: str


@transaction.atomic
def create_model(provider_id: UUID, *, by: Person, **content: Unpack[ModelContent]) -> ProviderModel:
    """Enter a model of a provider, assessed or not yet.

    Raises:
        PermissionRefused, Refused: not allowed, the name is taken or empty, or its dates contradict each other.
    """
    permit(by, "registers.edit_models")
    provider = Provider.objects.get(pk=provider_id)
    refuse_if(rules.refuse_retired_provider(retired=provider.retired_at is not None))
    model = ProviderModel(provider=provider)
    _fill(model, content)
    with refused_when_taken(MODEL_TAKEN):
        model.save(force_insert=True)
    record("registers.model.created", subject=model, also=[provider], by=by)
    return model


@transaction.atomic
def edit_model(model_id: UUID, *, by: Person, reason: str = "", **content: Unpack[ModelContent]) -> ProviderModel:
    """Change what is said of a model, its state with its dates too; what is not given stays.

    Raises:
        PermissionRefused, Refused: not allowed, the name is taken or empty, or its dates contradict each other.
    """
    permit(by, "registers.edit_models")
    model = ProviderModel.objects.select_for_update(of=("self",)).select_related("provider").get(pk=model_id)
    changed = _fill(model, content)
    if not changed:
        return model
    with refused_when_taken(MODEL_TAKEN):
        model.save(update_fields=changed)
    also = [model.provider]
    if "state" in changed:
        state = STATE_TERMS[ModelState(model.state)]
        record("registers.model.assessed", subject=model, also=also, by=by, reason=reason, state=state)
    else:
        record("registers.model.edited", subject=model, also=also, by=by, reason=reason)
    return model


def _fill(model: ProviderModel, content: ModelContent) -> list[str]:
    given: ModelContent = {**content}
    if "endpoints" in given:
        given["endpoints"] = sorted(set(given["endpoints"]))
    state = given.get("state", model.state)
    if state == ModelState.APPROVED and not given.get("approved_on", model.approved_on):
        given["approved_on"] = today()
    if state == ModelState.DEPRECATED and not given.get("deprecated_on", model.deprecated_on):
        given["deprecated_on"] = today()
    changed = fill(model, given)
    refuse_if(
        rules.refuse_assessment(
            rules.ModelAssessment(
                state=model.state,
                restriction=model.restriction,
                approved_on=model.approved_on,
                deprecated_on=model.deprecated_on,
                shut_down_on=model.shut_down_on,
            ),
            today=today(),
        )
    )
    _check_replacement(model)
    return changed


def _check_replacement(model: ProviderModel) -> None:
    successor = model.replacement
    followers: list[UUID] = []
    if successor is None:
        return
    refuse_if(
        rules.refuse_strangers(provider=model.provider_id, providers=[successor.provider_id], field="replacement")
    )
    while successor.replacement is not None and successor.replacement.pk not in followers:
        successor = successor.replacement
        followers.append(successor.pk)
    refuse_if(rules.refuse_replacement(model=model.pk, replacement=model.replacement_id, followers=followers))
