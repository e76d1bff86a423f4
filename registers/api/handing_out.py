"""Answering with a file over the API: only if it is whole, and that it was taken is on record."""

from django.http import FileResponse

from access.api.problems import Problem, ProblemException
from access.models import Person
from common.refusals import Refused
from registers.actions.files import download_file, report_damage
from registers.handing_out import AWAY, as_download, open_whole
from registers.models import StoredFile


def answer_file(stored: StoredFile, *, by: Person) -> FileResponse:
    """Answer with a file to be saved.

    Raises:
        ProblemException: it is gone or changed (404), or the storage does not answer (503).
    """
    try:
        file = open_whole(stored)
    except Refused as refused:
        refusal = refused.refusal
        if refusal is not AWAY:
            report_damage(stored, refusal, by=by)
        status = 503 if refusal is AWAY else 404
        raise ProblemException(Problem(status, refusal.code, refusal.text)) from refused
    download_file(stored, by=by)
    response = as_download(stored, file)
    response.headers["Content-Type"] = "application/octet-stream"
    return response
