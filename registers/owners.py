"""Who may be named as the owner of a category, a document, a project or an exception."""

from uuid import UUID

from access.models import BREAK_GLASS_ISSUER, Person
from access.rules.break_glass import refuse_choosing
from common.refusals import refuse_if


def refuse_nobody(owner_id: UUID | None) -> None:
    """Let people through as owners, and nobody at all.

    Raises:
        Refused: it is the account for emergencies, behind which nobody stands.
    """
    if owner_id is not None:
        chosen = Person.objects.filter(pk=owner_id, issuer=BREAK_GLASS_ISSUER)
        refuse_if(refuse_choosing(is_for_emergencies=chosen.exists(), field="owner"))
