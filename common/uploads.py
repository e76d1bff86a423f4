"""What may be uploaded at once."""

from typing import Any

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadhandler import FileUploadHandler


class BoundedUpload(FileUploadHandler):
    """Refuses a body with files that is over-long before it is read; a smaller one is left to the next handlers."""

    def handle_raw_input(
        self,
        input_data: Any,  # noqa: ARG002 - Django's names
        META: Any,  # noqa: N803, ARG002
        content_length: int,
        *args: Any,  # noqa: ARG002
        **kwargs: Any,  # noqa: ARG002
    ) -> None:
        """Look at the length that was announced; no more than that is read.

        Raises:
            RequestDataTooBig: it is more than `UPLOAD_MAX_SIZE`.
        """
        if content_length > settings.UPLOAD_MAX_SIZE:
            raise RequestDataTooBig

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:  # noqa: ARG002 - Django's names
        """Hand it on."""
        return raw_data

    def file_complete(self, file_size: int) -> None:
        """Leave the file to whoever kept it."""
