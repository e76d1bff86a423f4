"""Handing work about documents to a worker, once the transaction is through."""

import logging
from uuid import UUID

from django.db import transaction
from kombu.exceptions import OperationalError

logger = logging.getLogger(__name__)


def send_for_readers(document_id: UUID) -> None:
    """Have the people whom a policy concerns asked to read it: they may be many."""
    transaction.on_commit(lambda: _send(document_id))


def _send(document_id: UUID) -> None:
    from registers.tasks import ask_for_reading

    try:
        ask_for_reading.delay(str(document_id))
    except OperationalError:
        # The schedule asks them within the hour.
        logger.warning("The queue is away; the readers of document %s are asked later.", document_id)
