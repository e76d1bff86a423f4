"""The palette finds providers, projects and models, for whoever may see them."""

from access.models import Person
from access.searching import find
from tests.factories.registers import make_model, make_project, make_provider


def found(person: Person, text: str) -> list[tuple[str, str]]:
    labels = {"Providers", "Projects", "Models"}
    groups = [group for group in find(person, text, []) if str(group.label) in labels]
    return [(str(group.label), str(hit.label)) for group in groups for hit in group.items]


def test_it_works(engineer: Person) -> None:
    provider = make_provider("Harbour at OpenAI")
    make_project("Harbour letters", provider)
    model = make_model("harbour-1", provider)
    expected = [("Providers", provider.name), ("Projects", "Harbour letters"), ("Models", model.name)]
    assert found(engineer, "harbour") == expected
    assert found(engineer, "harbour letters") == [("Projects", "Harbour letters")]


def test_nobody_finds_what_they_may_not_see(nobody: Person) -> None:
    make_project("Harbour letters")
    assert found(nobody, "harbour") == []
