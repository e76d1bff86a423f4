"""Idempotency-Key (draft-ietf-httpapi-idempotency-key-header): a request sent twice is carried out once.

The kept answer is written in the transaction of the change itself, so a server killed at any moment leaves both or
neither; a lock on the key, let go by the database with that transaction, turns away a twin that is still running.
"""

import hashlib
import json
import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import connection, transaction
from django.utils.translation import gettext as _
from rest_framework.renderers import JSONRenderer
from rest_framework.request import Request, is_form_media_type
from rest_framework.response import Response

from access.api.problems import Problem, ProblemException
from access.models import ApiAnswer, Person
from common.clock import now
from common.crypto import Undecipherable, seal, unseal

HEADER = "Idempotency-Key"
REPLAYED = "Idempotent-Replayed"
KEPT = timedelta(hours=24)
# Printable ASCII without quotes; clients send UUIDs.
ACCEPTABLE_KEY = re.compile(r"[!#-~]{1,255}")
PURPOSE = "api-answer"

Handler = Callable[..., Response]


def once_only(handler: Handler, person: Person) -> Handler:
    """Wrap the handler of a POST: with a key that was used before, the first answer is given again.

    Only what succeeded is kept: a refused request changed nothing and may be sent again with the same key.
    """

    def answer(request: Request, *args: Any, **kwargs: Any) -> Response:
        key = request.headers[HEADER].strip().strip('"')
        if not ACCEPTABLE_KEY.fullmatch(key):
            raise ProblemException(Problem(400, "bad_idempotency_key", _("A key is 1 to 255 printable characters.")))
        fingerprint = _fingerprint(request)
        with transaction.atomic():
            _claim(person, key)
            kept = ApiAnswer.objects.kept_since(now() - KEPT).filter(person=person, key=key).first()
            if kept is not None:
                return _again(kept, fingerprint)
            response = handler(request, *args, **kwargs)
            _keep(response, person, key, fingerprint)
        return response

    return answer


def _claim(person: Person, key: str) -> None:
    digest = hashlib.sha256(f"{person.pk}:{key}".encode()).digest()
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [int.from_bytes(digest[:8], signed=True)])
        if cursor.fetchone() != (True,):
            detail = _("A request with this key is still being carried out. Wait a moment and send it again.")
            raise ProblemException(Problem(409, "request_in_progress", detail, headers={"Retry-After": "1"}))


def _fingerprint(request: Request) -> str:
    if is_form_media_type(request.content_type):
        return _fingerprint_of_form(request)
    told = f"{request.method} {request.get_full_path()} {request.content_type}\n".encode()
    return hashlib.sha256(told + request._request.body).hexdigest()  # noqa: SLF001 - the bytes as they were sent


def _fingerprint_of_form(request: Request) -> str:
    """Return the digest of a form's fields and files, read in pieces: no two sendings draw the same boundary."""
    digest = hashlib.sha256(f"{request.method} {request.get_full_path()} form\n".encode())
    fields: Any = request.data
    for name, values in sorted(fields.lists()):
        for value in values:
            if isinstance(value, UploadedFile):
                said = [name, value.name, value.content_type, _digest_of(value)]
            else:
                said = [name, value]
            digest.update(json.dumps(said).encode())
    return digest.hexdigest()


def _digest_of(file: "UploadedFile[Any]") -> str:
    digest = hashlib.sha256()
    for chunk in file.chunks():
        digest.update(chunk)
    file.seek(0)
    return digest.hexdigest()


def _again(kept: ApiAnswer, fingerprint: str) -> Response:
    if kept.fingerprint != fingerprint:
        raise ProblemException(
            Problem(422, "idempotency_key_reused", _("This key was used for a different request. Take a new one."))
        )
    try:
        body = json.loads(unseal(kept.sealed_body, purpose=PURPOSE))
    except Undecipherable as error:
        detail = _("This request was carried out; its answer can no longer be read.")
        raise ProblemException(Problem(409, "answer_lost", detail)) from error
    headers = {REPLAYED: "true", **({"Location": kept.location} if kept.location else {})}
    return Response(body, kept.status, headers=headers)


def _keep(response: Response, person: Person, key: str, fingerprint: str) -> None:
    ApiAnswer.objects.older_than(now() - KEPT).filter(person=person, key=key).delete()
    ApiAnswer.objects.create(
        person=person,
        key=key,
        fingerprint=fingerprint,
        status=response.status_code,
        sealed_body=seal(JSONRenderer().render(response.data).decode() or "null", purpose=PURPOSE),
        location=response.headers.get("Location", ""),
        created_at=now(),
    )
