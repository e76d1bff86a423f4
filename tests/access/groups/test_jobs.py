"""Many people in a group: the mapping is saved at once, and a job gives and takes the roles."""

from typing import Any

import pytest

from access.actions import jobs, mapping
from access.actions.groups import apply_groups
from access.models import Job, Notification, Person, Role
from tests.factories.groups import map_to, slugs_of
from tests.factories.people import make_person

# A job says how far it is on a connection of its own, which sees only what is committed.
pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("sent")]


@pytest.fixture
def many(administrator: Person, monkeypatch: pytest.MonkeyPatch) -> list[Person]:
    """People whose last sign-in named a group; fewer than in earnest count as many."""
    monkeypatch.setattr(mapping, "MOST_AT_ONCE", 3)
    people = [make_person(f"Builder {number}") for number in range(4)]
    for person in people:
        apply_groups(person, claimed=["builders"])
    return people


def run_open_jobs() -> list[Job]:
    """Do the work of the jobs that wait; return them."""
    waiting = [job.pk for job in Job.objects.order_by("created_at") if job.is_open]
    return [job for job in map(jobs.run, waiting) if job]


def test_it_works(many: list[Person], administrator: Person) -> None:
    role = Role.objects.get(slug="engineer")
    done = mapping.map_group(name="builders", role_ids=[role.pk], by=administrator, reason="They build")
    assert done.job is not None
    assert done.changed == 4
    assert [slugs_of(each) for each in many] == [{}] * 4
    [job] = run_open_jobs()
    assert (job.state, job.message) == ("done", "4 people have other roles now.")
    assert [slugs_of(each) for each in many] == [{"engineer": ["builders"]}] * 4
    assert Notification.objects.filter(person=many[0], title="You were given the role Engineer").exists()


def test_a_sign_in_meanwhile_is_as_good(many: list[Person], administrator: Person) -> None:
    role = Role.objects.get(slug="engineer")
    mapping.map_group(name="builders", role_ids=[role.pk], by=administrator, reason="x")
    apply_groups(many[0], claimed=["builders"])
    assert slugs_of(many[0]) == {"engineer": ["builders"]}
    [job] = run_open_jobs()
    assert job.message == "3 people have other roles now."


def test_a_new_name_reaches_those_of_the_old_one(many: list[Person], administrator: Person) -> None:
    group = map_to("builders", "engineer")
    run_open_jobs()
    asked: dict[str, Any] = {"name": "makers", "external_id": "", "department_id": None, "by": administrator}
    roles = list(Role.objects.filter(slug="engineer").values_list("pk", flat=True))
    assert mapping.edit_mapping(group.pk, role_ids=roles, reason="Renamed", **asked).job is not None
    run_open_jobs()
    assert [slugs_of(each) for each in many] == [{}] * 4
