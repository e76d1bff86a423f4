"""Handing out what was handed in: only if it is whole, and never as something a browser would run."""

import hashlib
from typing import TYPE_CHECKING, Any

from django.http import FileResponse

from common.refusals import Refusal, Refused
from common.refusals import marked as _
from registers.models import StoredFile

if TYPE_CHECKING:
    from django.core.files.base import File

CHUNK = 2**18
GONE = Refusal(
    "file_gone",
    _("The file is no longer in storage. Tell whoever runs the portal: it may be in a backup. Its entry is unchanged."),
)
CHANGED = Refusal(
    "file_changed",
    _(
        "The file in storage is not the one that was handed in: its SHA-256 differs. It is not handed out. "
        "Tell whoever runs the portal, so that they find out what happened and bring back the original from a backup."
    ),
)
AWAY = Refusal("storage_away", _("The storage of files does not answer. Try again in a few minutes."))


def open_whole(stored: StoredFile) -> "File[Any]":
    """Open a file once its content is known to be what was handed in.

    Raises:
        Refused: it is gone, its SHA-256 is another, or the storage does not answer.
    """
    try:
        file: Any = stored.file.storage.open(str(stored.file.name), "rb")
        digest = hashlib.sha256()
        for chunk in iter(lambda: file.read(CHUNK), b""):
            digest.update(chunk)
    except (FileNotFoundError, ValueError) as error:
        raise Refused(GONE) from error
    except OSError as error:
        raise Refused(AWAY) from error
    if digest.hexdigest() != stored.sha256:
        file.close()
        raise Refused(CHANGED)
    file.seek(0)
    opened: File[Any] = file
    return opened


def as_download(stored: StoredFile, file: "File[Any]") -> FileResponse:
    """Answer with a file to be saved: no browser shows or runs it, and no cache keeps it."""
    response = FileResponse(file, as_attachment=True, filename=stored.name, content_type=stored.content_type)
    response.headers["Content-Length"] = str(stored.size)
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response.headers["Cache-Control"] = "private, no-store"
    response.headers["Cross-Origin-Resource-Policy"] = "same-origin"
    return response
