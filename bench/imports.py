"""How long do preview and commit of a register of 2,133 rows take, and is every row a use case or a named error?

Then every use case is given an owner by the bulk action of the list, as the job that a worker would run.

Starts an embedded PostgreSQL of its own in a temporary folder. IMPORT_FILE names another file than the synthetic one.
Fails when the preview takes over 5 seconds, the commit over 15, the assignment over 60, or a row is lost.
"""

import os
import shutil
import signal
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

FILE = os.environ.get("IMPORT_FILE", "")
OWNER = "olga@example.org"
MOST_PREVIEW, MOST_COMMIT, MOST_ASSIGNMENT = 5.0, 15.0, 60.0
# Hand mappings and the like cost nothing; what cannot be read leaves its field empty, as an officer in a hurry chooses.
OPTIONS = {"unreadable": os.environ.get("IMPORT_UNREADABLE", "error")}


def main() -> int:
    """Set up a portal without processes, import a file, and print what it took."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    home = Path(tempfile.mkdtemp(prefix="portal-imports-"))
    os.environ.update(PORTAL_HOME=str(home), DJANGO_SETTINGS_MODULE="compliance_portal.settings.dev", LOG_LEVEL="ERROR")
    from compliance_portal.supervisor.home import data_folder, socket_folder
    from compliance_portal.supervisor.postgres import Cluster

    cluster = Cluster(data_folder(home), socket_folder(home))
    try:
        cluster.prepare()
        with (home / "postgres.log").open("wb") as log:
            cluster.launch(log.fileno())
        cluster.wait_until_ready()
        officer = migrated(cluster)
        return measure(officer)
    finally:
        cluster.stop()
        shutil.rmtree(home, ignore_errors=True)
        shutil.rmtree(cluster.socket, ignore_errors=True)


def migrated(cluster: Any) -> Any:
    """Make the database and one compliance officer."""
    import psycopg

    from compliance_portal.supervisor.roles import make_database, make_roles

    with psycopg.connect(cluster.dsn(), autocommit=True) as superuser:
        make_roles(superuser)
        make_database(superuser, "portal")
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", interactive=False, verbosity=0)
    from access.actions.people import invite_person
    from access.actions.roles import appoint_administrator, assign_role
    from access.models import Person, Role

    admin = invite_person(email="ada@example.org", name="Ada Administrator", department_id=None, by=None)
    appoint_administrator(admin.pk)
    officer = invite_person(email="oscar@example.org", name="Oscar Officer", department_id=None, by=None)
    owner = invite_person(email=OWNER, name="Olga Owner", department_id=None, by=None)
    for person, slug in ((officer, "compliance-officer"), (owner, "engineer")):
        role = Role.objects.get(slug=slug)
        assign_role(person.pk, role.pk, by=Person.objects.get(pk=admin.pk), reason="Bench")
    return Person.objects.get(pk=officer.pk)


def measure(officer: Any) -> int:
    """Import the file step by step, print the seconds, and say whether all is well."""
    from django.core.files.base import ContentFile

    from registers.actions import imports
    from registers.actions.entering import check_import, enter_import
    from registers.models import RegisterImport, UseCase

    name, data = the_file()
    begun = time.perf_counter()
    found = imports.upload_import(ContentFile(data), name=name, source="Bench", by=officer)
    imports.map_columns(found.pk, found.mapping, OPTIONS, by=officer)
    read = time.perf_counter()
    found = check_import(found.pk, step=untold)
    previewed = time.perf_counter()
    RegisterImport.objects.filter(pk=found.pk).update(options={**found.options, "duplicates": "import"})
    found = enter_import(found.pk, by=officer, step=untold)
    committed = time.perf_counter()
    named = sum(1 for row in found.rows.filter(state="faulty") if row.told)
    lost = found.rows_total - found.rows_entered - named
    preview, commit = previewed - read, committed - previewed
    print(f"{name}, {len(data) / 1024**2:.1f} MB, {found.rows_total:,} rows")
    print(f"upload and guess  {read - begun:6.1f} s")
    print(f"preview           {preview:6.1f} s   (at most {MOST_PREVIEW:.0f})")
    print(f"commit            {commit:6.1f} s   (at most {MOST_COMMIT:.0f})")
    print(f"imported {found.rows_entered:,} + named errors {named:,} = {found.rows_entered + named:,}; lost: {lost}")
    missed = preview > MOST_PREVIEW or commit > MOST_COMMIT or lost or UseCase.objects.count() != found.rows_entered
    return int(bool(missed) or assigned(officer) > MOST_ASSIGNMENT)


def assigned(officer: Any) -> float:
    """Give every use case an owner by a job, see that each has an entry of its own, and return the seconds it took."""
    from access.actions import jobs
    from access.models import Person
    from registers.models import UseCase
    from trail.models import TrailEntry

    owner = Person.objects.get(email=OWNER)
    keys = [str(key) for key in UseCase.objects.exclude(state="retired").values_list("pk", flat=True)]
    settings = {
        "list": "use-cases",
        "action": "assign-owner",
        "posted": {"person": [str(owner.pk)], "reason": ["Bench"]},
        "keys": keys,
    }
    job = jobs.start_job("bulk", title="Assign an owner", settings=settings, by=officer, total=len(keys))
    begun = time.perf_counter()
    done = jobs.run(job.pk)
    took = time.perf_counter() - begun
    owned = UseCase.objects.filter(owner=owner.pk).count()
    entries = TrailEntry.objects.filter(verb="registers.use_case.handed_over").count()
    told = done.message if done else "no such job"
    print(f"assignment        {took:6.1f} s   (at most {MOST_ASSIGNMENT:.0f})   {told}")
    if not owned == entries == len(keys):
        raise SystemExit(f"{len(keys):,} to assign, {owned:,} assigned, {entries:,} entries in the trail")
    return took


def the_file() -> tuple[str, bytes]:
    """Return the file to import: the one that is named, or one made to look like a government's."""
    if FILE:
        return Path(FILE).name, Path(FILE).read_bytes()
    from tests.factories.spreadsheets import government_register

    return "government.csv", government_register()


def untold(_done: int, _total: int) -> None:
    """Tell nobody how far it is."""


if __name__ == "__main__":
    sys.exit(main())
