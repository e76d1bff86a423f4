"""Keeping files: what was handed in, as it was, with what vouches for it; nothing is left of what failed."""

import hashlib
import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import PurePath
from typing import Any

from django.conf import settings
from django.core.files.base import ContentFile, File
from django.core.files.storage import default_storage
from django.db import transaction
from django.template.defaultfilters import filesizeformat

from access.models import Person
from common.refusals import Refusal, Refused
from common.refusals import marked as _
from registers.files import ATTACHABLE, is_of_kind
from registers.models import StoredFile
from trail.recording import record

SPREADSHEETS = {
    ".csv": "text/csv",
    ".tsv": "text/tab-separated-values",
    ".txt": "text/plain",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
LONGEST_NAME = 255
UNWANTED = re.compile(r'[\x00-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff/\\:*?"<>|]+')
TOO_LARGE = _("The file has %(size)s; at most %(most)s can be uploaded.")
KIND_UNWANTED = _("Files ending in “%(ending)s” cannot be uploaded here. These can: %(allowed)s.")
KIND_WRONG = _("The name ends in “%(ending)s”, but the content is of another kind. Save it anew and upload that.")
STORAGE_AWAY = Refusal(
    "storage_away", _("The storage of files does not answer, so nothing was saved. Try again in a few minutes."), "file"
)
_written: ContextVar[list[str] | None] = ContextVar("files_written", default=None)


@contextmanager
def keeping_files() -> Iterator[None]:
    """Open a transaction; if it fails, the files kept in it are removed."""
    names: list[str] = []
    token = _written.set(names)
    try:
        with transaction.atomic():
            yield
    except BaseException:
        for name in names:
            default_storage.delete(name)
        raise
    finally:
        _written.reset(token)


def keep_file(
    file: "File[Any]",
    *,
    name: str,
    by: Person | None,
    allowed: Mapping[str, str],
    most: int | None = None,
    fits: Callable[[bytes, str], bool] = is_of_kind,
) -> StoredFile:
    """Keep a file with its size, type and SHA-256, inside `keeping_files`; the caller's action records it.

    `allowed` maps the endings that are accepted to the types they stand for; `fits` asks the content whether it is of
    its type, where the caller knows better than by its beginning.

    Raises:
        Refused: it is too large, or not of a kind that is accepted, by name or by content; or the storage is away.
    """
    refuse_large(file.size or 0, most)
    clean = cleaned_name(name)
    ending = PurePath(clean).suffix.lower()
    if ending not in allowed:
        details = {"ending": ending, "allowed": ", ".join(sorted(allowed))}
        raise Refused(Refusal("file_kind_unwanted", KIND_UNWANTED, "file", details))
    file.seek(0)
    content = file.read()
    if not fits(content, allowed[ending]):
        raise Refused(Refusal("file_kind_wrong", KIND_WRONG, "file", {"ending": ending}))
    digest = hashlib.sha256(content).hexdigest()
    stored = StoredFile(name=clean, content_type=allowed[ending], size=len(content), sha256=digest, kept_by=by)
    # In storage a file is called by its key, so that no name of anybody's reaches a path.
    try:
        stored.file.save(f"{stored.pk}{ending}", ContentFile(content), save=False)
    except OSError as error:
        raise Refused(STORAGE_AWAY) from error
    names = _written.get()
    if names is None:
        raise RuntimeError("Keep files inside keeping_files().")
    names.append(str(stored.file.name))
    stored.save(force_insert=True)
    return stored


def keep_attachable(file: "File[Any]", *, by: Person | None) -> StoredFile:
    """Keep a file that is to be a document or an attachment, under its own name.

    Raises:
        Refused: as `keep_file`.
    """
    most = settings.ATTACHMENT_MAX_MB * 2**20
    return keep_file(file, name=file.name or "", by=by, allowed=ATTACHABLE, most=most)


@transaction.atomic
def download_file(stored: StoredFile, *, by: Person) -> None:
    """Put on record that a person took a file."""
    record("registers.file.downloaded", subject=stored, by=by, sha256=stored.sha256)


@transaction.atomic
def report_damage(stored: StoredFile, refusal: Refusal, *, by: Person) -> None:
    """Put on record that a file was asked for and could not be given: it is gone, or not what was handed in."""
    record("registers.file.found_damaged", subject=stored, by=by, problem=refusal.code, sha256=stored.sha256)


def refuse_large(size: int, most: int | None = None) -> None:
    """Let a file of a size through.

    Raises:
        Refused: it is larger than may be uploaded.
    """
    most = most or settings.UPLOAD_MAX_SIZE
    if size > most:
        details = {"size": filesizeformat(size), "most": filesizeformat(most)}
        raise Refused(Refusal("file_too_large", TOO_LARGE, "file", details))


def cleaned_name(name: str) -> str:
    """Return a file's name without its folder and without what would mislead whoever saves or reads it."""
    plain = UNWANTED.sub("_", PurePath(name.replace("\\", "/")).name).strip(" ._") or "file"
    stem, ending = PurePath(plain).stem, PurePath(plain).suffix
    return stem[: LONGEST_NAME - len(ending)] + ending
