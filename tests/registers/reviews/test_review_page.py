"""The reviewing page: who sees it, what stands on it, and what it says to those who do not decide."""

import pytest
from django.urls import reverse

from access.models import Person
from common.permissions import RoleName
from registers.actions.comments import write_comment
from registers.actions.reviews import ask_for_changes
from registers.actions.use_cases import begin_version, save_draft, share, submit_use_case
from registers.models import UseCase
from tests.factories.clients import client_of
from tests.factories.people import fresh
from tests.factories.registers import make_category, make_rule, steward
from tests.factories.reviews import approve, board, hash_of
from tests.factories.use_cases import answered, make_approved, make_draft, make_submitted, requester

pytestmark = pytest.mark.django_db


def page_of(use_case: UseCase, reader: Person | None, status: int = 200) -> str:
    answer = client_of(fresh(reader) if reader else None).get(reverse("registers:review", args=[use_case.pk]))
    assert answer.status_code == status
    return answer.content.decode()


def resubmitted(use_case: UseCase, **content: object) -> None:
    begin_version(use_case.pk, by=requester())
    save_draft(use_case.pk, content, by=requester())
    submit_use_case(use_case.pk, by=requester())


def test_it_works(officer: Person) -> None:
    use_case = make_submitted()
    make_approved("Answer letters of customers", owner=use_case.owner)
    write_comment(use_case.pk, by=officer, text="Who reads the drafts at night?")
    text = page_of(use_case, officer)
    for said in (
        "Suggest answers to the mail of customers", "An agent reads every draft", "Product texts", "Low risk",
        "Rita Requester", "Who reads the drafts at night?", "Answer letters of customers", "1 of 1 waiting for you",
        hash_of(use_case), "Nothing that is entered raises the risk", 'name="content_hash"',
    ):  # fmt: skip
        assert said in text, said
    assert reverse("registers:decide", args=[use_case.pk]) in text


def test_the_route_says_who_decided_and_who_may() -> None:
    use_case = make_submitted(autonomy="acts-alone", ai_act_answers=["employment"])
    people = board()
    approve(use_case, people[RoleName.PRIVACY_REVIEWER], reason="Seen with the works council")
    text = page_of(use_case, people[RoleName.SECURITY_REVIEWER])
    assert "Paula Privacy approved" in text
    assert "Seen with the works council" in text
    route = text[text.index('<ol class="route"') : text.index('<div class="review">')]
    assert "May decide: Sven Security" in " ".join(route.split())
    assert "To come" in route


def test_it_is_for_those_whom_drafts_concern(auditor: Person, engineer: Person) -> None:
    use_case = make_submitted()
    assert "None of your roles lets you decide" in page_of(use_case, auditor)
    page_of(use_case, engineer, 404)
    share(use_case.pk, engineer.pk, "watcher", by=requester())
    assert 'name="answer"' not in page_of(use_case, engineer)
    page_of(use_case, None, 302)


def test_what_is_approved_is_open_to_all_but_its_review_is_not(officer: Person, engineer: Person) -> None:
    use_case = make_submitted()
    approve(use_case, officer)
    assert client_of(engineer).get(use_case.get_absolute_url()).status_code == 200
    page_of(use_case, engineer, 404)


def test_whoever_asked_is_told_that_somebody_else_decides(officer: Person) -> None:
    use_case = make_submitted()
    text = page_of(use_case, use_case.owner)
    assert "You own this use case or have worked on it, so somebody else decides." in text
    assert 'name="answer"' not in text


def test_whoever_has_decided_is_told_so() -> None:
    use_case = make_submitted(autonomy="acts-alone", ai_act_answers=["employment"])
    privacy = board()[RoleName.PRIVACY_REVIEWER]
    approve(use_case, privacy)
    assert "You have decided on this request already" in page_of(use_case, privacy)


def test_at_a_step_of_others() -> None:
    use_case = make_submitted(autonomy="acts-alone", ai_act_answers=["employment"])
    assert "You are not among those who decide at this step." in page_of(use_case, board()["executive"])


def test_without_a_review(officer: Person) -> None:
    draft = make_draft()
    assert "Nothing of it was submitted for decision yet." in page_of(draft, officer)
    assert "It was never reviewed here" in page_of(make_approved("Answer letters"), officer)


def test_how_the_last_review_ended(officer: Person) -> None:
    use_case = make_submitted()
    approve(use_case, officer, reason="All as it should be")
    text = page_of(use_case, officer)
    assert "It was approved. Nothing is in review now." in text
    assert "Oscar Officer approved" in text
    assert "All as it should be" in text


def test_what_changed_stands_beside_what_was_asked(officer: Person) -> None:
    use_case = make_submitted()
    asked = {"title": "Name the customers", "outputs": "Say who reads it", "": "Shorter, please"}
    ask_for_changes(use_case.pk, by=fresh(officer), content_hash=hash_of(use_case), changes=asked, reason="Unclear")
    resubmitted(use_case, title="Answer the mail of private customers", purpose="Suggest answers, and translate them")
    text = page_of(use_case, officer)
    since = text[text.index("What changed since version 1") :]
    since = since[: since.index("</section>")]
    for said in ("Name the customers", "Say who reads it", "Asked for, and not changed", "Shorter, please"):
        assert said in since, said
    assert "<ins>Answer the mail of private customers</ins>" in since
    assert "<del>Suggest answers to the mail of customers</del>" in since
    assert "review-purpose review-changed" in text


def test_what_was_answered_on_a_version_in_between_counts_as_answered(officer: Person) -> None:
    use_case = make_submitted()
    asked = {"outputs": "Say who reads it", "oversight": "Say who watches at night"}
    ask_for_changes(use_case.pk, by=fresh(officer), content_hash=hash_of(use_case), changes=asked, reason="")
    resubmitted(use_case, outputs="An answer that an agent reads")
    resubmitted(use_case, title="Answer the mail of private customers")
    text = page_of(use_case, officer)
    since = text[text.index("What changed since version 2") :]
    since = since[: since.index("</section>")]
    # Only the question that nobody touched is told as such; the other is held against the version that was sent back.
    assert since.count("Asked for, and not changed") == 1
    assert since.index("Say who watches at night") < since.index("Asked for, and not changed")
    assert "<ins>An agent reads every draft" not in since
    assert "<ins>An answer that an agent reads</ins>" in since
    assert "version 1" in since
    assert "<ins>Answer the mail of private customers</ins>" in since


def test_a_change_to_what_is_in_force_is_shown_against_it(officer: Person) -> None:
    use_case = make_submitted()
    approve(use_case, officer)
    resubmitted(use_case, oversight="Two agents read every draft")
    text = page_of(use_case, officer)
    assert "1 change to version 1, which is in force" in " ".join(text.split())
    assert "<ins>Two agents read every draft</ins>" in text
    assert "What changed since version" not in text


def test_nobody_left_to_decide(officer: Person, administrator: Person) -> None:
    from access.actions.people import deactivate_person

    use_case = make_submitted()
    for each in Person.objects.active().filter(assignments__role__slug=RoleName.COMPLIANCE_OFFICER).distinct():
        deactivate_person(each.pk, by=administrator, reason="Left")
    text = page_of(use_case, administrator)
    assert "Nobody is left who could decide" in text
    assert reverse("registers:name-reviewer", args=[use_case.pk]) in text


def test_missing_papers_are_said_beside_the_decision() -> None:
    diagnosis = make_category("Diagnosis", "restricted", personal=True, special=True)
    make_rule(diagnosis, "allow")
    draft = make_draft(owner=requester(), **answered(categories=(diagnosis,), special_basis="health-care"))
    people = board()
    use_case = submit_use_case(draft.pk, by=requester())
    page = client_of(people[RoleName.PRIVACY_REVIEWER]).get(f"{use_case.get_absolute_url()}review/").content.decode()
    assert "not in order. Approve it all the same only on a condition." in page
    low = make_submitted("Something harmless")
    page = client_of(steward()).get(f"{low.get_absolute_url()}review/").content.decode()
    assert "not in order" not in page
