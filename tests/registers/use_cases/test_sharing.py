"""Sharing a use case: with people until a day, with whole departments, kept by guardian."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from guardian.shortcuts import assign_perm, get_objects_for_user, get_user_perms, remove_perm

from access.actions.people import edit_person
from access.models import Notification, Person
from access.permits import PermissionRefused, may
from common.clock import today
from common.refusals import Refused
from registers.actions.use_cases import retire_use_case, share, share_with_department, unshare_department
from registers.choices import Membership
from registers.models import UseCase, UseCaseMember, UseCaseShare
from registers.presenting.use_case_page import is_concerned
from registers.reading.near import concern_of, near_to
from tests.factories.clients import api_of, client_of
from tests.factories.people import fresh, make_department, make_person, operator
from tests.factories.use_cases import make_approved, make_draft, requester
from trail.models import TrailEntry

API = "/api/v1/use-cases/"
DAY = timedelta(days=1)


@pytest.fixture
def colleague(db: None) -> Person:
    """Return an engineer of Sales, who has nothing to do with what others do."""
    return make_person("Carla Colleague", "engineer", department="Sales")


def sees(person: Person, use_case: UseCase) -> bool:
    """Tell whether somebody sees a draft: in the list and by itself, which never differ."""
    person, use_case = fresh(person), UseCase.objects.get(pk=use_case.pk)
    found = use_case in UseCase.objects.visible_to(person)
    assert found == may(person, "registers.view_use_case", use_case) or not found
    assert found == is_concerned(person, use_case)
    return found


def sales() -> Any:
    return make_department("Sales").pk


def test_guardian_keeps_what_people_are_to_it(colleague: Person) -> None:
    draft = make_draft()
    share(draft.pk, colleague.pk, "contributor", by=requester())
    assert list(get_user_perms(colleague, draft)) == ["contribute_usecase"]
    found = get_objects_for_user(
        colleague,
        "registers.contribute_usecase",
        UseCase,
        use_groups=False,
        with_superuser=False,
        accept_global_perms=False,
    )
    assert list(found) == [draft]
    for membership in Membership:
        given: Any = assign_perm(membership.permission, colleague, draft)
        assert (given.membership, given.permission.codename) == (membership, membership.permission)
    again: Any = assign_perm("registers.watch_usecase", colleague, draft)
    assert again.pk == draft.members.get(membership="watcher").pk
    remove_perm("steward_usecase", colleague, draft)
    assert set(draft.members.values_list("membership", flat=True)) == {"contributor", "watcher"}


def test_word_and_permission_never_differ(colleague: Person) -> None:
    member = share(make_draft().pk, colleague.pk, "watcher", by=requester())
    with pytest.raises(IntegrityError, match="that of their membership"), transaction.atomic():
        UseCaseMember._base_manager.filter(pk=member.pk).update(membership="contributor")
    with pytest.raises(NotImplementedError):
        UseCaseMember.objects.bulk_assign_perm("watch_usecase", colleague, [member.use_case])


def test_a_department_reads_a_draft_for_as_long_as_one_is_in_it(colleague: Person) -> None:
    draft = make_draft()
    assert not sees(colleague, draft)
    share_with_department(draft.pk, sales(), "watcher", by=requester())
    assert sees(colleague, draft)
    assert draft.relations_of(fresh(colleague)) == {"watcher"}
    assert not may(fresh(colleague), "registers.edit_use_case", draft)
    entry = TrailEntry.objects.about(draft)[0]
    assert entry.sentence == f"{requester()} shared {draft} with Sales (watcher)"
    told = Notification.objects.filter(person=colleague).latest("pk")
    assert told.title == f"{requester()} shared {draft} with your department"
    # Derived, never copied: whoever moves on sees it no more, whoever comes does.
    edit_person(colleague.pk, name=colleague.name, department_id=make_department("Legal").pk, by=operator())
    assert not sees(colleague, draft)
    assert sees(make_person("Nils New", "engineer", department="Sales"), draft)


def test_a_department_works_on_it_and_so_decides_not(colleague: Person) -> None:
    draft = make_draft()
    share_with_department(draft.pk, sales(), "contributor", by=requester())
    draft = UseCase.objects.get(pk=draft.pk)
    assert may(fresh(colleague), "registers.edit_use_case", draft)
    assert concern_of(fresh(colleague), draft) == {"contributor"}
    reviewer = make_person("Rolf Reviewer", "privacy-reviewer", department="Sales")
    # Whose roles do not let them ask for use cases only read, but stand near all the same.
    assert concern_of(reviewer, draft) == {"named"}
    assert {str(colleague.pk), str(reviewer.pk)} <= near_to(draft)
    share_with_department(draft.pk, sales(), "watcher", by=requester())
    draft = UseCase.objects.get(pk=draft.pk)
    # Who only reads may decide.
    assert not concern_of(fresh(reviewer), draft)
    assert str(reviewer.pk) not in near_to(draft)
    assert draft.shares.count() == 1


def test_what_ends_counts_up_to_its_last_day(colleague: Person) -> None:
    draft = make_draft()
    member = share(draft.pk, colleague.pk, "contributor", by=requester(), until=today())
    assert member.given_by == requester()
    assert sees(colleague, draft)
    over = today() - DAY
    UseCaseMember.objects.filter(pk=member.pk).update(until=over)
    assert not sees(colleague, draft)
    assert not concern_of(fresh(colleague), UseCase.objects.get(pk=draft.pk))
    # What is over is given anew.
    again = share(draft.pk, colleague.pk, "contributor", by=requester())
    assert (again.pk, again.until) == (member.pk, None)
    assert sees(colleague, draft)
    shared = share_with_department(draft.pk, make_department("Legal").pk, "watcher", by=requester(), until=today())
    lawyer = make_person("Lea Lawyer", department="Legal")
    assert sees(lawyer, draft)
    UseCaseShare.objects.filter(pk=shared.pk).update(until=over)
    assert not sees(lawyer, draft)


@pytest.mark.parametrize(("until", "membership", "code"), [(-1, "watcher", "already_over"), (3, "watcher", None)])
def test_last_days(colleague: Person, until: int, membership: str, code: str | None) -> None:
    draft, day = make_draft(), today() + until * DAY
    for shares, whom in ((share, colleague.pk), (share_with_department, sales())):
        if code is None:
            assert shares(draft.pk, whom, membership, by=requester(), until=day).until == day
            continue
        with pytest.raises(Refused) as refused:
            shares(draft.pk, whom, membership, by=requester(), until=day)
        assert (refused.value.refusal.code, refused.value.refusal.field) == (code, "until")


def test_who_may_share_with_departments(colleague: Person, officer: Person) -> None:
    draft = make_draft()
    with pytest.raises(PermissionRefused):
        share_with_department(draft.pk, sales(), "watcher", by=colleague)
    shared = share_with_department(draft.pk, sales(), "watcher", by=officer)
    with pytest.raises(Refused, match="already"):
        share_with_department(draft.pk, sales(), "watcher", by=requester())
    with pytest.raises(Refused, match="reads a use case"):
        share_with_department(draft.pk, sales(), "steward", by=requester())
    with pytest.raises(PermissionRefused):
        unshare_department(shared.pk, by=fresh(colleague))
    unshare_department(shared.pk, by=requester())
    assert TrailEntry.objects.about(draft)[0].verb == "registers.use_case.department_unshared"
    assert not sees(colleague, draft)
    with pytest.raises(Refused, match="not shared"):
        unshare_department(shared.pk, by=requester())
    retired = retire_use_case(make_approved("Over").pk, by=officer, reason="Replaced")
    with pytest.raises(Refused, match="retired"):
        share_with_department(retired.pk, sales(), "watcher", by=officer)


def test_on_the_page(colleague: Person) -> None:
    draft, page = make_draft(), client_of(requester())
    place = f"{draft.get_absolute_url()}share-with-department/"
    assert "Whoever is in the department at the moment" in page.get(place).content.decode()
    fields = {"department": str(sales()), "membership": "watcher", "until": today().isoformat()}
    assert page.post(place, fields).status_code == 302
    shown = page.get(f"{draft.get_absolute_url()}?tab=people").content.decode()
    assert "Reads it" in shown
    assert f"by {requester()}" in shown
    assert page.post(place, {**fields, "until": "2020-01-01"}).status_code == 422
    theirs = client_of(colleague)
    assert "Answer customer mail" in theirs.get("/registers/use-cases/?mine=shared").content.decode()
    assert theirs.get(place).status_code == 403
    off = f"{draft.get_absolute_url()}shares/{draft.shares.get().pk}/remove/"
    assert theirs.post(off).status_code == 403
    assert "no longer see it until it is decided" in page.get(off).content.decode()
    assert page.post(off).status_code == 302
    assert theirs.get(draft.get_absolute_url()).status_code == 404
    assert "Answer customer mail" not in theirs.get("/registers/use-cases/?mine=shared").content.decode()


def test_over_the_api(colleague: Person) -> None:
    draft, api = make_draft(), api_of(requester())
    body = {"department": str(sales()), "membership": "contributor", "until": today().isoformat()}
    told = api.post(f"{API}{draft.pk}/share/", body).json()["shares"]
    assert [(each["department"]["name"], each["membership"], each["until"]) for each in told] == [
        ("Sales", "contributor", today().isoformat())
    ]
    assert told[0]["given_by"]["name"] == str(requester())
    assert [each["code"] for each in api_of(colleague).get(f"{API}?mine=shared").json()["results"]] == [draft.code]
    assert api_of(colleague).post(f"{API}{draft.pk}/share/", body).status_code == 403
    assert api.post(f"{API}{draft.pk}/unshare/", body).json()["shares"] == []
    assert api.post(f"{API}{draft.pk}/unshare/", body).json()["code"] == "not_shared"
    both = {**body, "person": str(colleague.pk)}
    assert api.post(f"{API}{draft.pk}/share/", both).status_code == 422
    assert api.post(f"{API}{draft.pk}/share/", {"membership": "watcher"}).status_code == 422
    one = {"person": str(colleague.pk), "membership": "watcher", "until": today().isoformat()}
    assert api.post(f"{API}{draft.pk}/share/", one).json()["members"][0]["until"] == today().isoformat()


def test_who_works_on_it_takes_off_nobody_else(colleague: Person) -> None:
    draft, other = make_draft(), make_person("Otto Other", "engineer")
    own = share(draft.pk, colleague.pk, "contributor", by=requester())
    others = share(draft.pk, other.pk, "watcher", by=requester())
    page, place = client_of(colleague), f"{draft.get_absolute_url()}members/"
    for member, status in ((others, 403), (own, 200)):
        assert page.get(f"{place}{member.pk}/remove/").status_code == status
    assert page.post(f"{place}{others.pk}/remove/").status_code == 403
    assert draft.members.count() == 2
