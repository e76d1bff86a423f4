"""The comments of a use case on its page and over the API."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from access.models import Person
from registers.actions.comments import resolve_comment, write_comment
from registers.actions.use_cases import share
from registers.models import Comment, UseCase
from registers.presenting.comments import told
from tests.factories.clients import api_of, client_of
from tests.factories.people import fresh
from tests.factories.registers import steward
from tests.factories.use_cases import make_approved, make_draft, make_submitted, requester

pytestmark = pytest.mark.django_db
IN_PLACE: dict[str, Any] = {"HTTP_HX_REQUEST": "true", "HTTP_HX_TARGET": "comments"}
SECRET = "Use sk-proj-abcdefghijklmnopqrstuvwxyz0123 please"


def page(person: Person, use_case: UseCase, tab: str = "comments") -> str:
    return client_of(person).get(f"{use_case.get_absolute_url()}?tab={tab}").content.decode()


def write(person: Person, use_case: UseCase, **said: Any) -> Any:
    options = said.pop("options", {})
    return client_of(person).post(f"{use_case.get_absolute_url()}comments/", said, **options)


def test_it_works_without_a_script() -> None:
    use_case, officer = make_submitted(), fresh(steward())
    answer = write(officer, use_case, text="Why, @Rita Requester?\nSee https://example.org/a?b=1.", field="purpose")
    written = Comment.objects.get()
    assert (answer.status_code, answer["Location"]) == (302, written.get_absolute_url())
    shown = page(requester(), use_case)
    assert f'id="comment-{written.pk}"' in shown
    assert '<span class="called">@Rita Requester</span>?\nSee' in shown
    assert '<a href="https://example.org/a?b=1" rel="nofollow noopener noreferrer">' in shown
    assert "about: Purpose" in shown
    assert 'Comments<span class="count">1</span>' in shown
    assert write(requester(), use_case, text="Because", answers=str(written.pk)).status_code == 302
    assert "Because" in page(officer, use_case)
    resolved = client_of(officer).post(f"/registers/comments/{written.pk}/resolve/")
    assert (resolved.status_code, resolved["Location"]) == (302, written.get_absolute_url())
    assert 'class="card thread thread-resolved"' in page(officer, use_case)
    assert client_of(officer).get(f"/registers/comments/{written.pk}/reopen/").status_code == 200
    assert client_of(officer).post(f"/registers/comments/{written.pk}/reopen/").status_code == 302
    assert 'thread-resolved"' not in page(officer, use_case)


def test_it_works_in_place() -> None:
    use_case = make_draft()
    answer = write(requester(), use_case, text="First", options=IN_PLACE)
    shown = answer.content.decode()
    assert answer.status_code == 200
    assert "<html" not in shown
    assert "First" in shown
    assert "data-fresh" in shown
    assert 'id="page-tabs" hx-swap-oob="true"' in shown
    key = Comment.objects.get().pk
    settled = client_of(requester()).post(f"/registers/comments/{key}/resolve/", **IN_PLACE)
    assert "thread-resolved" in settled.content.decode()
    # Somebody was faster: the comments as they are now.
    again = client_of(requester()).post(f"/registers/comments/{key}/resolve/", **IN_PLACE)
    assert (again.status_code, "thread-resolved" in again.content.decode()) == (200, True)


@pytest.mark.parametrize("options", [{}, IN_PLACE])
def test_a_secret_is_refused_and_what_was_typed_kept(options: dict[str, str]) -> None:
    use_case = make_draft()
    thread = write_comment(use_case.pk, by=requester(), text="Which key?")
    for said in ({"text": SECRET}, {"text": SECRET, "answers": str(thread.pk)}):
        answer = write(requester(), use_case, **said, options=options)
        shown = answer.content.decode()
        assert answer.status_code == 422
        assert "This looks like a key or token." in shown
        assert f"{SECRET}</textarea>" in shown
    assert Comment.objects.count() == 1


def test_texts_are_only_texts() -> None:
    assert told('<b>x</b> javascript:alert(1) & https://a.example/"onclick=1', []) == (
        "&lt;b&gt;x&lt;/b&gt; javascript:alert(1) &amp; "
        '<a href="https://a.example/" rel="nofollow noopener noreferrer">https://a.example/</a>&quot;onclick=1'
    )


def test_a_file_goes_with_it(engineer: Person) -> None:
    use_case = make_approved()
    pdf = SimpleUploadedFile("proof.pdf", b"%PDF-1.7\n%proof\n", "application/pdf")
    assert write(requester(), use_case, text="The proof", file=pdf).status_code == 302
    stored = Comment.objects.get().file
    assert stored is not None
    assert "proof.pdf" in page(requester(), use_case)
    assert client_of(requester()).get(stored.get_absolute_url()).status_code == 200
    # The use case is open to everybody, what is said about it is not.
    assert client_of(engineer).get(stored.get_absolute_url()).status_code == 404
    program = SimpleUploadedFile("run.exe", b"MZ", "application/octet-stream")
    refused = write(requester(), use_case, text="Run it", file=program)
    assert (refused.status_code, "cannot be uploaded here" in refused.content.decode()) == (422, True)


def test_who_may_see_them_and_who_may_write(engineer: Person, auditor: Person) -> None:
    use_case = make_approved()
    written = write_comment(use_case.pk, by=requester(), text="Between us")
    assert "Between us" not in page(engineer, use_case)
    assert write(engineer, use_case, text="Me too").status_code == 403
    assert client_of(engineer).post(f"/registers/comments/{written.pk}/resolve/").status_code == 404
    shown = page(auditor, use_case)
    assert "Between us" in shown
    assert "<textarea" not in shown
    assert write(auditor, use_case, text="I saw it").status_code == 403
    assert write(engineer, make_draft("Theirs"), text="Hello").status_code == 404


def test_the_chooser_offers_whoever_may_read_it(engineer: Person, auditor: Person) -> None:
    use_case = make_draft()
    address = f"{use_case.get_absolute_url()}mentionable/"
    shown = client_of(requester()).get(f"{address}?q=ann", HTTP_HX_REQUEST="true").content.decode()
    assert 'data-call="Anna Auditor"' in shown
    assert "Emil Engineer" not in client_of(requester()).get(address).content.decode()
    share(use_case.pk, engineer.pk, "watcher", by=requester())
    assert "Emil Engineer" in client_of(requester()).get(address).content.decode()
    assert client_of(engineer).get(f"{make_draft('Other').get_absolute_url()}mentionable/").status_code == 404


def test_the_same_over_the_api(engineer: Person) -> None:
    use_case, officer = make_submitted(), fresh(steward())
    said = {"use_case": str(use_case.pk), "text": "Why, @Rita Requester?", "field": "purpose"}
    made = api_of(officer).post("/api/v1/comments/", said)
    assert made.status_code == 201, made.content
    first = made.json()
    assert (first["mentions"], first["use_case"]["code"], first["version"]) == (["Rita Requester"], use_case.code, 1)
    answered = api_of(requester()).post(
        "/api/v1/comments/", {**said, "text": "So", "field": "", "answers": first["id"]}
    )
    assert answered.json()["answers"] == first["id"]
    listed = api_of(officer).get(f"/api/v1/comments/?use_case={use_case.code}&standing=open").json()["results"]
    assert [each["text"] for each in listed] == ["Why, @Rita Requester?", "So"]
    refused = api_of(officer).post("/api/v1/comments/", {**said, "text": SECRET})
    assert (refused.status_code, refused.json()["code"]) == (409, "secret_in_comment")
    assert api_of(officer).post(f"/api/v1/comments/{first['id']}/resolve/").json()["resolved_by"]["name"]
    assert api_of(officer).get(f"/api/v1/comments/?use_case={use_case.pk}&standing=open").json()["results"] == []
    assert api_of(officer).post(f"/api/v1/comments/{first['id']}/reopen/").json()["resolved_by"] is None
    # Who may not see the use case is told that there is none.
    assert api_of(engineer).post("/api/v1/comments/", said).status_code == 422
    assert api_of(engineer).get("/api/v1/comments/").json()["results"] == []
    assert api_of(engineer).get(f"/api/v1/comments/{first['id']}/").status_code == 404


def test_many_threads_cost_no_more_to_show(django_assert_max_num_queries: Any) -> None:
    use_case = make_draft()
    for number in range(12):
        row = write_comment(use_case.pk, by=requester(), text=f"Number {number}")
        write_comment(use_case.pk, by=requester(), text="Answer", answers_id=row.pk)
    resolve_comment(Comment.objects.filter(answers=None).earliest("written_at").pk, by=requester())
    client = client_of(requester())
    client.get(use_case.get_absolute_url())
    with django_assert_max_num_queries(60):
        client.get(f"{use_case.get_absolute_url()}?tab=comments")
