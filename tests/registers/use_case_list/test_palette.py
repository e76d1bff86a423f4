"""Use cases in the palette and the sidebar."""

from access.models import Person
from tests.factories.clients import client_of
from tests.factories.use_cases import make_approved, make_draft


def found(person: Person, text: str) -> str:
    return client_of(person).get("/search/", {"q": text}).content.decode()


def test_it_works(officer: Person, engineer: Person) -> None:
    use_case = make_approved("Answer customer mail", purpose="Suggest replies to complaints")
    for text in (use_case.code, f"uc{use_case.number}", f"UC {use_case.number}", "complaints", "customer ans"):
        assert use_case.get_absolute_url() in found(engineer, text), text
    assert use_case.get_absolute_url() not in found(engineer, "UC-999999999")


def test_drafts_of_others_are_not_found(engineer: Person, officer: Person) -> None:
    use_case = make_draft("Secret plan")
    assert use_case.get_absolute_url() not in found(engineer, "secret")
    assert use_case.get_absolute_url() in found(officer, "secret")


def test_the_sidebar_leads_to_the_register(engineer: Person, nobody: Person) -> None:
    assert 'href="/registers/use-cases/"' in client_of(engineer).get("/").content.decode()
    assert 'href="/registers/use-cases/"' not in client_of(nobody).get("/").content.decode()
