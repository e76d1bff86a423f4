"""The same message to many people: each in their language and as they want it, in queries that do not grow."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from access.actions.mail_preferences import choose_mail
from access.actions.messages import notify_many
from access.actions.people import save_appearance
from access.models import Notification, Person
from registers.actions.use_cases import share_with_department, unshare_department
from tests.factories.groups import map_to, sign_in_with
from tests.factories.people import fresh, make_department, make_person, operator
from tests.factories.use_cases import make_draft, requester

ASKED = "%(by)s shared %(use_case)s with your department"


def test_it_works(engineer: Person, data_owner: Person, administrator: Person) -> None:
    save_appearance(data_owner, language="de", time_zone="", theme="auto")
    choose_mail(administrator, {"use-case": "never"})
    values = {"by": "Rita", "use_case": "UC-1"}
    people = [fresh(each) for each in (engineer, data_owner, administrator)]
    notify_many(people, kind="use-case", title=ASKED, values=values, link="/x/")
    told = {each.person_id: each for each in Notification.objects.filter(link="/x/")}
    assert told[engineer.pk].title == "Rita shared UC-1 with your department"
    assert told[data_owner.pk].title == "Rita hat UC-1 mit Ihrer Abteilung geteilt"
    assert told[engineer.pk].mail_after is not None
    assert told[administrator.pk].mail_after is None
    assert notify_many([], kind="use-case", title=ASKED) == []


@pytest.mark.django_db
def test_sharing_with_a_large_department_costs_no_more() -> None:
    draft, sales = make_draft(), make_department("Sales").pk

    def cost() -> int:
        with CaptureQueriesContext(connection) as captured:
            shared = share_with_department(draft.pk, sales, "watcher", by=requester())
        unshare_department(shared.pk, by=requester())
        return len(captured)

    make_person("Sam Seller", department="Sales")
    cost()
    few = cost()
    for number in range(5):
        make_person(f"Seller No {number}", department="Sales")
    assert cost() == few
    assert Notification.objects.filter(title__contains="with your department").count() == 1 + 1 + 6


@pytest.mark.django_db
def test_a_mapping_tells_those_who_gain_the_same_together() -> None:
    operator()
    for number in range(3):
        sign_in_with(make_person(f"Builder No {number}"), "builders")
    with CaptureQueriesContext(connection) as captured:
        map_to("builders", "engineer")
    told = [each["sql"] for each in captured if 'INSERT INTO "access_notification"' in each["sql"]]
    assert len(told) == 1
    assert Notification.objects.filter(title="You were given the role Engineer").count() == 3
