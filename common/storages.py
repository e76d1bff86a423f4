"""Where files lie when not in a folder: a bucket of S3 or of anything that speaks its protocol."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError
from storages.backends.s3 import S3Storage

# Long enough for a large file on a slow line, short enough that a reader does not wait for a storage that is not there.
CONNECT_SECONDS = 5
READ_SECONDS = 60
IN_MEMORY = 2**20


class UnreachableStorage(OSError):  # noqa: N818 - names what happened
    """The bucket did not answer, or refused the portal's keys."""


class PrivateBucket(S3Storage):
    """A bucket whose objects are reached through the portal only: it never hands out an address of one."""

    def get_default_settings(self) -> dict[str, Any]:
        """Return the settings where the installation says nothing else."""
        config = Config(
            signature_version="s3v4",
            connect_timeout=CONNECT_SECONDS,
            read_timeout=READ_SECONDS,
            retries={"mode": "standard", "max_attempts": 3},
            # Not every storage that speaks S3 knows the newer checksums; the portal keeps a SHA-256 of its own.
            request_checksum_calculation="when_required",
            response_checksum_validation="when_required",
        )
        own = {"client_config": config, "file_overwrite": False, "max_memory_size": IN_MEMORY, "default_acl": None}
        return {**super().get_default_settings(), **own}

    def url(self, name: str, *_args: Any, **_kwargs: Any) -> str:
        """Refuse: files are handed out by pages that ask for a permission.

        Raises:
            ValueError: always, as Django's own storage does without a base address.
        """
        raise ValueError(f"{name} is not reached by an address: the portal hands it out itself.")

    def save(self, name: str | None, content: Any, max_length: int | None = None) -> str:
        """Put an object under this name, or a like one where it is taken.

        Raises:
            UnreachableStorage: the bucket does not answer.
        """
        with _reached():
            return str(super().save(name, content, max_length))

    def delete(self, name: str) -> None:
        """Remove an object.

        Raises:
            UnreachableStorage: the bucket does not answer.
        """
        with _reached():
            super().delete(name)

    def _open(self, name: str, mode: str = "rb") -> Any:
        """Open an object, fetched whole, so that a failure shows before anything of it is sent on."""
        with _reached():
            return super()._open(name, mode).open()


@contextmanager
def _reached() -> Iterator[None]:
    try:
        yield
    except (BotoCoreError, ClientError) as error:
        raise UnreachableStorage(str(error)) from error
