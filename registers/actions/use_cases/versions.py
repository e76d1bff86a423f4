"""Beginning a version of a use case, and giving it up."""

from uuid import UUID

from django.db import transaction
from django.db.models import Max

from access.models import Person
from access.permits import permit
from common.refusals import refuse_if
from registers.actions.registering import enter_line
from registers.actions.reviews.closing import close_review, open_review_of
from registers.actions.use_cases.content import proposed_of, proposed_state, shown_of, stand, write_content, write_links
from registers.choices import ReviewState, UseCaseState, VersionState
from registers.models import UseCase, UseCaseVersion
from registers.reading.assessing import surroundings
from registers.reading.contents import content_of
from registers.rules.use_cases import refuse_revision, refuse_saving
from trail.recording import record


@transaction.atomic
def begin_version(use_case_id: UUID, *, by: Person, note: str = "") -> UseCaseVersion:
    """Copy the version in force, or the latest, into a new draft; what is in force stays so.

    A version in review, or whose changes were asked, gives way to the new one; what was agreed to on it counts on if
    nothing material changes.

    Raises:
        PermissionRefused, Refused: not allowed; one is being prepared or reviewed, or the use case is retired.
    """
    use_case = UseCase.objects.select_for_update().get(pk=use_case_id)
    permit(by, "registers.edit_use_case", use_case)
    asked = use_case.proposed
    refuse_if(refuse_revision(state=use_case.state, proposed=proposed_state(use_case)))
    if asked is not None:
        close_review(open_review_of(asked), ReviewState.SET_ASIDE)
        asked.state = VersionState.REPLACED
        asked.save(update_fields=["state"])
    source = asked or shown_of(use_case)
    latest = use_case.versions.aggregate(latest=Max("number"))["latest"]
    version = UseCaseVersion(use_case=use_case, number=latest + 1, created_by=by, note=note)
    content = content_of(source)
    write_content(version, content, surroundings())
    version.save(force_insert=True)
    write_links(version, content)
    use_case.proposed = version
    stand(use_case, UseCaseState.DRAFT)
    record("registers.use_case.revised", subject=use_case, by=by, version=version.number)
    enter_line(use_case)
    return version


@transaction.atomic
def discard_version(use_case_id: UUID, *, by: Person, reason: str = "") -> UseCase:
    """Give up the draft; what is in force stays so. It stays on record as withdrawn.

    Raises:
        PermissionRefused, Refused: not allowed; there is no draft.
    """
    use_case = UseCase.objects.select_for_update().get(pk=use_case_id)
    permit(by, "registers.edit_use_case", use_case)
    refuse_if(refuse_saving(state=use_case.state, proposed=proposed_state(use_case)))
    version = proposed_of(use_case)
    version.state = VersionState.WITHDRAWN
    version.save(update_fields=["state"])
    use_case.proposed = None
    stand(use_case, UseCaseState.WITHDRAWN)
    record("registers.use_case.discarded", subject=use_case, by=by, reason=reason, version=version.number)
    enter_line(use_case)
    return use_case
