"""Reads that are on record: who looked at sensitive records, once for each question in a while."""

import hashlib
from datetime import datetime, timedelta
from typing import Any

from django.db import models, transaction
from django.http import HttpRequest

from access.models import Person
from common.clock import now
from trail.recording import record

# Turning pages or coming back within this time is the same reading.
SAME_READING = timedelta(minutes=15)
KEPT = 50
SESSION_KEY = "readings"


def note_reading(request: HttpRequest, verb: str, *, subject: models.Model, by: Person, **details: Any) -> None:
    """Record that somebody read something sensitive, unless they read the same just before in this session."""
    question = hashlib.sha256(f"{verb}:{subject.pk}:{sorted(details.items())}".encode()).hexdigest()[:16]
    readings = {key: at for key, at in request.session.get(SESSION_KEY, {}).items() if _is_recent(at)}
    if question in readings:
        return
    with transaction.atomic():
        record(verb, subject=subject, by=by, **details)
    kept = dict(sorted(readings.items(), key=lambda each: each[1])[-KEPT:])
    request.session[SESSION_KEY] = {**kept, question: now().isoformat()}


def note_taking(reader: Person, what: str, *, count: int) -> None:
    """Record that somebody took a document of evidence away, with how many rows it holds."""
    with transaction.atomic():
        record("access.list.exported", subject=reader, by=reader, list=what, format="JSON", count=count, query="")


def _is_recent(at: str) -> bool:
    return timedelta() <= now() - datetime.fromisoformat(at) < SAME_READING
