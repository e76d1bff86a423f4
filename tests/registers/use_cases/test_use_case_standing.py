"""What the page of a use case says of where it stands: banner, next step, decision, and what is offered to whom."""

from datetime import timedelta

import pytest

from access.models import Person
from common.clock import today
from common.permissions import RoleName
from registers.actions.reviews import ask_for_changes, reject_use_case
from registers.actions.use_cases import begin_version, save_draft, submit_use_case, suspend_use_case
from registers.actions.use_cases.lapsing import lapse_use_cases
from registers.models import ReviewStep, UseCase
from tests.factories.clients import client_of
from tests.factories.people import fresh, make_person
from tests.factories.registers import make_category, make_rule, steward
from tests.factories.reviews import approve, board, hash_of, make_condition
from tests.factories.use_cases import make_approved, make_draft, make_submitted, proposed, requester
from trail.models import TrailEntry


def shown(person: Person, use_case: UseCase, tail: str = "") -> str:
    answer = client_of(person).get(f"{use_case.get_absolute_url()}{tail}")
    assert answer.status_code == 200, answer.content.decode()[:1500]
    return " ".join(answer.content.decode().split())


def medium() -> UseCase:
    """Submit what goes by two steps: compliance, then privacy."""
    names = make_category("Names", personal=True)
    make_rule(names, "allow")
    return make_submitted(categories=(names,))


def ends_in(use_case: UseCase, days: int) -> None:
    UseCase._base_manager.filter(pk=use_case.pk).update(approved_until=today() + timedelta(days=days))


def test_it_says_at_which_step_it_waits_and_for_whom(auditor: Person) -> None:
    use_case = medium()
    people = board()
    officer, privacy = people[RoleName.COMPLIANCE_OFFICER], people[RoleName.PRIVACY_REVIEWER]
    page = shown(requester(), use_case)
    for words in ("Waits at step 1 of 2: Compliance", officer.name, "Compliance officer", "answer due"):
        assert words in page
    assert "Review it" in shown(officer, use_case)
    assert "Review it" not in shown(privacy, use_case)
    approve(use_case, officer)
    page = shown(privacy, use_case)
    assert "Waits at step 2 of 2: Privacy" in page
    assert "Review it" in page
    assert "Review it" not in shown(officer, use_case)
    assert f"Agreed · {officer.name}" in shown(auditor, use_case)
    step = ReviewStep.objects.waiting().get()
    ReviewStep._base_manager.filter(pk=step.pk).update(due_at=step.opened_at - timedelta(days=1))
    assert "answer was due" in shown(requester(), use_case)


def test_who_will_decide_is_read_from_the_route_in_use(engineer: Person) -> None:
    use_case = begin_anew(make_approved(owner=engineer), engineer)
    page = shown(engineer, use_case, "request/purpose/")
    assert "<li>Compliance officer</li>" in page


def begin_anew(use_case: UseCase, by: Person) -> UseCase:
    begin_version(use_case.pk, by=fresh(by))
    return use_case


def test_changes_asked_stand_at_their_fields() -> None:
    use_case = make_submitted()
    officer = board()[RoleName.COMPLIANCE_OFFICER]
    changes = {"purpose": "Say whose mail it is", "categories": "Name the attachments", "": "Shorter, please"}
    ask_for_changes(use_case.pk, by=fresh(officer), content_hash=hash_of(use_case), changes=changes, reason="Unclear")
    page = shown(requester(), use_case)
    for words in (*changes.values(), "Answer the changes", "Unclear", "The request as a whole", officer.name):
        assert words in page
    client = client_of(requester())
    assert client.post(f"{use_case.get_absolute_url()}begin-version/", {"note": ""}).status_code == 302
    page = shown(requester(), use_case)
    assert "This draft answers the changes that were asked" in page
    assert f"{use_case.get_absolute_url()}request/purpose/#id_purpose" in page
    step = shown(requester(), use_case, "request/purpose/")
    assert f'<span class="asked-change"><strong>{officer.name} asks:</strong> Say whose mail it is</span>' in step
    assert "Shorter, please" in step
    assert "Name the attachments" not in step
    assert "Name the attachments" in shown(requester(), use_case, "request/data/")
    assert "Name the attachments" in shown(requester(), use_case, "request/check/")


def test_the_decision_stands_beside_with_its_hash(engineer: Person) -> None:
    use_case = medium()
    people = board()
    approve(use_case, people[RoleName.COMPLIANCE_OFFICER], reason="Masked enough")
    approve(use_case, people[RoleName.PRIVACY_REVIEWER])
    use_case.refresh_from_db()
    assert use_case.in_force is not None
    page = shown(requester(), use_case)
    for words in ("Decision", people[RoleName.PRIVACY_REVIEWER].name, "Privacy reviewer", "Masked enough",
                  use_case.in_force.content_hash[:12], use_case.in_force.get_absolute_url()):  # fmt: skip
        assert words in page
    # Everybody sees who decided; why is for those whom it concerns.
    stranger = shown(engineer, use_case)
    assert people[RoleName.PRIVACY_REVIEWER].name in stranger
    assert "Masked enough" not in stranger
    assert "took over an earlier approval" in shown(engineer, make_approved("Older"))


def test_a_suspension_is_told_first_with_its_reason(officer: Person) -> None:
    use_case = make_approved()
    assert "Suspend" in shown(officer, use_case)
    suspend_use_case(use_case.pk, by=fresh(officer), reason="The vendor had a leak")
    for person in (requester(), officer):
        page = shown(person, use_case)
        for words in ("Suspended: nothing may use it", "The vendor had a leak", "by Oscar Officer"):
            assert words in page
    assert "Resume" in shown(officer, use_case)
    assert "registers/use-cases/" in shown(requester(), use_case)
    assert f"{use_case.get_absolute_url()}resume/" not in shown(requester(), use_case)


def test_what_ends_soon_or_has_ended_is_approved_anew(officer: Person) -> None:
    use_case = make_approved()
    assert "Approve anew" in shown(requester(), use_case)
    ends_in(use_case, 200)
    assert "Approve anew" not in shown(requester(), use_case)
    ends_in(use_case, 5)
    assert "Have it approved anew in time" in shown(requester(), use_case)
    ends_in(use_case, -1)
    assert "Its approval ended on" in shown(requester(), use_case)
    assert lapse_use_cases() == 1
    page = shown(requester(), use_case)
    assert "Nothing may use it until it is approved anew." in page
    assert "Lapsed" in page
    renewed = client_of(requester()).post(f"{use_case.get_absolute_url()}renew/", {"note": "As before"})
    assert renewed.status_code == 302
    version = proposed(use_case)
    assert (version.state, version.number, version.stands_on) == ("in-review", 2, None)
    verbs = TrailEntry.objects.about(use_case).order_by("-id").values_list("verb", flat=True)[:2]
    assert list(verbs) == ["registers.use_case.submitted", "registers.use_case.revised"]
    approve(use_case, officer)
    use_case.refresh_from_db()
    assert use_case.state == "approved"


def test_renewing_what_the_rules_refuse_by_now_leaves_nothing_behind(officer: Person, engineer: Person) -> None:
    names = make_category("Names")
    make_rule(names, "allow")
    use_case = make_approved(categories=(names,))
    make_rule(names, "deny")
    answer = client_of(requester()).post(f"{use_case.get_absolute_url()}renew/", {"note": ""})
    assert answer.status_code == 422
    assert use_case.versions.count() == 1
    assert client_of(engineer).post(f"{use_case.get_absolute_url()}renew/", {"note": ""}).status_code == 403


def test_a_new_version_in_place_of_one_that_waits() -> None:
    use_case = make_submitted()
    begin = f"{use_case.get_absolute_url()}begin-version/"
    assert begin in shown(requester(), use_case)
    page = client_of(requester()).get(begin).content.decode()
    assert "The review that is under way is set aside" in page
    assert "need not agree again" in page
    assert client_of(requester()).post(begin, {"note": "Wider"}).status_code == 302
    assert [each.state for each in use_case.versions.order_by("number")] == ["replaced", "draft"]


def test_what_waits_for_its_conditions_can_be_withdrawn_or_begun_anew() -> None:
    use_case = make_condition(make_submitted()).use_case
    page = shown(requester(), use_case)
    for name in ("withdraw", "begin-version"):
        assert f"{use_case.get_absolute_url()}{name}/" in page
    assert "is given up" in client_of(requester()).get(f"{use_case.get_absolute_url()}begin-version/").content.decode()


def test_a_rejection_stands_there_with_its_reason_until_another_version_is_begun(engineer: Person) -> None:
    use_case = make_approved()
    begin_version(use_case.pk, by=requester())
    save_draft(use_case.pk, {"oversight": "Nobody looks"}, by=requester())
    submit_use_case(use_case.pk, by=requester())
    reject_use_case(use_case.pk, by=fresh(steward()), content_hash=hash_of(use_case), reason="Somebody has to look")
    page = shown(requester(), use_case)
    for words in ("It was rejected.", "Somebody has to look", steward().name):
        assert words in page
    assert "Somebody has to look" not in shown(engineer, use_case)
    begin_version(use_case.pk, by=requester())
    assert "Somebody has to look" not in shown(requester(), use_case)


def test_what_changes_stands_before_the_submission_and_whether_it_needs_a_decision() -> None:
    use_case = make_approved()
    assert "What differs from" not in shown(requester(), make_draft(owner=requester()), "request/check/")
    begin_version(use_case.pk, by=requester())
    check = f"{use_case.get_absolute_url()}request/check/"
    save_draft(use_case.pk, {"oversight": "Two agents read every draft"}, by=requester())
    page = shown(requester(), use_case, "request/check/")
    assert "What differs from version 1" in page
    assert "<ins>Two agents read every draft</ins>" in page
    assert "Nothing material changes" not in page
    before = use_case.versions.get(number=1).oversight
    save_draft(use_case.pk, {"oversight": before, "title": "Answer all mail"}, by=requester())
    page = shown(requester(), use_case, "request/check/")
    assert "<ins>Answer all mail</ins>" in page
    assert "Nothing material changes" in page
    seen = proposed(use_case).saved_at.isoformat()
    posted = client_of(requester()).post(check, {"seen": seen, "note": "", "submit": "submit"}, follow=True)
    done = posted.content.decode()
    assert "nothing material has changed, so no new decision is needed" in done
    assert "You are told as soon as somebody answers" not in done


def test_strangers_read_nothing_of_what_is_not_decided(engineer: Person) -> None:
    use_case = make_approved()
    begin_version(use_case.pk, by=requester())
    page = shown(engineer, use_case)
    for words in ("is a draft", "Comments", "Timeline"):
        assert words not in page


@pytest.mark.parametrize("tab", ["overview", "comments", "timeline", "versions"])
def test_every_state_has_its_page(tab: str) -> None:
    rejected, officer = make_submitted("Rejected"), fresh(steward())
    reject_use_case(rejected.pk, by=officer, content_hash=hash_of(rejected), reason="Not with this data")
    conditional = make_condition(make_submitted("Conditional")).use_case
    for use_case in (rejected, conditional):
        for person in (requester(), officer, make_person(f"Anja {use_case.number}", RoleName.AUDITOR)):
            shown(person, use_case, f"?tab={tab}")
