"""The pages of approval as people see them, in both themes and at two widths; axe finds nothing on them."""

from typing import Any

import pytest

from access.models import Person
from common.permissions import RoleName
from registers.actions.acknowledging import acknowledge_document
from registers.actions.comments import write_comment
from tests.browser.conftest import OpenPage
from tests.browser.test_pages import THEMES, look
from tests.factories.intake import ask_in_plain_words
from tests.factories.people import fresh, make_person
from tests.factories.policies import ask, file_hash, make_in_review, make_policy, second_officer
from tests.factories.registers import steward
from tests.factories.reviews import board, make_condition
from tests.factories.use_cases import make_approved, make_submitted, requester

pytestmark = pytest.mark.django_db(transaction=True)


def looked_at(open_as: OpenPage, person: Person, theme: str, pages: dict[str, str]) -> list[str]:
    """Look at some pages as somebody; return what is wrong with them."""
    Person.objects.filter(pk=person.pk).update(theme=theme)
    page, wrong = open_as(fresh(person), "/livez"), []
    for name, address in pages.items():
        answer: Any = page.goto(address)
        assert answer.status == 200, f"{name}: {answer.status}"
        wrong += look(page, f"approval-{name}", theme)
    return wrong


@pytest.mark.parametrize("theme", THEMES)
def test_what_officers_see(open_as: OpenPage, theme: str) -> None:
    board()
    waiting = make_submitted("Sort the post by subject")
    write_comment(waiting.pk, by=requester(), text="Who reads what the rules leave open?")
    condition = make_condition(make_submitted("Answer customer mail"), owner=requester())
    approved, policy = make_approved("Search the handbook"), make_policy()
    ask(policy)
    acknowledge_document(policy.pk, by=fresh(requester()), sha256=file_hash(policy))
    in_review = make_in_review("Rules of conduct")
    pages = {
        "queue": "/registers/reviews/",
        "review": f"{waiting.get_absolute_url()}review/",
        "use-case": condition.use_case.get_absolute_url(),
        "comments": f"{waiting.get_absolute_url()}?tab=comments",
        "conditions": "/registers/conditions/",
        "condition": condition.get_absolute_url(),
        "report": "/registers/approvals/report/",
        "delegations": "/registers/delegations/",
        "suspend": f"{approved.get_absolute_url()}suspend/",
        "policy": policy.get_absolute_url(),
        "readers": f"{policy.get_absolute_url()}acknowledgements/",
    }
    wrong = looked_at(open_as, steward(), theme, pages)
    decided = {"policy-review": f"{in_review.get_absolute_url()}review/"}
    wrong += looked_at(open_as, second_officer(), theme, decided)
    assert wrong == [], "\n".join(wrong)


@pytest.mark.parametrize("theme", THEMES)
def test_what_people_without_a_role_see(open_as: OpenPage, theme: str) -> None:
    make_person("Otto Officer", RoleName.COMPLIANCE_OFFICER)
    policy, nobody = make_policy(), make_person("Yuki Newcomer")
    ask(policy)
    use_case = ask_in_plain_words(fresh(nobody))
    pages = {
        "start-without-a-role": "/",
        "intake": "/registers/intake/",
        "wish": f"{use_case.get_absolute_url()}wish/",
        "acknowledge": f"{policy.get_absolute_url()}acknowledge/",
    }
    wrong = looked_at(open_as, nobody, theme, pages)
    assert wrong == [], "\n".join(wrong)
