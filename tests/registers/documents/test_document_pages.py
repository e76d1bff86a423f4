"""Pages of documents and of the checklist."""

from datetime import timedelta
from typing import Any

from access.models import Person
from common.clock import today
from registers.models import Document, RequiredDocument
from tests.factories.clients import client_of
from tests.factories.documents import make_document
from tests.factories.files import upload
from tests.factories.registers import make_provider
from tests.factories.use_cases import make_draft

LIST = "/registers/documents/"
ONE = timedelta(days=1)


def entered(person: Person, **said: Any) -> Any:
    given = {"title": "DPA with OpenAI", "kind": "dpa", "file": upload("dpa.pdf"), **said}
    return client_of(person).post(f"{LIST}new/", given)


def test_it_works(officer: Person, engineer: Person) -> None:
    provider, use_case = make_provider(), make_draft()
    answer = entered(officer, provider=provider.pk, use_cases=use_case.code.lower(), owner=engineer.email)
    document = Document.objects.get()
    assert answer.status_code == 302
    assert answer["Location"] == document.get_absolute_url()
    assert (document.provider, document.owner, list(document.use_cases.all())) == (provider, engineer, [use_case])
    page = client_of(officer).get(document.get_absolute_url()).content.decode()
    stored = document.versions.get().file
    for shown in ("dpa.pdf", stored.sha256, stored.get_absolute_url(), use_case.title, "New version"):
        assert shown in page
    assert "New version" not in client_of(make_reader(officer)).get(document.get_absolute_url()).content.decode()
    # Its owner keeps it up to date, whatever their role.
    assert "New version" in client_of(engineer).get(document.get_absolute_url()).content.decode()


def make_reader(officer: Person) -> Person:
    from tests.factories.people import make_person

    return make_person("Rolf Reader", "engineer")


def test_bad_input_comes_back_at_its_field(officer: Person) -> None:
    for said, sentence in (
        ({"file": upload("dpa.exe")}, "cannot be uploaded here"),
        ({"file": upload("dpa.pdf", b"<svg/>")}, "of another kind"),
        ({"file": ""}, "This field is required"),
        ({"use_cases": "everything"}, "no code of a use case"),
        ({"use_cases": "UC-9999"}, "no use case UC-9999"),
        ({"owner": "nobody@example.org"}, "Nobody active here"),
        ({"review_on": "2020-01-01"}, "lies ahead"),
        ({"valid_from": "2026-02-01", "valid_until": "2026-01-01"}, "cannot end before"),
    ):
        answer = entered(officer, **said)
        assert answer.status_code == 422, said
        assert sentence in answer.content.decode()
    assert not Document.objects.exists()


def test_renewing_reviewing_retiring(officer: Person) -> None:
    document = make_document(by=officer)
    address, client = document.get_absolute_url(), client_of(officer)
    assert client.post(f"{address}new-version/", {"file": upload("v2.pdf"), "note": "Clearer"}).status_code == 302
    assert "v2.pdf" in client.get(address).content.decode()
    later = (today() + timedelta(days=200)).isoformat()
    assert client.post(f"{address}reviewed/", {"review_on": later}).status_code == 302
    edited = {"title": "Policy on AI 2", "kind": "policy", "seen": "x"}
    assert client.post(f"{address}edit/", edited).status_code == 422
    shown = client.get(f"{address}edit/").context["seen"]
    assert client.post(f"{address}edit/", {**edited, "seen": shown, "review_on": later}).status_code == 302
    assert client.post(f"{address}retire/", {"reason": "Replaced"}).status_code == 302
    document.refresh_from_db()
    assert (document.title, document.review_on.isoformat()) == ("Policy on AI 2", later)  # type: ignore[union-attr]
    assert document.retired_at is not None


def test_the_list_finds_and_filters(officer: Person, engineer: Person) -> None:
    day = today()
    make_document("Policy", owner_id=engineer.pk)
    make_document(
        "Old report", "vendor-report", valid_from=day - timedelta(days=9), valid_until=day - timedelta(days=1)
    )
    make_document("Agreement", "dpa", provider_id=make_provider().pk, review_on=day + timedelta(days=10))
    make_document("Notes", "other")
    client = client_of(officer)
    for query, titles in {
        "kind=dpa": {"Agreement"},
        "q=openai": {"Agreement"},
        "standing=expired": {"Old report"},
        "standing=due": {"Agreement"},
        "required=no": {"Notes"},
        f"owner={engineer.email}": {"Policy"},
        "standing=current": {"Policy", "Agreement", "Notes"},
    }.items():
        listing = client.get(f"{LIST}?{query}").context["listing"]
        assert {each.title for each in listing.rows} == titles, query
    assert b"Old report" in b"".join(client.get(f"{LIST}?export=csv"))
    for sort in ("title", "kind", "provider", "owner", "review_on", "since", "-review_on"):
        assert client.get(f"{LIST}?sort={sort}").status_code == 200


def test_what_is_overdue_is_marked_with_a_word_and_a_shape(officer: Person) -> None:
    yesterday = today() - timedelta(days=1)
    late, due = (make_document(title, by=officer, owner_id=officer.pk) for title in ("Late", "Due"))
    Document.objects.filter(pk=late.pk).update(review_on=yesterday)
    Document.objects.filter(pk=due.pk).update(review_on=today() + timedelta(days=1))
    client = client_of(officer)
    marked = [client.get(each.get_absolute_url()).content.decode() for each in (late, due)]
    assert ['aria-label="overdue since"' in page for page in marked] == [True, False]
    assert client.get(LIST).content.decode().count('aria-label="overdue since"') == 1
    assert client.get("/").content.decode().count("Overdue</span>") == 1


def test_strangers_change_nothing(engineer: Person, auditor: Person, nobody: Person) -> None:
    document = make_document()
    for person in (engineer, auditor):
        assert client_of(person).get(f"{LIST}new/").status_code == 403
        for page in ("edit", "new-version", "reviewed", "retire"):
            assert client_of(person).get(f"{document.get_absolute_url()}{page}/").status_code == 403
    assert client_of(nobody).get(document.get_absolute_url()).status_code == 404


def test_what_is_required_changes_with_a_reason(officer: Person, engineer: Person) -> None:
    client = client_of(officer)
    required = f"{LIST}required/"
    assert client_of(engineer).get(f"{required}new/").status_code == 403
    said = {"kind": "baa", "required_for": "provider", "reason": "HIPAA"}
    assert client.post(f"{required}new/", said).status_code == 302
    assert client.post(f"{required}new/", said).status_code == 422
    row = RequiredDocument.objects.get(kind="baa")
    assert client.post(f"{required}{row.pk}/drop/", {"reason": "No health data"}).status_code == 302
    assert not RequiredDocument.objects.standing().filter(kind="baa").exists()
