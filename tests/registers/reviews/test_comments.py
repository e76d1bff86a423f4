"""Comments: written, answered, settled; whom they call, and what may not stand in them."""

import pytest

from access.models import Notification, Person
from access.permits import PermissionRefused
from common.permissions import RoleName
from common.refusals import Refused
from registers.actions.comments import reopen_comment, resolve_comment, write_comment
from registers.actions.use_cases import retire_use_case, share
from registers.choices import Membership
from registers.models import Comment
from registers.rules.comments import LONGEST_NAME, calls_in
from tests.factories.people import fresh, make_person
from tests.factories.registers import steward
from tests.factories.use_cases import make_approved, make_draft, make_submitted, requester
from trail.models import TrailEntry

pytestmark = pytest.mark.django_db


def code_of(error: pytest.ExceptionInfo[Refused]) -> str:
    return error.value.refusal.code


def told(person: Person) -> list[str]:
    return list(Notification.objects.filter(person=person).order_by("id").values_list("kind", flat=True))


def test_it_works() -> None:
    use_case, officer = make_submitted(), fresh(steward())
    asked = write_comment(use_case.pk, by=officer, text=" Which names, @Rita Requester? ", field="categories")
    assert (asked.text, asked.field, asked.version) == (
        "Which names, @Rita Requester?",
        "categories",
        use_case.proposed,
    )
    assert [each.person for each in asked.mentions.all()] == [requester()]
    assert told(requester())[-1] == "mention"
    answer = write_comment(use_case.pk, by=requester(), text="Those of customers", answers_id=asked.pk)
    again = write_comment(use_case.pk, by=officer, text="Thanks", answers_id=answer.pk)
    assert answer.answers == again.answers == asked
    assert told(officer)[-1] == "comment"
    resolve_comment(asked.pk, by=fresh(requester()))
    assert not Comment.objects.open().exists()
    reopen_comment(asked.pk, by=officer)
    assert list(Comment.objects.open()) == [asked]
    verbs = TrailEntry.objects.about(use_case).filter(verb__startswith="registers.comment.").order_by("id")
    assert [each.verb.rsplit(".", 1)[1] for each in verbs] == ["written", "written", "written", "resolved", "reopened"]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("  \n ", "comment_empty"),
        ("x" * 10_001, "comment_too_long"),
        ("The key is sk-proj-abcdefghijklmnopqrstuvwxyz0123", "secret_in_comment"),
        ("-----BEGIN RSA PRIVATE KEY-----", "secret_in_comment"),
    ],
)
def test_what_may_not_stand_in_one(text: str, code: str) -> None:
    use_case = make_draft()
    with pytest.raises(Refused) as error:
        write_comment(use_case.pk, by=requester(), text=text)
    assert code_of(error) == code
    assert not Comment.objects.exists()


def test_whoever_may_not_read_it_is_not_called(engineer: Person, auditor: Person) -> None:
    # Even where the use case itself is open to everybody: what is said about it is not.
    use_case = make_approved()
    with pytest.raises(Refused) as error:
        write_comment(use_case.pk, by=requester(), text="Look, @Emil Engineer")
    assert code_of(error) == "mention_blind"
    assert "mention" not in told(engineer)
    share(use_case.pk, engineer.pk, Membership.WATCHER, by=requester())
    write_comment(use_case.pk, by=requester(), text="Look, @Emil Engineer, and @anna-auditor@example.org")
    assert told(engineer)[-1] == told(auditor)[-1] == "mention"


def test_whoever_only_follows_is_told_nothing_of_it(engineer: Person) -> None:
    use_case = make_approved()
    share(use_case.pk, engineer.pk, Membership.WATCHER, by=fresh(engineer))
    before = told(engineer)
    written = write_comment(use_case.pk, by=requester(), text="Not for everybody")
    assert told(engineer) == before
    assert not Comment.objects.visible_to(fresh(engineer)).filter(pk=written.pk).exists()


def test_names_of_two_people_are_told_apart_by_address(officer: Person) -> None:
    use_case = make_draft()
    one = make_person("Sam Same", RoleName.COMPLIANCE_OFFICER)
    Person.objects.filter(pk=make_person("Sam Other", RoleName.AUDITOR).pk).update(name="Sam Same")
    with pytest.raises(Refused) as error:
        write_comment(use_case.pk, by=requester(), text="@Sam Same, please")
    assert code_of(error) == "mention_ambiguous"
    written = write_comment(use_case.pk, by=requester(), text=f"@{one.email}, please")
    assert [each.person for each in written.mentions.all()] == [one]


def test_a_name_that_nobody_has_calls_nobody() -> None:
    written = write_comment(make_draft().pk, by=requester(), text="Ask @Somebody Else, or ada@example.org")
    assert not written.mentions.exists()


@pytest.mark.parametrize(
    ("text", "candidate"),
    [
        ("@Ada King, look", "ada king"),
        ('@"Ada King" looks', "ada king"),
        ("\u201cSee @\u201eAda King\u201c", "ada king"),
        ("(@ada@example.org)", "ada@example.org"),
    ],
)
def test_names_are_found_in_texts(text: str, candidate: str) -> None:
    assert any(candidate in call.candidates for call in calls_in(text))


def test_who_may_not() -> None:
    use_case, stranger = make_draft(), make_person("Egon Engineer", RoleName.ENGINEER)
    auditor = make_person("Anton Auditor", RoleName.AUDITOR)
    written = write_comment(use_case.pk, by=requester(), text="Mine")
    for person in (stranger, auditor):
        with pytest.raises(PermissionRefused):
            write_comment(use_case.pk, by=person, text="Theirs")
        with pytest.raises(PermissionRefused):
            resolve_comment(written.pk, by=person)


def test_what_cannot_be() -> None:
    use_case, other = make_draft(), make_draft("Other")
    written = write_comment(use_case.pk, by=requester(), text="Here")
    answer = write_comment(use_case.pk, by=requester(), text="There", answers_id=written.pk)
    for action, code in (
        (lambda: write_comment(other.pk, by=requester(), text="x", answers_id=written.pk), "comment_unknown"),
        (lambda: write_comment(use_case.pk, by=requester(), text="x", field="nothing"), "field_unknown"),
        (lambda: resolve_comment(answer.pk, by=requester()), "comment_unknown"),
        (lambda: reopen_comment(written.pk, by=requester()), "not_resolved"),
    ):
        with pytest.raises(Refused) as error:
            action()
        assert code_of(error) == code
    resolve_comment(written.pk, by=requester())
    with pytest.raises(Refused) as error:
        resolve_comment(written.pk, by=requester())
    assert code_of(error) == "resolved_already"
    retire_use_case(use_case.pk, by=requester(), reason="Over")
    with pytest.raises(Refused) as error:
        write_comment(use_case.pk, by=requester(), text="Too late")
    assert code_of(error) == "use_case_retired"


def test_signs_without_names_ask_for_little() -> None:
    calls = calls_in("@" * 9999)
    assert max(len(each) for call in calls for each in call.candidates) <= LONGEST_NAME
    assert len({each for call in calls for each in call.candidates}) <= LONGEST_NAME
