"""What somebody tried once to get more than they may; none of it works."""

import threading
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection, transaction
from django.db.utils import IntegrityError
from django.test import Client

from access.actions.people import deactivate_person, invite_person
from access.actions.roles import assign_role, create_role, edit_role, extend_role
from access.models import Person, Role, RoleAssignment
from access.rules.people import FAILURES_FOR_TARGET
from common.clock import held_at, today
from common.refusals import Refused
from tests.factories.clients import client_of
from tests.factories.people import PASSWORD, fresh, make_auditor, make_person, operator
from trail.models import TrailEntry


def sign_in(client: Client, email: str, password: str = PASSWORD) -> int:
    return client.post("/access/sign-in/", {"email": email, "password": password}).status_code


def test_rights_end_by_the_portals_clock_not_the_readers(administrator: Person, auditor: Person) -> None:
    held = RoleAssignment.objects.get(person=auditor)
    with held_at(datetime(2026, 6, 1, 12, tzinfo=UTC)):
        extend_role(held.pk, ends_on=datetime(2026, 6, 30, tzinfo=UTC).date(), by=operator(), reason="Engagement")
    with held_at(datetime(2026, 7, 1, 9, tzinfo=UTC)):
        client = client_of(auditor)
        client.cookies["portal_zone"] = "Etc/GMT+12"
        assert client.get("/trail/").status_code == 404
    with held_at(datetime(2026, 6, 30, 9, tzinfo=UTC)):
        assert client_of(auditor).get("/trail/").status_code == 200


def test_a_look_alike_of_an_address_is_another_address(client: Client, administrator: Person) -> None:
    for _try in range(FAILURES_FOR_TARGET):
        sign_in(client, administrator.email, "wrong")
    for name in (administrator.email, administrator.email.upper(), administrator.email.replace("i", "\u0131", 1)):
        sign_in(client, name)
        assert "_auth_user_id" not in client.session


def test_a_table_of_the_same_name_in_front_does_not_vouch(administrator: Person, transactional_db: None) -> None:
    with pytest.raises(IntegrityError, match="not recorded in the trail"), transaction.atomic():  # noqa: PT012, SIM117
        with connection.cursor() as cursor:
            cursor.execute("SAVEPOINT before")
            try:
                cursor.execute(
                    "CREATE TEMP TABLE trail_trailentry (transaction_id bigint, transaction_began timestamptz"
                    " DEFAULT transaction_timestamp()) ON COMMIT DROP"
                )
                cursor.execute(
                    "INSERT INTO pg_temp.trail_trailentry (transaction_id) VALUES (pg_current_xact_id()::text::bigint)"
                )
            except Exception:  # noqa: BLE001 - where temporary tables are not allowed, so much the better
                cursor.execute("ROLLBACK TO before")
            cursor.execute("UPDATE access_person SET name = 'silent' WHERE id = %s", [administrator.pk])
    assert fresh(administrator).name == "Ada Administrator"


def test_nobody_widens_a_role_they_hold(administrator: Person) -> None:
    role = create_role(name="Reader", description="", permissions=["access.view_people"], by=administrator)
    RoleAssignment.objects.create(person=administrator, role=role)
    with pytest.raises(Refused, match="Nobody changes their own roles"):
        edit_role(role.pk, name="Reader", description="", permissions=["access.end_sessions"], by=administrator)


def test_a_second_reading_role_does_not_lift_an_auditors_window(administrator: Person) -> None:
    first, last = today() - timedelta(days=3), today()
    auditor = make_auditor("Wanda Window", first, last)
    wide = create_role(name="Wide", description="", permissions=["trail.view_entries"], by=administrator)
    assign_role(auditor.pk, wide.pk, by=administrator, reason="Sly")
    assert fresh(auditor).record_windows == [(first, last)]


def test_what_is_taken_is_a_refusal_not_a_fault(administrator: Person) -> None:
    invite_person(email="Kim@example.org", name="Kim", department_id=None, by=administrator)
    with pytest.raises(Refused, match="has this e-mail address already"):
        invite_person(email="kim@EXAMPLE.org", name="Kim Two", department_id=None, by=administrator)
    create_role(name="Kelvin", description="", permissions=[], by=administrator)
    with pytest.raises(Refused, match="a role of that name"):
        create_role(name="kelvin", description="", permissions=[], by=administrator)
    assert TrailEntry.objects.filter(verb="access.role.created").count() == 1


def test_a_refused_confirmation_is_on_record(administrator: Person, engineer: Person) -> None:
    fields = {"role": str(Role.objects.get(slug="data-owner").pk), "reason": "x", "confirmation": "wrong"}
    client_of(administrator).post(f"/access/people/{engineer.pk}/assign-role/", fields)
    entry = TrailEntry.objects.get(verb="access.confirmation.refused")
    assert (entry.actor, entry.sentence) == (administrator, "A confirmation by Ada Administrator was refused")


@pytest.mark.django_db(transaction=True)
def test_giving_a_role_and_shutting_out_at_once_do_not_lock_each_other(administrator: Person) -> None:
    person, first, second = make_person("Toni Torn"), operator(), make_person("Oda Other", "administrator")
    role, troubles = Role.objects.get(slug="administrator"), []

    def attempt(action: object, *args: object, **fields: object) -> None:
        try:
            action(*args, **fields)  # type: ignore[operator]
        except Refused:
            pass
        except Exception as trouble:  # noqa: BLE001 - whatever it is, the test must name it
            troubles.append(trouble)
        finally:
            connection.close()

    for _round in range(8):
        threads = [
            threading.Thread(
                target=attempt, args=(assign_role, person.pk, role.pk), kwargs={"by": first, "reason": "a"}
            ),
            threading.Thread(target=attempt, args=(deactivate_person, person.pk), kwargs={"by": second, "reason": "b"}),
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(20)
        person = make_person(f"Toni Torn {_round}")
    assert troubles == []
