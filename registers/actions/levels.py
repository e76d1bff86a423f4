"""Classification levels: those that come with the portal, and the organisation's own."""

from uuid import UUID

from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext_noop

from access.models import Person
from access.permits import permit
from common.names import clean_name
from common.refusals import Refusal, refuse_if
from common.refusals import marked as _
from common.taken import refused_when_taken
from registers.models import ClassificationLevel
from registers.rules.categories import refuse_level
from trail.recording import record

TAKEN = Refusal("level_taken", _("There is a classification level of that name or rank already."), "name")
# Ranks leave room for levels of one's own in between.
SHIPPED = (
    ("public", 10, gettext_noop("Public"), gettext_noop("Anybody may know it; publishing it harms nobody.")),
    (
        "internal",
        20,
        gettext_noop("Internal"),
        gettext_noop("For everybody who works here; outside it would do little harm."),
    ),
    (
        "confidential",
        30,
        gettext_noop("Confidential"),
        gettext_noop("For those who need it; outside it would harm people or the organisation."),
    ),
    (
        "restricted",
        40,
        gettext_noop("Restricted"),
        gettext_noop("For named people only; outside it would do grave or lasting harm."),
    ),
)


@transaction.atomic
def install_levels() -> None:
    """Enter the shipped levels that are missing, unless the organisation has taken their name or rank."""
    there = ClassificationLevel.objects.all()
    slugs, ranks = {level.slug for level in there}, {level.rank for level in there}
    names = {level.name.casefold() for level in there}
    for slug, rank, name, meaning in SHIPPED:
        if slug in slugs or rank in ranks or name.casefold() in names:
            continue
        level = ClassificationLevel.objects.create(slug=slug, name=name, rank=rank, meaning=meaning, shipped=True)
        record("registers.classification_level.shipped", subject=level, by=None)


@transaction.atomic
def create_level(*, name: str, rank: int, meaning: str = "", by: Person) -> ClassificationLevel:
    """Enter a level of the organisation's own.

    Raises:
        PermissionRefused, Refused: not allowed, no name, or the name or rank is taken.
    """
    permit(by, "registers.edit_levels")
    name = clean_name(name)
    refuse_if(refuse_level(name=name, rank=rank))
    with refused_when_taken(TAKEN):
        level = ClassificationLevel.objects.create(
            slug=slugify(name)[:40] or f"level-{rank}", name=name, rank=rank, meaning=meaning.strip()
        )
    record("registers.classification_level.created", subject=level, by=by)
    return level


@transaction.atomic
def edit_level(
    level_id: UUID, *, name: str, rank: int, meaning: str, by: Person, reason: str = ""
) -> ClassificationLevel:
    """Change a level; a shipped one that gets another name or meaning is the organisation's own from then on.

    Raises:
        PermissionRefused, Refused: not allowed, no name, or the name or rank is taken.
    """
    permit(by, "registers.edit_levels")
    level = ClassificationLevel.objects.select_for_update().get(pk=level_id)
    name, meaning = clean_name(name), meaning.strip()
    refuse_if(refuse_level(name=name, rank=rank))
    if (level.name, level.rank, level.meaning) == (name, rank, meaning):
        return level
    level.shipped = level.shipped and (level.name, level.meaning) == (name, meaning)
    level.name, level.rank, level.meaning = name, rank, meaning
    with refused_when_taken(TAKEN):
        level.save(update_fields=["name", "rank", "meaning", "shipped"])
    record("registers.classification_level.edited", subject=level, by=by, reason=reason)
    return level
