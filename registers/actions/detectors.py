"""Custom detectors of data categories: given and taken away."""

from collections.abc import Sequence
from uuid import UUID

from django.db import transaction

from access.models import Person
from access.permits import permit
from common.clock import now
from common.names import clean_name
from common.refusals import Refusal, refuse_if
from common.refusals import marked as _
from common.taken import refused_when_taken
from registers.detectors import compiled
from registers.models import CustomDetector, DataCategory
from registers.rules.categories import refuse_change_of_retired, refuse_detector
from trail.recording import record

NAME_TAKEN = Refusal("name_taken", _("The data category has a detector of that name already."), "name")


@transaction.atomic
def create_detector(
    category_id: UUID, *, name: str, kind: str, pattern: str = "", keywords: Sequence[str] = (), by: Person
) -> CustomDetector:
    """Give a category a way of the organisation's own to find it: a pattern, or a list of words.

    Raises:
        PermissionRefused, Refused: not allowed, the category is retired, or the detector cannot be read.
    """
    category = DataCategory.objects.select_for_update().get(pk=category_id)
    permit(by, "registers.edit_categories", category)
    refuse_if(refuse_change_of_retired(retired=category.retired_at is not None))
    words = list(dict.fromkeys(word.strip() for word in keywords if word.strip()))
    is_pattern = kind == "pattern"
    detector = CustomDetector(
        category=category,
        name=clean_name(name),
        kind=kind,
        pattern=pattern if is_pattern else "",
        keywords=[] if is_pattern else words,
    )
    refuse_if(refuse_detector(name=detector.name, kind=kind, pattern=detector.pattern, words=detector.keywords))
    compiled(detector)
    with refused_when_taken(NAME_TAKEN):
        detector.save(force_insert=True)
    record("registers.custom_detector.created", subject=detector, also=[category], by=by, category=category.name)
    return detector


@transaction.atomic
def remove_detector(detector_id: UUID, *, by: Person, reason: str) -> CustomDetector:
    """Take a detector from its category; it stays on record.

    Raises:
        PermissionRefused: not allowed.
    """
    detector = CustomDetector.objects.select_for_update(of=("self",)).select_related("category").get(pk=detector_id)
    permit(by, "registers.edit_categories", detector.category)
    if detector.removed_at is None:
        detector.removed_at = now()
        detector.save(update_fields=["removed_at"])
        record(
            "registers.custom_detector.removed",
            subject=detector,
            also=[detector.category],
            by=by,
            reason=reason,
            category=detector.category.name,
        )
    return detector
