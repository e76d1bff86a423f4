"""People without a role ask; a steward sees it through."""

import pytest

from access.actions.people import deactivate_person
from access.actions.roles import assign_role
from access.models import Notification, Person, Role
from access.permits import PermissionRefused
from access.work import groups_for
from common.refusals import Refused
from registers.actions.comments import write_comment
from registers.actions.intake import ask_for_use, hand_on_stewardship
from registers.actions.use_cases import hand_over, place_use_case, save_draft, submit_use_case, unshare
from registers.choices import Membership, Origin, UseCaseState
from registers.models import Intake, UseCase
from tests.factories.intake import WISH, ask_in_plain_words
from tests.factories.people import fresh, make_department, make_person, operator
from tests.factories.reviews import board
from tests.factories.use_cases import answered, make_draft
from trail.models import TrailEntry

pytestmark = pytest.mark.django_db


def steward_of(use_case: UseCase) -> Person:
    return use_case.members.get(membership=Membership.STEWARD).user


def refused(call: object) -> str:
    with pytest.raises(Refused) as caught:
        call()  # type: ignore[operator]
    return str(caught.value.refusal.code)


def test_it_works(officer: Person, nobody: Person) -> None:
    use_case = ask_in_plain_words(nobody)
    assert (use_case.owner, use_case.origin, use_case.state) == (nobody, Origin.INTAKE, UseCaseState.DRAFT)
    assert use_case.purpose == WISH["wish"]
    assert (use_case.intake.data, use_case.intake.asked_by) == (WISH["data"], nobody)
    assert steward_of(use_case) == officer
    assert Notification.objects.get(person=officer, kind="use-case").link == use_case.intake.get_absolute_url()
    entry = TrailEntry.objects.about(use_case).first()
    assert entry is not None
    assert (entry.verb, entry.actor_id) == ("registers.use_case.asked_for", nobody.pk)
    assert [each.kind.name for each in groups_for(fresh(officer)) if each.kind.name == "stewarded-use-cases"]
    assert not groups_for(fresh(nobody))


def test_the_asker_reads_and_talks_and_nothing_else(officer: Person, nobody: Person) -> None:
    use_case, person = ask_in_plain_words(nobody), fresh(nobody)
    assert use_case.relations_of(person) == {"named", "asker"}
    write_comment(use_case.pk, by=person, text="Until autumn would do")
    assert list(UseCase.objects.visible_to(person)) == [use_case]
    make_draft("Of others")
    assert UseCase.objects.visible_to(person).count() == 1
    for change in (
        lambda: save_draft(use_case.pk, {"title": "Other"}, by=person),
        lambda: submit_use_case(use_case.pk, by=person),
        lambda: hand_over(use_case.pk, officer.pk, by=person, reason="Yours"),
        lambda: hand_on_stewardship(use_case.pk, officer.pk, by=person, reason="Yours"),
    ):
        with pytest.raises(PermissionRefused):
            change()


def test_the_steward_completes_and_submits_but_does_not_decide(nobody: Person) -> None:
    reviewers = board()
    other = make_person("Otto Other", "compliance-officer")
    use_case = ask_in_plain_words(nobody)
    steward = fresh(steward_of(use_case))
    save_draft(use_case.pk, answered(), by=steward)
    submit_use_case(use_case.pk, by=steward)
    use_case.refresh_from_db()
    assert use_case.state == UseCaseState.IN_REVIEW
    waiting = set(Notification.objects.filter(kind="to-decide").values_list("person", flat=True))
    assert waiting
    assert waiting <= {each.pk for each in (*reviewers.values(), other)} - {steward.pk, nobody.pk}


def test_the_officer_of_the_department_sees_it_through(officer: Person) -> None:
    near = make_person("Nadia Near", "compliance-officer", department="Sales")
    asker = make_person("Alf Asker", department="Sales")
    assert steward_of(ask_in_plain_words(asker)) == near
    far = make_person("Fred Far", department="Research")
    assert steward_of(ask_in_plain_words(far)) == officer
    # The next goes to whoever has less to do.
    assert steward_of(ask_in_plain_words(make_person("Gil Far", department="Research"))) in {officer, near}


def test_without_anybody_to_see_it_through_nothing_is_opened(nobody: Person) -> None:
    assert refused(lambda: ask_for_use(by=nobody, **WISH)) == "no_steward"
    assert not UseCase.objects.exists()


def test_no_more_than_five_are_open(officer: Person, nobody: Person) -> None:
    for number in range(5):
        ask_in_plain_words(nobody, title=f"Wish {number}")
    assert refused(lambda: ask_in_plain_words(nobody)) == "too_many_open"
    assert Intake.objects.count() == 5


def test_handing_on(officer: Person, nobody: Person, engineer: Person, auditor: Person) -> None:
    use_case = ask_in_plain_words(nobody)
    hand = lambda person: hand_on_stewardship(use_case.pk, person.pk, by=officer, reason="Knows it")  # noqa: E731
    assert refused(lambda: hand(nobody)) == "steward_of_own"
    assert refused(lambda: hand(officer)) == "steward_already"
    assert refused(lambda: hand(auditor)) == "may_not_steward"
    hand(engineer)
    assert steward_of(use_case) == engineer
    assert Notification.objects.filter(person=engineer, kind="use-case").exists()
    entry = TrailEntry.objects.about(use_case).first()
    assert entry is not None
    assert entry.verb == "registers.use_case.steward_changed"
    # The steward may hand it on themselves, without any other right to it.
    hand_on_stewardship(use_case.pk, officer.pk, by=fresh(engineer), reason="Away")
    assert steward_of(use_case) == officer


def test_the_last_steward_is_not_taken_off(officer: Person, nobody: Person, engineer: Person) -> None:
    use_case = ask_in_plain_words(nobody)
    member = use_case.members.get()
    assert refused(lambda: unshare(member.pk, by=fresh(officer))) == "last_steward"
    # Once somebody owns it who may, it needs no steward.
    hand_over(use_case.pk, engineer.pk, by=fresh(officer), reason="They do it")
    unshare(member.pk, by=fresh(officer))
    assert not use_case.members.exists()


def test_an_owner_without_a_role_only_with_a_steward(officer: Person, nobody: Person) -> None:
    colleague, plain = make_person("Cleo Colleague"), make_draft()
    assert refused(lambda: hand_over(plain.pk, colleague.pk, by=officer, reason="Yours")) == "may_not_own"
    wish = ask_in_plain_words(nobody)
    hand_over(wish.pk, colleague.pk, by=officer, reason="Takes over the work")
    wish.refresh_from_db()
    assert wish.owner == colleague
    deactivate_person(nobody.pk, by=operator(), reason="Left")


def test_officers_are_told_of_a_steward_who_left(officer: Person, nobody: Person) -> None:
    use_case, other = ask_in_plain_words(nobody), make_person("Otto Other", "compliance-officer")
    place_use_case(use_case.pk, make_department("Sales").pk, by=officer)
    of_sales, role = make_person("Olga Officer"), Role.objects.get(slug="compliance-officer")
    for_sales = make_department("Sales").pk
    assign_role(of_sales.pk, role.pk, by=operator(), reason="For a test", department_id=for_sales)

    def names(person: Person) -> set[str]:
        return {each.kind.name for each in groups_for(fresh(person))}

    assert names(other) == names(of_sales) == set()
    deactivate_person(officer.pk, by=operator(), reason="Left")
    # Once: with the rest of what they left, for whoever sees to that, else by itself.
    assert names(other) == {"leavers"}
    assert names(of_sales) == {"use-cases-without-steward"}
    hand_on_stewardship(use_case.pk, other.pk, by=fresh(other), reason="The steward left")
    assert (names(other), names(of_sales)) == ({"stewarded-use-cases"}, set())
