"""The program by which the corporate directory writes here (SCIM)."""

from django.db import transaction

from access.actions.roles import lock_administrators
from access.actions.service_identities.rows import new_service
from access.models import SCIM_SUBJECT, SERVICE_ISSUER, Person
from common.clock import today
from common.permissions import RoleName
from trail.recording import record

SCIM_NAME = "Directory (SCIM)"
SCIM_PURPOSE = "Enters, changes and deactivates people and groups as the identity provider knows them."


@transaction.atomic
def ensure_scim_service() -> Person:
    """Return the service identity that the directory's tokens belong to, entered when it is missing.

    The administrator who was there first answers for it; nobody, where there is none yet.
    """
    # Two at once: the second one waits here and finds the row of the first.
    lock_administrators()
    known = Person.objects.filter(issuer=SERVICE_ISSUER, subject=SCIM_SUBJECT).first()
    if known is not None:
        return known
    administrators = Person.objects.people().active().holding(RoleName.ADMINISTRATOR, today()).order_by("pk")
    service = new_service(subject=SCIM_SUBJECT, name=SCIM_NAME, purpose=SCIM_PURPOSE, answerable=administrators.first())
    service.save(force_insert=True)
    record("access.service.entered", subject=service, by=None)
    return service
