"""Versions: what nobody changed is not sent again, what somebody changed meanwhile is not written over."""

import threading
from typing import Any

import pytest
from django.db import connection, connections, transaction

from access.models import Person
from tests.factories.people import operator
from tests.factories.scim import Directory, person, row_of

TITLE = {"op": "replace", "path": "title", "value": "Boss"}


def test_reading_tells_the_version_and_is_answered_once(directory: Directory) -> None:
    said = directory.enter("ada")
    path = f"/Users/{said['id']}"
    first = directory.ask("GET", path)
    assert first.headers["ETag"] == said["meta"]["version"] == 'W/"1"'
    again = directory.ask("GET", path, If_None_Match=first.headers["ETag"])
    assert (again.status_code, again.content, again.headers["ETag"]) == (304, b"", first.headers["ETag"])
    directory.patch(path, TITLE)
    assert directory.ask("GET", path, If_None_Match=first.headers["ETag"]).status_code == 200


@pytest.mark.parametrize("method", ["PUT", "PATCH", "DELETE"])
def test_an_old_version_is_refused_and_the_present_one_is_not(directory: Directory, method: str) -> None:
    said = directory.enter("ada")
    path, old = f"/Users/{said['id']}", said["meta"]["version"]
    directory.patch(path, TITLE)
    present = row_of(said)

    def change(version: str) -> Any:
        if method == "PATCH":
            return directory.patch(path, {**TITLE, "value": "Other"}, If_Match=version).status_code
        body = person("ada", title="Other") if method == "PUT" else None
        return directory.ask(method, path, body, If_Match=version).status_code

    assert change(old) == 412
    assert Person.objects.get(pk=said["id"]).attributes == present.attributes
    assert change(f'W/"{present.revision}"') in {200, 204}


def test_a_group_has_versions_too(directory: Directory) -> None:
    said = directory.enter_group("Engineers")
    path = f"/Groups/{said['id']}"
    renamed = {"op": "replace", "path": "displayName", "value": "Builders"}
    assert directory.patch(path, renamed, If_Match=said["meta"]["version"]).status_code == 204
    assert directory.patch(path, renamed, If_Match=said["meta"]["version"]).status_code == 412


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(("with_version", "statuses"), [(True, [204, 412]), (False, [204, 204])])
def test_two_who_write_at_once(*, with_version: bool, statuses: list[int]) -> None:
    """On connections of their own: with versions the second is told, without them neither loses anything."""
    operator()
    directory = Directory()
    said = directory.enter("ada")
    headers = {"If_Match": said["meta"]["version"]} if with_version else {}
    answers: list[int] = []

    def write(operation: dict[str, Any]) -> None:
        try:
            answers.append(Directory(directory.token).patch(f"/Users/{said['id']}", operation, **headers).status_code)
        finally:
            connections.close_all()

    changes = [TITLE, {"op": "replace", "path": "nickName", "value": "Addy"}]
    writers = [threading.Thread(target=write, args=(each,)) for each in changes]
    with transaction.atomic():
        # Both wait for this, so that both have begun before either is done.
        Person.objects.select_for_update().get(pk=said["id"])
        for writer in writers:
            writer.start()
        waiting = (
            "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()"
        )
        with connection.cursor() as cursor:
            for _try in range(1_000):
                cursor.execute("SELECT pg_sleep(0.01)")
                cursor.execute(waiting)
                if cursor.fetchone() == (2,):
                    break
    for writer in writers:
        writer.join()
    assert sorted(answers) == statuses
    kept = row_of(said).attributes
    assert len({"title", "nickName"} & set(kept)) == statuses.count(204)
