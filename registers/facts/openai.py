"""What OpenAI keeps and where, in our own words; a changed line becomes a newer version from its `starts_on`.

`abuse_log_days`: 0 is none, None is as long as the content itself. A line that was checked again, or differs, gets a
new day in `checked_on` and `starts_on`, so that what an organisation found out itself later than that still holds.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any

from common.refusals import marked as _
from registers.choices import Eligibility, Endpoint, Region, StateKept

SOURCE = "OpenAI: Data controls in the OpenAI platform"
CHECKED_ON = date(2026, 11, 21)
STARTS_ON = date(2026, 1, 1)

_SAID = {"source": SOURCE, "checked_on": CHECKED_ON, "starts_on": STARTS_ON}
_NOTHING_KEPT = {"state_kept": StateKept.NONE, "state_days": None}
_UNTIL_DELETED = {"state_kept": StateKept.UNTIL_DELETED, "state_days": None}


def _endpoint(endpoint: Endpoint, days: int | None, eligible: Eligibility, note: str, **state: Any) -> dict[str, Any]:
    kept = state or _NOTHING_KEPT
    return {
        **_SAID,
        **kept,
        "endpoint": endpoint.value,
        "abuse_log_days": days,
        "zero_retention": eligible.value,
        "note": note,
    }


ENDPOINTS: tuple[Mapping[str, Any], ...] = (
    _endpoint(
        Endpoint.CHAT_COMPLETIONS, 30, Eligibility.LIMITED,
        _("Under zero retention “store” is forced to false. Audio answers stay for one hour so that a conversation "
          "can go on; the extended prompt cache stays up to 24 hours and cannot be switched off from gpt-5.5 on. "
          "Content sent to a remote MCP server is kept by its operator's rules."),
    ),
    _endpoint(
        Endpoint.RESPONSES, 30, Eligibility.LIMITED,
        _("Answers stay 30 days because “store” is true unless a call says otherwise; under zero retention it is "
          "forced to false. Background mode keeps the answer for about ten minutes; the extended prompt cache stays"
          " up to 24 hours and cannot be switched off from gpt-5.5 on; containers of the code interpreter live "
          "until they expire. Content sent to a remote MCP server is kept by its operator's rules."),
        state_kept=StateKept.DAYS, state_days=30,
    ),
    _endpoint(
        Endpoint.CONVERSATIONS, None, Eligibility.NO,
        _("Conversations and their items stay until somebody deletes them; so do their entries in the abuse log."),
        **_UNTIL_DELETED,
    ),
    _endpoint(Endpoint.EMBEDDINGS, 30, Eligibility.YES, ""),
    _endpoint(Endpoint.MODERATIONS, 0, Eligibility.YES, _("Nothing is kept, not even for abuse monitoring.")),
    _endpoint(
        Endpoint.IMAGES, 30, Eligibility.LIMITED,
        _("Zero retention holds with the gpt-image models only. An image that is flagged as child abuse is kept "
          "whatever was agreed."),
    ),
    _endpoint(Endpoint.SPEECH, 30, Eligibility.YES, ""),
    _endpoint(
        Endpoint.TRANSCRIPTIONS, 0, Eligibility.YES, _("Nothing is kept, not even for abuse monitoring.")
    ),
    _endpoint(Endpoint.TRANSLATIONS, 0, Eligibility.YES, _("Nothing is kept, not even for abuse monitoring.")),
    _endpoint(Endpoint.REALTIME, 30, Eligibility.YES, ""),
    _endpoint(
        Endpoint.FILES, 30, Eligibility.NO,
        _("A file stays until it is deleted, or until “expires_after” where it was uploaded with one."),
        **_UNTIL_DELETED,
    ),
    _endpoint(
        Endpoint.BATCHES, 30, Eligibility.NO,
        _("Input and output are files: they stay until they are deleted, or until “expires_after”."),
        **_UNTIL_DELETED,
    ),
    _endpoint(
        Endpoint.VECTOR_STORES, 30, Eligibility.NO,
        _("Stays until it is deleted, and is purged 30 days after that; what nobody deletes stays for good."),
        **_UNTIL_DELETED,
    ),
    _endpoint(
        Endpoint.FINE_TUNING, 30, Eligibility.NO,
        _("Training files and the model made from them stay until they are deleted."),
        **_UNTIL_DELETED,
    ),
    _endpoint(
        Endpoint.EVALS, 30, Eligibility.NO, _("Evaluations and their data stay until they are deleted."),
        **_UNTIL_DELETED,
    ),
    _endpoint(
        Endpoint.ASSISTANTS, 30, Eligibility.NO,
        _("Stays until it is deleted, and is purged 30 days after that; what nobody deletes stays for good."),
        **_UNTIL_DELETED,
    ),
    _endpoint(
        Endpoint.THREADS, 30, Eligibility.NO,
        _("Threads with their messages and runs stay until they are deleted, and are purged 30 days after that."),
        **_UNTIL_DELETED,
    ),
    _endpoint(
        Endpoint.VIDEOS, 30, Eligibility.NO,
        _("Blocked in projects under modified abuse monitoring or zero retention. A finished video can be fetched "
          "for another 48 hours."),
    ),
    _endpoint(Endpoint.COMPLETIONS, 30, Eligibility.YES, ""),
)  # fmt: skip

_APPROVAL = _(
    "Content is stored in the region, but computed elsewhere. Needs an agreement on modified abuse monitoring or zero "
    "retention first. Data about the account, its use and its billing are never covered."
)


def _region(region: Region, note: str = _APPROVAL, *, processes: bool = False, approval: bool = True) -> dict[str, Any]:
    return {
        **_SAID,
        "region": region.value,
        "stores": True,
        "processes": processes,
        "needs_approval": approval,
        "host": "api.openai.com" if region == Region.GLOBAL else f"{region.value}.api.openai.com",
        "note": note,
    }


REGIONS: tuple[Mapping[str, Any], ...] = (
    _region(
        Region.GLOBAL,
        _("No region is promised: content may be stored and computed wherever the provider works."),
        processes=True, approval=False,
    ),
    _region(
        Region.US,
        _("Stored and computed in the region. Data about the account, its use and its billing are never covered."),
        processes=True, approval=False,
    ),
    _region(
        Region.EU,
        _("Stored and computed in the EEA and Switzerland. Needs an agreement on modified abuse monitoring or zero "
          "retention first. Data about the account, its use and its billing are never covered."),
        processes=True,
    ),
    *(_region(region) for region in (Region.GB, Region.CA, Region.AU, Region.JP, Region.KR, Region.SG, Region.IN)),
    _region(
        Region.AE,
        _("Needs a further approval of its own. Content is stored in the region; whether it is computed there is "
          "not said alike everywhere, so ask before you rely on it."),
    ),
)  # fmt: skip
