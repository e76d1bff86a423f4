"""What leavers owned is work: of the successor, else of the officers, until nothing is left."""

from access.actions.handing_over.many import hand_over_many
from access.leavers import leavers_for_officer, leavers_for_successor
from access.models import Notification, Person
from access.owned_counts import counts_of
from access.work import counts_for, groups_for
from registers.models import UseCase
from tests.factories.leavers import leave, make_owner, make_successor
from tests.factories.people import fresh, make_person
from tests.factories.routes import make_route, person_party, role_party, route_step


def work_of(person: Person) -> dict[str, list[str]]:
    groups = groups_for(fresh(person))
    return {group.kind.name: [str(item.title) for item in group.items] for group in groups}


def test_it_works(officer: Person) -> None:
    owner, use_cases, exception = make_owner()
    assert "leavers" not in work_of(officer)
    leave(owner)
    assert work_of(officer)["leavers"] == ["Viktor Leaver left: 2 use cases, 1 exception"]
    assert counts_for(fresh(officer))["leavers"] == 1
    taker = make_successor()
    chosen = [("use-cases", each.pk) for each in use_cases]
    hand_over_many(fresh(owner), taker, chosen, by=officer, reason="His team goes on")
    assert work_of(officer)["leavers"] == ["Viktor Leaver left: 1 exception"]
    hand_over_many(fresh(owner), taker, [("exceptions", exception.pk)], by=officer, reason="His team goes on")
    assert "leavers" not in work_of(officer)


def test_a_successor_has_it_instead_of_the_officers(officer: Person, engineer: Person) -> None:
    owner, _use_cases, _exception = make_owner()
    successor = make_successor()
    leave(owner, successor)
    assert work_of(successor)["left-to-you"] == ["Viktor Leaver left: 2 use cases, 1 exception"]
    assert "leavers" not in work_of(officer)
    assert not {"leavers", "left-to-you"} & set(work_of(engineer))


def test_a_successor_who_leaves_too_leaves_it_to_the_officers(officer: Person) -> None:
    owner, _use_cases, _exception = make_owner()
    successor = make_successor()
    leave(owner, successor)
    leave(successor)
    assert work_of(officer)["leavers"] == ["Viktor Leaver left: 2 use cases, 1 exception"]
    assert list(leavers_for_successor(fresh(successor))) == [owner]


def test_what_is_over_waits_for_nobody(officer: Person) -> None:
    owner, use_cases, exception = make_owner()
    leave(owner)
    UseCase.objects.filter(pk__in=[each.pk for each in use_cases]).update(state="withdrawn")
    type(exception).objects.filter(pk=exception.pk).update(expires_on="2020-01-02", starts_on="2020-01-01")
    assert not leavers_for_officer(fresh(officer)).exists()


def test_who_is_here_is_nobody_who_left(officer: Person) -> None:
    make_owner()
    assert "leavers" not in work_of(officer)


def test_others_have_no_such_work(administrator: Person, officer: Person) -> None:
    owner, _use_cases, _exception = make_owner()
    leave(owner)
    assert "leavers" not in work_of(administrator)
    assert "leavers" not in work_of(make_person("Rita Reviewer", "legal-reviewer"))


def test_what_only_officers_hand_over_is_theirs_beside_a_successor(officer: Person) -> None:
    owner, _use_cases, _exception = make_owner()
    make_route("low", route_step("Look", person_party(owner), role_party("compliance-officer")))
    successor = make_successor()
    leave(owner, successor)
    assert work_of(officer)["leavers"] == ["Viktor Leaver left: 1 step of an approval route"]
    assert work_of(successor)["left-to-you"] == ["Viktor Leaver left: 2 use cases, 1 exception"]
    told = Notification.objects.filter(kind="leaver").order_by("person__name").values_list("person__name", "title")
    assert list(told) == [
        ("Oscar Officer", "Viktor Leaver left: 1 step of an approval route"),
        ("Susi Successor", "Viktor Leaver left: 2 use cases, 1 exception"),
    ]
    assert set(counts_of(fresh(owner), fresh(successor))) == {"use-cases", "exceptions"}
