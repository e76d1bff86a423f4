"""Pages of exceptions."""

from datetime import timedelta

from access.models import Person
from access.work import counts_for
from common.clock import held_at, now, today
from registers.models import Attachment, RegisterException
from tests.factories.clients import client_of
from tests.factories.documents import make_document, make_exception, make_granted
from tests.factories.files import upload
from tests.factories.people import fresh
from tests.factories.registers import make_category
from tests.factories.use_cases import make_draft

LIST = "/registers/exceptions/"
SAID = {"title": "No masking", "reason": "The pilot needs names", "compensating_control": "Two agents read everything"}


def dates(days: int = 30) -> dict[str, str]:
    return {"starts_on": today().isoformat(), "expires_on": (today() + timedelta(days=days)).isoformat()}


def test_it_works(engineer: Person, officer: Person) -> None:
    use_case, category = make_draft(owner=engineer), make_category("Names")
    about = {"use_case": use_case.code, "category": category.pk}
    answer = client_of(engineer).post(f"{LIST}new/", {**SAID, **dates(), **about})
    exception = RegisterException.objects.get()
    address = exception.get_absolute_url()
    assert (answer.status_code, answer["Location"]) == (302, address)
    assert (exception.use_case, exception.category, exception.owner) == (use_case, category, engineer)
    page = client_of(officer).get(address).content.decode()
    for shown in ("The pilot needs names", "Two agents read everything", use_case.title, "Grant", "Refuse"):
        assert shown in page
    assert client_of(engineer).get(f"{address}grant/").status_code == 403
    assert client_of(officer).post(f"{address}grant/", {"reason": "For the pilot"}).status_code == 302
    assert client_of(engineer).post(f"{address}end/", {"reason": "Over"}).status_code == 302
    exception.refresh_from_db()
    assert exception.state == "ended"


def test_a_decider_who_stands_too_near_is_told(officer: Person) -> None:
    exception = make_exception(by=officer)
    page = client_of(officer).get(exception.get_absolute_url()).content.decode()
    assert "You own this exception" in page
    assert "grant/" not in page
    for path in ("grant/", "refuse/"):
        address = f"{exception.get_absolute_url()}{path}"
        for answer in (client_of(officer).get(address), client_of(officer).post(address, {"reason": "x"})):
            assert answer.status_code == 403
            page = answer.content.decode()
            assert "You own this exception, so another compliance officer decides on it." in page
            assert "ask an administrator" not in page
    exception.refresh_from_db()
    assert exception.state == "requested"


def test_bad_input_comes_back_at_its_field(engineer: Person) -> None:
    hidden, use_case = make_draft(), make_draft(owner=engineer)
    about = {"use_case": use_case.code}
    for said, sentence in (
        (dates(), "Say what it is an exception for"),
        ({**dates(400), **about}, "a year at most"),
        ({**dates(-1), **about}, "cannot end before"),
        ({**dates(), "title": ""}, "This field is required"),
        ({**dates(), "use_case": hidden.code}, "that you may see"),
        ({**dates(), "use_case": "UC-1, UC-2"}, "that you may see"),
        ({**dates(), **about, "owner": "nobody@example.org"}, "Nobody active here"),
    ):
        answer = client_of(engineer).post(f"{LIST}new/", {**SAID, **said})
        assert answer.status_code == 422, said
        assert sentence in answer.content.decode()
    assert not RegisterException.objects.exists()


def test_the_list_finds_and_filters(officer: Person, engineer: Person) -> None:
    use_case = make_draft(owner=engineer)
    make_exception("Asked", by=engineer, use_case_id=use_case.pk)
    make_granted("Long")
    make_granted("Short", expires_on=today() + timedelta(days=9))
    client = client_of(officer)
    for query, titles in {
        "state=requested": {"Asked"},
        "standing=in-force": {"Long", "Short"},
        "standing=expiring": {"Short"},
        f"use_case={use_case.code}": {"Asked"},
        "use_case=x": set(),
        f"owner={engineer.email}": {"Asked"},
        "q=sho": {"Short"},
    }.items():
        assert {each.title for each in client.get(f"{LIST}?{query}").context["listing"].rows} == titles, query
    with held_at(now() + timedelta(days=10)):
        expired = client_of(officer).get(f"{LIST}?standing=expired").context["listing"].rows
        assert {each.title for each in expired} == {"Short"}
    assert {each.title for each in client_of(engineer).get(LIST).context["listing"].rows} == {"Asked"}
    for sort in ("title", "owner", "starts_on", "expires_on", "requested_at"):
        assert client.get(f"{LIST}?sort={sort}").status_code == 200


def test_attachments_come_and_go(engineer: Person, data_owner: Person) -> None:
    use_case, exception = make_draft(owner=engineer), make_exception(by=engineer)
    client = client_of(engineer)
    for address, back in (
        (f"{exception.get_absolute_url()}attach/", exception.get_absolute_url()),
        (f"{use_case.get_absolute_url()}attach/", f"{use_case.get_absolute_url()}?tab=documents"),
    ):
        assert client_of(data_owner).get(address).status_code == 404
        answer = client.post(address, {"file": upload("plan.pdf"), "note": "The plan"})
        assert (answer.status_code, answer["Location"]) == (302, back)
        assert client.post(address, {"file": upload("plan.exe")}).status_code == 422
        page = client.get(back).content.decode()
        assert "plan.pdf" in page
        attachment = Attachment.objects.get(removed_at=None)
        remove = f"/registers/attachments/{attachment.pk}/remove/"
        assert remove in page
        assert client_of(data_owner).post(remove, {"reason": "x"}).status_code == 404
        assert client.post(remove, {"reason": "The wrong one"}).status_code == 302
        assert "plan.pdf" not in client.get(back).content.decode().split("Timeline")[0].split("toast")[0]


def test_what_waits_stands_in_my_work(engineer: Person, officer: Person) -> None:
    make_exception(by=engineer)
    make_exception(by=officer)
    make_granted(by=engineer, expires_on=today() + timedelta(days=9))
    soon = today() + timedelta(days=9)
    make_document("Others'", review_on=soon, owner_id=engineer.pk)
    make_document("Own", review_on=soon, owner_id=officer.pk)
    make_document("Nobody's", review_on=soon)
    counts = counts_for(fresh(officer))
    assert counts["exceptions-to-decide"] == 1
    assert counts["documents-to-review"] == 2
    assert counts["own-documents-to-review"] == 1
    counts = counts_for(fresh(engineer))
    assert "exceptions-to-decide" not in counts
    assert (counts["own-exceptions-expiring"], counts["own-documents-to-review"]) == (1, 1)
    found = client_of(engineer).get("/search/?q=masking").content.decode()
    assert "No masking" in found
