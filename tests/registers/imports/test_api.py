"""Imports over the API: a file as multipart, the rest as JSON."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test.client import MULTIPART_CONTENT

from access.models import Job, Person
from registers.actions.entering import check_import, enter_import
from registers.models import RegisterImport, UseCase
from tests.factories.clients import api_of
from tests.factories.imports import nothing, previewed
from tests.factories.spreadsheets import csv_of
from trail.models import TrailEntry

URL = "/api/v1/imports/"


@pytest.fixture(autouse=True)
def _queue(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("access.tasks.run_job.delay", lambda _key: None)


def test_it_works(officer: Person) -> None:
    api = api_of(officer)
    file = SimpleUploadedFile(
        "r.csv", csv_of(["Name", "Text", "Who"], ["One", "x", officer.email], ["Two", "", "a@b.cc"])
    )
    made = api.post(URL, {"file": file, "source": "Sales"}, content_type=MULTIPART_CONTENT)
    assert made.status_code == 201, made.json()
    url, body = made.headers["Location"], made.json()
    assert (body["state"], body["mapping"], body["reading"]["encoding"]) == ("uploaded", {"title": ["A"]}, "utf-8")
    mapped = api.patch(url, {"mapping": {"title": ["A"], "purpose": ["B"], "owner": ["C"]}})
    assert mapped.json()["mapping"]["owner"] == ["C"]
    assert api.post(f"{url}preview/", {}).json()["state"] == "reading"
    found = RegisterImport.objects.get()
    check_import(found.pk, step=nothing)
    Job.objects.update(state="done", finished_at=found.created_at)
    assert api.get(url).json()["rows_faulty"] == 1
    rows = api.get("/api/v1/import-rows/", {"register_import": str(found.pk), "state": "faulty"}).json()["results"]
    assert [each["problems"][0]["text"].split(":")[0] for each in rows] == ["Row 3, column C"]
    assert api.post(f"{url}commit/", {"duplicates": "leave-out"}).json()["state"] == "committing"
    enter_import(found.pk, by=officer, step=nothing)
    assert api.get(url).json()["rows_entered"] == 1
    assert UseCase.objects.get().owner == officer
    assert TrailEntry.objects.filter(verb="registers.import.uploaded", channel="api").exists()


def test_what_cannot_be_read_is_refused(officer: Person) -> None:
    api = api_of(officer)
    answer = api.post(
        URL, {"file": SimpleUploadedFile("r.csv", b""), "source": "Sales"}, content_type=MULTIPART_CONTENT
    )
    assert (answer.status_code, answer.json()["code"]) == (409, "file_empty")
    assert api.post(URL, {"source": "Sales"}, content_type=MULTIPART_CONTENT).status_code == 422
    assert api.post(URL, {"source": "Sales"}).status_code == 415
    found = previewed(csv_of(["Title"], ["One"]), officer)
    Job.objects.update(state="done", finished_at=found.created_at)
    url = f"{URL}{found.pk}/"
    assert api.patch(url, {"mapping": {"title": ["Z"]}}).json()["code"] == "column_unknown"
    assert api.patch(url, {"mapping": {"wheels": ["A"]}}).json()["code"] == "field_unknown"
    assert api.patch(url, {"mapping": {"title": ["A"], "purpose": ["A"]}}).json()["code"] == "column_twice"
    assert api.patch(url, {"reading": {"encoding": "rot13"}}).status_code == 422
    assert api.patch(url, {"reading": {"encoding": "utf-16"}}).status_code == 409
    assert api.post(f"{url}discard/", {}).json()["state"] == "discarded"
    assert api.post(f"{url}preview/", {}).json()["code"] == "import_over"


def test_only_who_may_import_sees_it(officer: Person, auditor: Person) -> None:
    found = previewed(csv_of(["Title"], ["One"]), officer)
    api = api_of(auditor)
    for address in (URL, f"{URL}{found.pk}/", "/api/v1/import-rows/"):
        assert api.get(address).status_code == 404
    assert api.post(f"{URL}{found.pk}/commit/", {}).status_code == 404
