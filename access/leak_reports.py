"""Reading a report of tokens that lie open: one token, or a list as scanners for secrets send it."""

import json
from typing import Any

from access.actions.leaks import Found
from access.rules.service_identities import MOST_IN_ONE_REPORT
from common.refusals import Refusal, Refused
from common.refusals import marked as _

LONGEST_BODY = 65_536
UNREADABLE = Refusal(
    "unreadable_report", _('Send {"token": "…", "found_at": "https://…"}, or a list of {"token": "…", "url": "…"}.')
)


def found_in(report: Any) -> list[Found]:
    """Return what a report names: an object with `token`, or a list of them as GitHub's secret scanning sends it.

    Raises:
        Refused: it is neither, or too long.
    """
    each_of = report if isinstance(report, list) else [report]
    if not 0 < len(each_of) <= MOST_IN_ONE_REPORT:
        raise Refused(UNREADABLE)
    return [_found(each) for each in each_of]


def found_in_body(body: bytes) -> list[Found]:
    """Return what a body in JSON names.

    Raises:
        Refused: it is no JSON, no report, or too long.
    """
    try:
        return found_in(json.loads(body))
    except (ValueError, RecursionError) as error:
        raise Refused(UNREADABLE) from error


def _found(one: Any) -> Found:
    token = one.get("token") if isinstance(one, dict) else None
    place = one.get("found_at", one.get("url")) if isinstance(one, dict) else None
    if not isinstance(token, str) or not token or not isinstance(place, str | None):
        raise Refused(UNREADABLE)
    return Found(token, place or "")
