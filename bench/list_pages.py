"""Does a list page stay quick when the list grows? The same pages with 1,000 and with 100,000 rows.

Starts an embedded PostgreSQL of its own in a temporary folder, fills two databases with people and trail entries, and
asks for each page as an administrator. Prints the median of both, how they compare, and the queries of a page; fails
when a page of the large list takes over 1.5 times as long as that of the small one, or over 12 queries. Pages in
brackets are for information: they look at every person, since stock PostgreSQL has no index for parts of words, or
have less than a page of hits among the few.
"""

import os
import shutil
import signal
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

SIZES = {"small": 1_000, "large": int(os.environ.get("BENCH_ROWS", "100000"))}
ROUNDS, REQUESTS = 4, int(os.environ.get("BENCH_REQUESTS", "12"))
MOST_RATIO, MOST_QUERIES = 1.5, 12

# What the guards of the tables want to see: something was recorded in this transaction.
ENTRY = """
INSERT INTO trail_trailentry (id, at, verb, actor_name, channel, address, request_id, reason, subject_type,
    subject_id, subject_name, about, details, changes)
VALUES (uuidv7(), now(), 'access.person.edited', 'portal', 'web', '192.0.2.7', '', '', 'access.person',
    'bench', 'bench', ARRAY['access.person:bench'], '{}', '[]')
"""
PEOPLE = """
INSERT INTO access_person (id, password, issuer, subject, email, name, is_active, created_at, last_login, language,
    time_zone, theme, kind, purpose, user_name, external_id, attributes, revision, changed_at, department_id)
SELECT uuidv7(make_interval(secs => -(%(rows)s - n))), '!', 'local', 'bench-' || n, 'person' || n || '@example.org',
    (ARRAY['Ada','Bo','Chen','Dina','Emil','Fay','Gus','Hana','Ivo','June'])[1 + n %% 10] || ' ' ||
    (ARRAY['Quinn','Rossi','Stone','Tanaka','Unger','Vogel','Weber','Xu','Young','Zidane'])[1 + (n / 10) %% 10] || ' '
        || n,
    true, now() - make_interval(secs => %(rows)s - n), now() - make_interval(mins => n %% 50000), '', '', 'auto',
    'person', '', '', '', '{}', 1, now(), (SELECT id FROM access_department ORDER BY name OFFSET n %% 4 LIMIT 1)
FROM generate_series(1, %(rows)s) n
"""
ASSIGNMENTS = """
INSERT INTO access_roleassignment (id, person_id, role_id, given_at, from_groups)
SELECT uuidv7(), p.id, (SELECT id FROM access_role WHERE slug = 'engineer'), now(), '{}'
FROM access_person p WHERE p.subject LIKE 'bench-%%'
"""
# Ninety days of entries, by twenty people, one in fifty about something rare.
ENTRIES = """
WITH actors AS (
    SELECT id, name, row_number() OVER (ORDER BY id) - 1 AS place FROM access_person
    WHERE subject LIKE 'bench-%%' ORDER BY id LIMIT 20
)
INSERT INTO trail_trailentry (id, at, verb, actor_id, actor_name, channel, address, request_id, reason, subject_type,
    subject_id, subject_name, about, details, changes)
SELECT uuidv7(passed), now() + passed,
    (ARRAY['access.role.assigned','access.session.started','access.person.edited','access.role.withdrawn'])[1 + n %% 4],
    a.id, a.name, 'web', '192.0.2.7', md5(n::text),
    CASE WHEN n %% 50 = 0 THEN 'Quarterly review' ELSE 'Joins the team' END,
    'access.person', a.id, a.name, ARRAY['access.person:' || a.id], '{"role": "Engineer"}', '[]'
FROM generate_series(1, %(rows)s) n,
    LATERAL (SELECT make_interval(secs => -(%(rows)s - n) * 90 * 86400.0 / %(rows)s - 1) AS passed) moment,
    LATERAL (SELECT * FROM actors WHERE place = n %% 20) a
"""


Pages = Callable[[str], dict[str, Callable[[], Any]]]


def main() -> int:
    """Measure every page on both databases and print the table."""
    # The guards look for an entry once for each row, and are slow where one transaction wrote a hundred thousand.
    return run((ENTRY, PEOPLE, ASSIGNMENTS, "COMMIT", ENTRIES), pages)


def run(
    statements: Sequence[str],
    pages_of: Pages,
    *,
    before: Callable[[], None] = lambda: None,
    then: Callable[[], int] = lambda: 0,
) -> int:
    """Fill both databases by statements that know `rows`, and measure the pages.

    `before` enters by actions what both databases share; `then` measures the rest on the large one.
    """
    # So that what is started is stopped and removed also when the measuring is called off.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    home = Path(tempfile.mkdtemp(prefix="portal-bench-"))
    os.environ.update(
        PORTAL_HOME=str(home), DJANGO_SETTINGS_MODULE="compliance_portal.settings.dev", LOG_LEVEL="ERROR", SAMPLE="0"
    )
    from compliance_portal.supervisor.home import data_folder, socket_folder
    from compliance_portal.supervisor.postgres import Cluster

    cluster = Cluster(data_folder(home), socket_folder(home))
    try:
        cluster.prepare()
        with (home / "postgres.log").open("wb") as log:
            cluster.launch(log.fileno())
        cluster.wait_until_ready()
        return max(measure(cluster, statements, pages_of, before), then())
    finally:
        cluster.stop()
        shutil.rmtree(home, ignore_errors=True)
        shutil.rmtree(cluster.socket, ignore_errors=True)


def measure(cluster: Any, statements: Sequence[str], pages_of: Pages, before: Callable[[], None]) -> int:
    """Fill the databases, ask for the pages, print, and say whether all is well."""
    import psycopg

    from compliance_portal.supervisor.roles import make_database, make_roles

    with psycopg.connect(cluster.dsn(), autocommit=True) as superuser:
        make_roles(superuser)
        make_database(superuser, "portal")
        migrated(before)
        for name in SIZES:
            make_database(superuser, name, "portal")
    for name, rows in SIZES.items():
        with psycopg.connect(cluster.dsn("portal_owner", name)) as owner:
            fill(owner, rows, statements)
    addresses = {name: pages_of(name) for name in SIZES}
    print(f"{'page':<34}{'1,000':>10}{SIZES['large']:>12,}{'ratio':>9}{'queries':>9}")
    return max([line(page, addresses) for page in addresses["small"]])


def migrated(before: Callable[[], None]) -> None:
    """Migrate the database that both are copies of, with one administrator and four departments."""
    import django

    django.setup()
    from django.core.management import call_command
    from django.db import connection

    call_command("migrate", interactive=False, verbosity=0)
    from access.actions.departments import create_department
    from access.actions.people import invite_person
    from access.actions.roles import appoint_administrator

    for name in ("Engineering", "Sales", "Finance", "Compliance"):
        create_department(name, by=None)
    person = invite_person(email="ada@example.org", name="Ada Administrator", department_id=None, by=None)
    appoint_administrator(person.pk)
    before()
    connection.close()


def fill(owner: Any, rows: int, statements: Sequence[str]) -> None:
    """Insert the rows, in one transaction unless told otherwise, and have PostgreSQL look at them."""
    for statement in statements:
        owner.execute(statement, {"rows": rows})
    owner.commit()
    owner.autocommit = True
    owner.execute("VACUUM ANALYZE")


def use(name: str) -> None:
    """Point Django at a database."""
    from django.db import connection

    connection.close()
    connection.settings_dict["NAME"] = name


def pages(name: str) -> dict[str, Callable[[], Any]]:
    """Return the pages to ask for, each as a call."""
    from django.test import Client

    from access.actions.sessions import BACKEND
    from access.models import Person
    from common.keyset import page
    from trail.models import TrailEntry

    use(name)
    client = Client(SERVER_NAME="localhost", raise_request_exception=True)
    client.force_login(Person.objects.get(email="ada@example.org"), backend=BACKEND)
    entries, people = TrailEntry.objects.order_by("-id"), Person.objects.order_by("name", "id")
    deep = page(entries.filter(pk__lte=entries[entries.count() // 2].pk), ["-id"], None, 50).next_cursor
    deep_people = page(people.filter(name__gte=people[people.count() // 2].name), ["name"], None, 50).next_cursor
    actor = entries.filter(actor__subject__startswith="bench-")[0].actor_id
    addresses = {
        "trail": "/trail/",
        "trail, deep": f"/trail/?cursor={deep}&row=500",
        "trail, one person's": f"/trail/?person={actor}",
        "trail, one verb": "/trail/?verb=access.role.assigned",
        "(trail, search: a rare word)": "/trail/?q=quarterly",
        "trail, search: a common word": "/trail/?q=team",
        "trail, about one object": f"/trail/?about=access.person:{actor}",
        "people": "/access/people/",
        "people, deep": f"/access/people/?cursor={deep_people}&row=500",
        "people, by last sign-in": "/access/people/?sort=-last_login",
        "people, by address": "/access/people/?sort=email",
        "(people, search)": "/access/people/?q=quinn",
        "(people, one role)": "/access/people/?role=engineer",
    }
    return {page_name: lambda address=address: client.get(address) for page_name, address in addresses.items()}


def line(page: str, addresses: dict[str, dict[str, Callable[[], Any]]]) -> int:
    """Measure one page on both databases in turn, print its line, and return 1 when it misses a figure."""
    times: dict[str, list[float]] = {name: [] for name in SIZES}
    queries = 0
    for _ in range(ROUNDS):
        for name in SIZES:
            use(name)
            queries = max(queries, warmed_up(addresses[name][page]))
            for _ in range(REQUESTS):
                begun = time.perf_counter()
                addresses[name][page]()
                times[name].append(time.perf_counter() - begun)
    small, large = (statistics.median(times[name]) * 1000 for name in SIZES)
    missed = not page.startswith("(") and (large > MOST_RATIO * small or queries > MOST_QUERIES)
    print(f"{page:<34}{small:>7.1f} ms{large:>9.1f} ms{large / small:>9.2f}{queries:>9}{'   missed' if missed else ''}")
    return int(missed)


def warmed_up(ask: Callable[[], Any]) -> int:
    """Ask twice before it counts: the reading is recorded and caches are warm; return the queries of the second."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    answer = ask()
    if answer.status_code not in {200, 204}:
        raise SystemExit(f"{answer.request['PATH_INFO']} answers {answer.status_code}: {answer.content[:300]!r}")
    with CaptureQueriesContext(connection) as captured:
        ask()
    return len(captured)


if __name__ == "__main__":
    sys.exit(main())
