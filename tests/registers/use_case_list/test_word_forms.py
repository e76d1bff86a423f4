"""Search of the register: any word by its beginning and in its other forms, English and German."""

import pytest

from access.models import Person
from registers.models import RegisterLine, UseCase
from tests.factories.imports import committed
from tests.factories.spreadsheets import csv_of
from tests.factories.use_cases import make_draft

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def register(officer: Person) -> None:
    make_draft("Support chatbot", purpose="A chatbot answers customers; complaints are handed over")
    make_draft("Bots for hire", purpose="Chatbots that evaluate applications at universities")
    make_draft("Kündigungen prüfen", purpose="Die Schreiben der Kunden werden gelesen und beantwortet")
    make_draft("Zahlungen", purpose="Eine Kündigung wird geprüft; Häuser werden bewertet")


def found(text: str) -> set[str]:
    """Return the titles found; the register as it stood finds the same."""
    titles = set(UseCase.objects.searched(text).values_list("title", flat=True))
    assert titles == set(RegisterLine.objects.filter(until=None).searched(text).values_list("title", flat=True))
    return titles


@pytest.mark.parametrize(
    ("text", "titles"),
    [
        ("chatbot", {"Support chatbot", "Bots for hire"}),
        ("Chatbots", {"Support chatbot", "Bots for hire"}),
        ("evaluating", {"Bots for hire"}),
        ("university application", {"Bots for hire"}),
        ("complaint customer", {"Support chatbot"}),
        ("Kündigung", {"Kündigungen prüfen", "Zahlungen"}),
        ("kündigungen", {"Kündigungen prüfen", "Zahlungen"}),
        ("Haus", {"Zahlungen"}),
        ("chatbots kündigung", set()),
        ("chat", {"Support chatbot", "Bots for hire"}),
        ("atbot", set()),
        ("the", set()),
        ("zebras", set()),
        ("chat_bots", set()),
    ],
)
def test_it_works(text: str, titles: set[str]) -> None:
    assert found(text) == titles


def test_a_reference_is_found_as_it_is_written(officer: Person) -> None:
    committed(csv_of(["Title", "Reference"], ["Known elsewhere", "SAL-2024-0117"]), officer)
    assert set(UseCase.objects.searched("sal-2024").values_list("title", flat=True)) == {"Known elsewhere"}
    assert set(UseCase.objects.searched("0117").values_list("title", flat=True)) == {"Known elsewhere"}


def test_stems_weigh_nothing_among_alike_use_cases(officer: Person) -> None:
    plain = UseCase.objects.get(title="Bots for hire")
    alike = UseCase.objects.similar_to(["chatbot"]).values_list("title", flat=True)
    assert next(iter(alike)) == "Support chatbot"
    assert UseCase.objects.searched("applications").similar_to(["applications"]).get() == plain


def test_who_does_not_see_it_does_not_find_it(engineer: Person) -> None:
    assert not UseCase.objects.visible_to(engineer).searched("chatbots").exists()
