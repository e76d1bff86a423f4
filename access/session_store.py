"""Django's session store on our own rows, so that each session has a person, an address and a device."""

from datetime import datetime
from typing import Any, cast

from django.contrib.sessions.backends.db import SessionStore as DatabaseStore

from access.models import PortalSession
from common.clock import now

PERSON_KEY = "_auth_user_id"
STARTED_KEY = "started_at"
# What the identity provider said of the sign-in.
SID_KEY, ACR_KEY, AMR_KEY = "provider_sid", "acr", "amr"
# When it last said that the person is still theirs; its ID token, sealed, for the way out.
RENEWED_KEY, ID_TOKEN_KEY = "renewed_at", "sealed_id_token"


class SessionStore(DatabaseStore):
    """Sessions as PortalSession rows; the sign-in says in the session's data when, from where and on which device.

    `row` is the row that was read or written last, so that nobody has to read it a second time.
    """

    row: PortalSession | None = None

    @classmethod
    def get_model_class(cls) -> type[PortalSession]:
        """Return the model of the rows."""
        return PortalSession

    def _get_session_from_db(self) -> PortalSession | None:
        self.row = super()._get_session_from_db()  # type: ignore[misc]
        return self.row

    def create_model_instance(self, data: dict[str, Any]) -> PortalSession:
        """Return the row for the session's data; a row known already keeps its handle and its beginning."""
        row = cast("PortalSession", super().create_model_instance(data))
        held = self.row if self.row is not None and self.row.session_key == row.session_key else None
        started = data.get(STARTED_KEY)
        if held is not None:
            row.handle, row.started_at = held.handle, held.started_at
        if started:
            row.started_at = datetime.fromisoformat(started)
        row.last_seen_at = now()
        row.person_id = data.get(PERSON_KEY)
        row.address = data.get("address")
        row.device = data.get("device", "")[:300]
        row.provider_sid, row.acr, row.amr = data.get(SID_KEY, ""), data.get(ACR_KEY, ""), data.get(AMR_KEY, [])
        self.row = row
        return row
