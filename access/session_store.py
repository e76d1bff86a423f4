"""Django's session store on our own rows, so that each session has a person, an address and a device."""

from typing import Any

from django.contrib.sessions.backends.db import SessionStore as DatabaseStore

from access.models import PortalSession
from common.clock import now

PERSON_KEY = "_auth_user_id"


class SessionStore(DatabaseStore):
    """Sessions as PortalSession rows; `address` and `device` are set by the sign-in through the session's data."""

    @classmethod
    def get_model_class(cls) -> type[PortalSession]:
        """Return the model of the rows."""
        return PortalSession

    def create_model_instance(self, data: dict[str, Any]) -> PortalSession:
        """Return the row for the session's data, keeping when it began."""
        row = super().create_model_instance(data)
        held = PortalSession.objects.filter(session_key=row.session_key).first()
        row.handle = held.handle if held else row.handle
        row.started_at = held.started_at if held else now()
        row.last_seen_at = now()
        row.person_id = data.get(PERSON_KEY)
        row.address = data.get("address")
        row.device = data.get("device", "")[:300]
        return row
