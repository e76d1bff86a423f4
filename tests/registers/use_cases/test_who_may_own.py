"""Who may own a use case, and what is left to an owner whose roles no longer let them."""

from collections.abc import Callable

import pytest
from django.test import Client

from access.actions.roles import withdraw_role
from access.models import Person
from access.permits import PermissionRefused
from common.refusals import Refused
from registers.actions.attachments import attach_to_use_case
from registers.actions.use_cases import draft_use_case, hand_over, save_draft, share, submit_use_case
from registers.bulk import assign_owner
from registers.models import UseCase
from tests.factories.clients import api_of, client_of
from tests.factories.documents import make_exception
from tests.factories.files import upload
from tests.factories.people import fresh, make_person, operator
from tests.factories.registers import steward
from tests.factories.use_cases import answered, make_approved, make_draft
from trail.models import TrailEntry

WHO = pytest.mark.parametrize("role", ["auditor", "administrator", "legal-reviewer", ""])
API = "/api/v1/use-cases/"


def somebody(role: str) -> Person:
    return make_person("Nora New", *([role] if role else []))


@pytest.fixture
def former() -> Person:
    """Return the owner of “Theirs”, a draft with nothing left open, whose only role was withdrawn since."""
    person = make_person("Fay Former", "engineer")
    make_draft("Theirs", person, **answered())
    withdraw_role(person.assignments.get().pk, by=operator(), reason="Moves to another place")
    return fresh(person)


@WHO
@pytest.mark.parametrize(
    "make_owner",
    [
        lambda case, who, by: hand_over(case.pk, who.pk, by=by, reason="Yours"),
        lambda case, who, by: assign_owner(case.pk, by=by, person=who, reason="Yours"),
        lambda _case, who, by: draft_use_case(title="Another", by=by, owner=who),
    ],
)
def test_nobody_owns_what_they_could_not_ask_for(
    role: str, make_owner: Callable[[UseCase, Person, Person], object], officer: Person
) -> None:
    use_case, before = make_draft(), TrailEntry.objects.count()
    new = somebody(role)
    before = TrailEntry.objects.count()
    with pytest.raises(Refused) as refused:
        make_owner(use_case, new, officer)
    assert refused.value.refusal.code == "may_not_own"
    assert not UseCase.objects.filter(owner=new).exists()
    assert TrailEntry.objects.count() == before


@WHO
def test_nobody_works_on_what_they_could_not_ask_for_but_may_watch_it(role: str, officer: Person) -> None:
    use_case, new = make_draft(), somebody(role)
    with pytest.raises(Refused) as refused:
        share(use_case.pk, new.pk, "contributor", by=officer)
    assert refused.value.refusal.code == "may_not_work"
    share(use_case.pk, new.pk, "watcher", by=officer)
    assert use_case.relations_of(new) == {"watcher"}


def test_the_page_and_the_api_say_so(officer: Person) -> None:
    use_case, new = make_draft(), somebody("auditor")
    entered = {"person": str(new.pk), "reason": "Yours"}
    page = client_of(officer).post(f"/registers/use-cases/{use_case.pk}/hand-over/", entered)
    assert page.status_code == 422
    assert "cannot own one" in page.content.decode()
    answer = api_of(officer).post(f"{API}{use_case.pk}/hand-over/", {"owner": str(new.pk), "reason": "Yours"})
    assert (answer.status_code, answer.json()["code"]) == (409, "may_not_own")


def test_who_is_left_without_a_role_reads_their_own(former: Person) -> None:
    use_case = UseCase.objects.get(title="Theirs")
    client = client_of(former)
    for tab in ("overview", "people", "versions", "timeline", "documents"):
        assert client.get(use_case.get_absolute_url(), {"tab": tab}).status_code == 200
    assert client.get(use_case.versions.get().get_absolute_url()).status_code == 200
    assert [row["title"] for row in api_of(former).get(API).json()["results"]] == ["Theirs"]
    assert api_of(former).get(f"{API}{use_case.pk}/").json()["title"] == "Theirs"


def test_and_nothing_else(former: Person) -> None:
    other, client = make_approved("Of others"), client_of(former)
    assert client.get(other.get_absolute_url()).status_code == 404
    assert api_of(former).get(f"{API}{other.pk}/").status_code == 404
    for address in ("/registers/use-cases/", "/registers/data-categories/", "/registers/boundary-rules/"):
        assert client.get(address).status_code == 404
    assert api_of(former).get("/api/v1/data-categories/").status_code == 404


def test_nor_do_they_change_it(former: Person) -> None:
    use_case, client = UseCase.objects.get(title="Theirs"), client_of(former)
    for address in ("request/purpose/", "share/", "hand-over/", "retire/"):
        assert client.get(f"{use_case.get_absolute_url()}{address}").status_code == 403
    for change in (lambda: save_draft(use_case.pk, {"title": "New"}, by=former),
                   lambda: submit_use_case(use_case.pk, by=former),
                   lambda: attach_to_use_case(use_case.pk, file=upload(), by=former)):  # fmt: skip
        with pytest.raises(PermissionRefused):
            change()


def test_they_take_the_files_of_their_use_case_and_exception_only(former: Person) -> None:
    from registers.actions.attachments import attach_to_exception

    use_case = UseCase.objects.get(title="Theirs")
    exception = make_exception(owner_id=former.pk)
    client: Client = client_of(former)
    mine = (
        attach_to_use_case(use_case.pk, file=upload(), by=fresh(steward())),
        attach_to_exception(exception.pk, file=upload(), by=fresh(steward())),
    )
    for each in mine:
        assert client.get(each.file.get_absolute_url()).status_code == 200
        assert TrailEntry.objects.filter(verb="registers.file.downloaded", actor_id=former.pk).exists()
    others = attach_to_use_case(make_approved("Of others").pk, file=upload(), by=fresh(steward()))
    assert client.get(others.file.get_absolute_url()).status_code == 404
    assert Client().get(mine[0].file.get_absolute_url()).status_code == 302
