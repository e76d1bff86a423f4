"""Files in a bucket: put, got and removed over the wire, and never reached by an address."""

from collections.abc import Iterator
from typing import Any

import boto3
import pytest
from django.core.files.base import ContentFile
from moto.server import ThreadedMotoServer

from common.storages import PrivateBucket, UnreachableStorage
from compliance_portal.settings.files import file_storage

KEYS = {"FILES_S3_ACCESS_KEY_ID": "portal", "FILES_S3_REGION": "eu-central-1", "FILES_S3_BUCKET": "files"}


@pytest.fixture(scope="module")
def endpoint() -> Iterator[str]:
    """Start a storage that speaks S3, on a free port."""
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    yield f"http://{host}:{port}"
    server.stop()


@pytest.fixture
def told(endpoint: str, tmp_path: Any, monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """Say in the environment where the bucket is, the secret key in a file; return the settings read from it."""
    (tmp_path / "key").write_text("secret-of-a-test", encoding="ascii")
    for name, value in {**KEYS, "FILES_S3_ENDPOINT_URL": endpoint}.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setenv("FILES_S3_SECRET_ACCESS_KEY_FILE", str(tmp_path / "key"))
    return file_storage(tmp_path)


@pytest.fixture
def bucket(endpoint: str, told: dict[str, Any]) -> PrivateBucket:
    options = told["OPTIONS"]
    client = boto3.client(
        "s3",
        endpoint_url=endpoint,
        region_name=options["region_name"],
        aws_access_key_id=options["access_key"],
        aws_secret_access_key=options["secret_key"],
    )
    client.create_bucket(Bucket="files", CreateBucketConfiguration={"LocationConstraint": "eu-central-1"})
    return PrivateBucket(**options)


def test_it_works(bucket: PrivateBucket, told: dict[str, Any]) -> None:
    assert (told["BACKEND"], told["OPTIONS"]["secret_key"]) == ("common.storages.PrivateBucket", "secret-of-a-test")
    name = bucket.save("registers/2026/a.txt", ContentFile(b"Hello"))
    with bucket.open(name) as file:
        assert file.read() == b"Hello"
    # A second file of one name does not take the place of the first.
    other = bucket.save("registers/2026/a.txt", ContentFile(b"Other"))
    assert other != name
    assert bucket.open(name).read() == b"Hello"
    bucket.delete(name)
    assert not bucket.exists(name)
    with pytest.raises(FileNotFoundError):
        bucket.open(name)
    with pytest.raises(ValueError, match="not reached by an address"):
        bucket.url(other)


def test_a_storage_that_is_not_there_says_so(told: dict[str, Any]) -> None:
    nowhere = PrivateBucket(**{**told["OPTIONS"], "endpoint_url": "http://127.0.0.1:1"})
    with pytest.raises(UnreachableStorage):
        nowhere.open("registers/a.txt")
    with pytest.raises(UnreachableStorage):
        nowhere.save("registers/a.txt", ContentFile(b"x"))


def test_without_a_bucket_files_lie_in_the_home(tmp_path: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("FILES_S3_BUCKET", raising=False)
    settings = file_storage(tmp_path)
    assert settings["OPTIONS"] == {"location": tmp_path / "files", "base_url": None}
