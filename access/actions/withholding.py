"""Roles that a group gives although an access review took them: withheld until an administrator lifts that."""

from collections.abc import Sequence
from uuid import UUID

from django.db import transaction

from access.actions.messages import notify
from access.models import Person, Role, WithheldRole
from access.permits import permit
from access.rules.people import refuse_self_change
from common.clock import now, today
from common.permissions import RoleName
from common.refusals import Refusal, refuse_if
from common.refusals import marked as _
from trail.recording import record

TITLE = _("Groups still give %(person)s the role %(role)s, which an access review took")
TEXT = _(
    "It is withheld, so that the next sign-in does not give it again. Take them out of %(groups)s, or change what the "
    "groups give; then lift it on the person's page."
)
LIFTED = Refusal("not_withheld", _("This role is not withheld any more."))


@transaction.atomic
def withhold_role(
    person_id: UUID, role_id: UUID, *, groups: Sequence[str], by: Person, reason: str
) -> WithheldRole:  # fmt: skip
    """Keep groups from giving a person a role, and tell the administrators; the caller has asked the permission."""
    known = WithheldRole.objects.filter(person=person_id, role=role_id, lifted_at=None).first()
    if known is not None:
        return known
    person, role = Person.objects.get(pk=person_id), Role.objects.get(pk=role_id)
    withheld = WithheldRole.objects.create(person=person, role=role, reason=reason)
    record(
        "access.role.withheld",
        subject=person,
        also=[role],
        by=by,
        reason=reason,
        role=role.term,
        groups=sorted(groups),
    )
    values = {"person": person.name, "role": role.term, "groups": ", ".join(sorted(groups))}
    for administrator in Person.objects.active().holding(RoleName.ADMINISTRATOR, today()).order_by("pk"):
        link = person.get_absolute_url()
        notify(administrator, kind="access-review", title=TITLE, text=TEXT, values=values, link=link)
    return withheld


@transaction.atomic
def lift_withheld_role(withheld_id: UUID, *, by: Person, reason: str) -> WithheldRole:
    """Let groups give a person a role again, from their next sign-in on.

    Raises:
        PermissionRefused, Refused: not allowed, one's own role, or lifted already.
    """
    permit(by, "access.assign_role")
    withheld = WithheldRole.objects.select_for_update(of=("self",)).select_related("person", "role").get(pk=withheld_id)
    refuse_if(refuse_self_change(is_self=withheld.person_id == by.pk))
    refuse_if(LIFTED if withheld.lifted_at else None)
    withheld.lifted_at = now()
    withheld.save(update_fields=["lifted_at"])
    record(
        "access.role.released",
        subject=withheld.person,
        also=[withheld.role],
        by=by,
        reason=reason,
        role=withheld.role.term,
    )
    return withheld
