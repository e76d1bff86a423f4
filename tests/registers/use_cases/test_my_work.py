"""What use cases ask of people: drafts to finish, requests to answer, owners to name."""

from django.db import transaction

from access.models import Person
from access.work import counts_for, groups_for
from registers.actions.registering import next_numbers
from registers.actions.use_cases import ask_to_join, share, share_with_department
from registers.actions.use_cases.drafting import new_use_case
from registers.models import Review
from registers.reading.assessing import surroundings
from tests.factories.clients import client_of
from tests.factories.imports import committed
from tests.factories.people import fresh, make_department
from tests.factories.spreadsheets import csv_of
from tests.factories.use_cases import make_approved, make_draft, make_submitted, requester
from trail.recording import record


def work_of(person: Person) -> dict[str, list[str]]:
    return {group.kind.name: [str(item.title) for item in group.items] for group in groups_for(fresh(person))}


def test_it_works(engineer: Person, data_owner: Person) -> None:
    draft = make_draft("Answer mail", engineer)
    make_submitted("Sent already", engineer)
    share(draft.pk, data_owner.pk, "contributor", by=engineer)
    title = f"{draft.code} Answer mail"
    assert work_of(engineer)["use-case-drafts"] == [title]
    assert work_of(data_owner)["use-case-drafts"] == [title]
    assert "use-case-drafts" not in work_of(requester())
    assert title in client_of(engineer).get("/my-work/").content.decode()


def test_a_department_that_works_on_it_finishes_it(engineer: Person, data_owner: Person) -> None:
    draft, other = make_draft("Answer mail", engineer), make_submitted("Sort mail", engineer)
    for each in (draft, other):
        share_with_department(each.pk, make_department("Sales").pk, "contributor", by=engineer)
    assert work_of(data_owner)["use-case-drafts"] == [f"{draft.code} Answer mail"]
    assert list(Review.objects.visible_to(fresh(data_owner))) == list(Review.objects.all()) != []
    share_with_department(draft.pk, make_department("Sales").pk, "watcher", by=engineer)
    share_with_department(other.pk, make_department("Sales").pk, "watcher", by=engineer)
    assert "use-case-drafts" not in work_of(data_owner)
    assert not Review.objects.visible_to(fresh(data_owner)).exists()


def test_watchers_have_nothing_to_finish(engineer: Person, data_owner: Person) -> None:
    draft = make_draft("Answer mail", engineer)
    share(draft.pk, data_owner.pk, "watcher", by=engineer)
    assert "use-case-drafts" not in work_of(data_owner)


def test_who_asks_to_join_waits_for_the_owner(engineer: Person) -> None:
    use_case = make_approved()
    ask_to_join(use_case.pk, message="Us too", by=engineer)
    assert work_of(requester())["join-requests"] == [f"Emil Engineer asks to join {use_case}"]
    assert counts_for(fresh(engineer)).get("join-requests") == 0


def test_officers_name_owners(officer: Person, engineer: Person) -> None:
    use_case, version = new_use_case(
        next_numbers()[0], {"title": "Left behind"}, surroundings(), by=officer, owner=None, origin="imported"
    )
    with transaction.atomic():
        use_case.save(force_insert=True)
        version.save(force_insert=True)
        record("registers.use_case.imported", subject=use_case, by=officer, source="Old register", row=2)
    assert work_of(officer)["use-cases-without-owner"] == [str(use_case)]
    assert "use-cases-without-owner" not in work_of(engineer)


def test_an_import_without_owners_is_one_thing_to_do(officer: Person) -> None:
    committed(csv_of(["Title"], *([f"Use case {number}"] for number in range(30))), officer)
    assert counts_for(fresh(officer))["use-cases-without-owner"] == 1
    (group,) = [each for each in groups_for(fresh(officer)) if each.kind.name == "use-cases-without-owner"]
    assert [str(item.title) for item in group.items] == ["30 drafts without an owner"]
    listing = client_of(officer).get(group.items[0].url).context["listing"]
    assert listing.page.count == 30
    assert "assign-owner" in [action.name for action in listing.bulk_actions]
