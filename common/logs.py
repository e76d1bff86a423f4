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


class RefusalFilter(logging.Filter):
    """Log what was refused in one line: a page that a reader may not see is no fault with a traceback."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Let every record pass; answers below 500 without their traceback."""
        if getattr(record, "status_code", 500) < 500:
            record.exc_info = None
        return True
