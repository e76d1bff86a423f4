"""Texts that nobody should type into a request: refused by name, never a fault of the portal."""

from typing import Any

import pytest

from access.models import Person
from common.refusals import Refused
from registers.actions.use_cases import draft_use_case, save_draft
from registers.models import UseCase
from tests.factories.clients import api_of, client_of
from tests.factories.use_cases import make_draft, proposed, requester

NEW, USE_CASES = "/registers/use-cases/new/", "/api/v1/use-cases/"
TURNED = "Pay \u202eDIAP"
LONG = 20_000
pytestmark = pytest.mark.django_db


def test_it_works() -> None:
    use_case = make_draft("  Answer\tcustomer\n mail ", purpose="x" * LONG)
    assert use_case.title == "Answer customer mail"
    assert len(proposed(use_case).purpose) == LONG


@pytest.mark.parametrize("title", [TURNED, "Bell\x07", "\u2066Hidden\u2069", "Zero\u200bwidth"])
def test_a_title_that_looks_like_another_is_refused_everywhere(title: str, engineer: Person) -> None:
    use_case = make_draft()
    with pytest.raises(Refused) as refused:
        draft_use_case(title=title, by=engineer)
    assert (refused.value.refusal.code, refused.value.refusal.field) == ("unseen_character", "title")
    with pytest.raises(Refused):
        save_draft(use_case.pk, {"title": title}, by=requester())
    page = client_of(engineer).post(NEW, {"title": title, "purpose": "Pay", "submit": "begin"})
    assert (page.status_code, "title" in page.context["form"].errors) == (422, True)
    step = f"/registers/use-cases/{use_case.pk}/request/purpose/"
    assert client_of(requester()).post(step, {"title": title, "purpose": "Pay"}).status_code == 422
    assert api_of(engineer).post(USE_CASES, {"title": title}).status_code == 422
    assert UseCase.objects.count() == 1


@pytest.mark.parametrize("name", ["purpose", "outputs", "oversight"])
def test_a_text_as_long_as_a_book_is_refused(name: str, engineer: Person) -> None:
    with pytest.raises(Refused) as refused:
        make_draft(**{name: "x" * (LONG + 1)})  # type: ignore[arg-type]  # a name of the content, not of the owner
    assert refused.value.refusal.field == name
    words = " ".join(f"word{number}" for number in range(150_000))
    assert api_of(engineer).post(USE_CASES, {"title": "Long", name: words}).status_code == 422
    assert not UseCase.objects.exists()


def test_a_purpose_as_long_as_a_book_is_said_to_be_too_long(engineer: Person) -> None:
    words = " ".join(f"word{number}" for number in range(120_000))
    page = client_of(engineer).post(NEW, {"title": "Long", "purpose": words, "submit": "begin"})
    assert (page.status_code, "purpose" in page.context["form"].errors) == (422, True)


@pytest.mark.parametrize(
    "content",
    [
        {"networks": ["10.0.0.0/33"]},
        {"networks": [f"10.{n // 256}.{n % 256}.0/24" for n in range(2_000)]},
        {"networks": "10.0.0.0/8"},
        {"categories": {"nonsense": ""}},
        {"categories": ["nonsense"]},
        {"projects": ["0190f5a0-0000-7000-8000-000000000001"]},
        {"models": [1]},
        {"endpoints": ["delete-everything"]},
        {"retention_days": -1},
        {"retention_days": 10**12},
        {"calls_per_minute": -5},
        {"monthly_budget": "NaN"},
        {"monthly_budget": "-1"},
        {"monthly_budget": "1e400"},
        {"ai_act_answers": ["unknown"]},
        {"purpose": "nul\x00"},
        {"purpose": {"a": 1}},
        {"purpose": "\ud800"},
        {"stores_at_provider": "perhaps"},
    ],
    ids=lambda content: f"{next(iter(content))}",
)
def test_content_of_the_wrong_shape_is_refused(content: dict[str, Any]) -> None:
    use_case = make_draft()
    answer = api_of(requester()).patch(f"{USE_CASES}{use_case.pk}/", content)
    assert answer.status_code in {400, 409, 422}, answer.content
    assert proposed(use_case).purpose == ""
