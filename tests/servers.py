"""The PostgreSQL of a test run: started once, by the first process, in a folder of its own under the temporary one."""

import os
import shutil
from pathlib import Path

import psycopg
import pytest
from django.conf import settings

from compliance_portal.supervisor.home import data_folder, socket_folder
from compliance_portal.supervisor.postgres import Cluster
from compliance_portal.supervisor.roles import make_roles

# Nothing of it outlives the run, so nothing need reach the disk.
FAST = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off", "max_connections": "200"}

_cluster = pytest.StashKey[Cluster]()


def is_first(config: pytest.Config) -> bool:
    """Say whether this process is the one that was started, not a worker of it."""
    return not hasattr(config, "workerinput")


def pytest_configure(config: pytest.Config) -> None:
    """Start the server before anything connects."""
    if not is_first(config):
        return
    home: Path = settings.HOME
    home.mkdir(mode=0o700)
    # pytest's own place belongs to all runs of an account: each run that starts shuts the database's account out of it.
    config.option.basetemp = config.option.basetemp or home / "tmp"
    config.stash[_cluster] = start_postgres(home)


def pytest_unconfigure(config: pytest.Config) -> None:
    """Stop it and remove its folder."""
    cluster = config.stash.get(_cluster, None)
    if cluster is not None:
        cluster.stop()
        shutil.rmtree(settings.HOME, ignore_errors=True)
        shutil.rmtree(cluster.socket, ignore_errors=True)
        os.environ.pop("PORTAL_TEST_HOME", None)


def start_postgres(home: Path, **options: str) -> Cluster:
    """Start an embedded PostgreSQL with the portal's two roles in this home."""
    cluster = Cluster(data_folder(home), socket_folder(home), {**FAST, **options})
    cluster.prepare()
    with (home / "postgres.log").open("wb") as log:
        cluster.launch(log.fileno())
    cluster.wait_until_ready()
    with psycopg.connect(cluster.dsn(), autocommit=True) as connection:
        make_roles(connection)
    return cluster
