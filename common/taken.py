"""Writing what must be unique: a clash that only the database sees becomes a refusal."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import IntegrityError, transaction
from psycopg.errors import UniqueViolation

from common.refusals import Refusal, Refused


@contextmanager
def refused_when_taken(refusal: Refusal) -> Iterator[None]:
    """Run a write whose uniqueness somebody else may take between the question and the answer.

    Raises:
        Refused: with this refusal, on a unique violation; the transaction around goes on.
    """
    try:
        with transaction.atomic():
            yield
    except IntegrityError as error:
        if isinstance(error.__cause__, UniqueViolation):
            raise Refused(refusal) from error
        raise
