"""Log records that name the request they belong to."""

import logging

from common.requests import META_KEY, current_request_id


class RequestIdFilter(logging.Filter):
    """Put the current request's id on each record, or a dash outside of requests."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Let every record pass, marked."""
        meta = getattr(getattr(record, "request", None), "META", {})
        record.request_id = current_request_id.get() or meta.get(META_KEY, "-")
        return True
