"""Taking a file."""

from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase

from access.gate import SIGNED_IN
from access.page_base import Page
from common.refusals import Refused
from registers.actions.files import download_file, report_damage
from registers.handing_out import AWAY, GONE, as_download, open_whole
from registers.models import StoredFile


class FilePage(Page):
    """A file, to be saved: for those who may see what it belongs to. Each time it is taken is on record.

    What it belongs to decides alone (`visible_to`): whoever is something to it may have no role at all.
    """

    permission = SIGNED_IN
    model = StoredFile
    template_name = "registers/file_withheld.html"

    def get_title(self) -> Any:
        """Return the file's name."""
        return self.object.name

    def get(self, request: HttpRequest, **_kwargs: Any) -> HttpResponseBase:
        """Hand it out if it is whole; otherwise say what is wrong with it."""
        try:
            file = open_whole(self.object)
        except Refused as refused:
            refusal = refused.refusal
            if refusal is AWAY:
                return self.respond({"text": refusal.text, "stored": self.object}, status=503)
            report_damage(self.object, refusal, by=self.reader)
            status = 404 if refusal is GONE else 409
            return self.respond({"text": refusal.text, "stored": self.object}, status=status)
        if request.method == "GET":
            download_file(self.object, by=self.reader)
        return as_download(self.object, file)
