"""What is longer than the portal takes is refused with 413, as a page or as a problem, before it is read."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from access.models import Department, Person
from tests.factories.clients import api_of, client_of

FORM = "/access/departments/new/"
API = "/api/v1/departments/"


@pytest.fixture(autouse=True)
def small(settings: Any) -> None:
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 2_000
    settings.DATA_UPLOAD_MAX_NUMBER_FIELDS = 20
    settings.UPLOAD_MAX_SIZE = 20_000


@pytest.mark.parametrize(
    "data",
    [
        {"name": "x" * 3_000},
        {f"name{number}": "" for number in range(30)},
        {"name": "x", "file": b"x" * 30_000},
    ],
    ids=["long", "fields", "file"],
)
@pytest.mark.parametrize("checked", [True, False], ids=["in the check of the form's token", "in the view"])
def test_a_form_that_is_too_large(administrator: Person, data: dict[str, Any], checked: bool) -> None:
    client = client_of(administrator, enforce_csrf_checks=checked)
    client.get(FORM)  # brings the cookie of the check
    sent = {name: SimpleUploadedFile("x.csv", each) if name == "file" else each for name, each in data.items()}
    answer = client.post(FORM, sent)
    page = answer.content.decode()
    assert answer.status_code == 413
    assert "This is too large" in page
    assert "Send less at once" in page
    assert not Department.objects.filter(name__startswith="x").exists()


def test_a_file_of_good_size_passes(administrator: Person) -> None:
    file = SimpleUploadedFile("x.csv", b"x" * 10_000)
    assert client_of(administrator).post(FORM, {"name": "Research", "file": file}).status_code == 302


@pytest.mark.parametrize("headers", [{}, {"Idempotency-Key": "once"}])
def test_a_body_that_is_too_large_is_a_problem(administrator: Person, headers: dict[str, str]) -> None:
    answer = api_of(administrator).post(API, {"name": "x" * 3_000}, headers=headers)
    assert (answer.status_code, answer.headers["Content-Type"]) == (413, "application/problem+json")
    assert answer.json()["code"] == "too_large"
    assert answer.json()["detail"] == "The request is larger than the portal takes."


def test_a_stranger_is_told_the_same(db: None) -> None:
    answer = Client().post("/access/sign-in/", {"email": "x" * 3_000})
    assert answer.status_code == 413
    assert "This is too large" in answer.content.decode()
